import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';

const load = async (proxies: Readonly<Record<string, string>>) => {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'])
    vi.stubEnv(name, proxies[name] ?? '');
  vi.resetModules();
  const { restoreVariables } = await import('../../src/action/before-toolkit.ts');
  const during = process.env.https_proxy ?? null;
  const said = restoreVariables();
  return { during, said, after: process.env.https_proxy };
};

test('a proxy that the toolkit cannot use is put aside while it loads, and told without its password', async () => {
  const proxy = 'socks5://user:hunter2@proxy.example:1080';
  const { during, said, after } = await load({ https_proxy: proxy });
  expect([during, after]).toEqual([null, proxy]);
  expect(said).toMatch(
    /^https_proxy is a socks5 proxy, which .* does not support, so its requests use no proxy/,
  );
  expect(said).not.toContain('hunter2');
});

test.each(['http://user:hunter2@proxy.example:3128', 'HTTPS://proxy.example', 'proxy.example:3128'])(
  '%s stays',
  async (proxy) => {
    expect(await load({ https_proxy: proxy })).toEqual({ during: proxy, said: null, after: proxy });
  },
);

test('the toolkit does end at such a proxy', () => {
  const toolkit = fileURLToPath(import.meta.resolve('@actions/github'));
  const env = { ...process.env, https_proxy: 'socks5://proxy.example:1080', no_proxy: '' };
  const run = () =>
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `await import(${JSON.stringify(toolkit)})`],
      {
        env,
        stdio: 'pipe',
      },
    );
  expect(run).toThrow('Invalid URL protocol');
});
