/** Removes values that crash GitHub's toolkit on load. Must be imported first. */
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

const aside = new Map<string, string>();
// The toolkit would parse the whole event, whatever the file is.
for (const name of ['GITHUB_EVENT_PATH', ...PROXIES, 'GITHUB_API_URL']) {
  const value = process.env[name] ?? '';
  if (value === '' || (PROXIES.includes(name) && isProxy(value))) continue;
  if (name === 'GITHUB_API_URL' && URL.canParse(value)) continue;
  aside.set(name, value);
  delete process.env[name];
}

/** Restores the values for git and training programs. @returns a warning */
export function restoreVariables(): string | null {
  for (const [name, value] of aside) process.env[name] = value;
  const proxy = [...aside].find(([name]) => PROXIES.includes(name));
  if (proxy === undefined) return null;
  const [name, value] = proxy;
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(value)?.[1] ?? 'http';
  const what = /^https?$/i.test(scheme) ? 'is no address' : `is a ${scheme} proxy`;
  return `${name} ${what}, which this action does not support, so its requests use no proxy; set an http:// proxy, or list the server in no_proxy`;
}

function isProxy(value: string): boolean {
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return false;
  const { username, password } = new URL(address);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
