/**
 * GitHub's toolkit looks at the proxies when it is loaded, and the program would end there at one that it cannot use, as `socks5://`. So those are
 * put aside until all is loaded: import this before anything else.
 */
const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

const aside = NAMES.flatMap((name) => {
  const value = process.env[name] ?? '';
  return /^[a-z][a-z\d+.-]*:\/\//i.test(value) && !/^https?:/i.test(value) ? [[name, value] as const] : [];
});
for (const [name] of aside) delete process.env[name];

/** Git and training programs may use them. @returns what the reader has to know; null where all can be used */
export function restoreProxies(): string | null {
  for (const [name, value] of aside) process.env[name] = value;
  const [first] = aside;
  if (first === undefined) return null;
  const scheme = first[1].slice(0, first[1].indexOf(':'));
  return `${first[0]} is a ${scheme} proxy, which this action does not support, so its requests use no proxy; set an http:// proxy, or list the server in no_proxy`;
}
