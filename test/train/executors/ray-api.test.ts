import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { EngineError } from '../../../src/train/executors/engine.ts';
import { findRayCluster, openRayApi } from '../../../src/train/executors/ray-api.ts';
import { rayServer } from './ray-server.ts';

const CONFIG = 'http://config:8265';

describe('the dashboard', () => {
  test.each([
    ['nothing', undefined, {}, 'http://127.0.0.1:8265', undefined],
    ['a config', CONFIG, {}, CONFIG, undefined],
    ['the shell, which goes first', CONFIG, { RAY_ADDRESS: 'https://shell' }, 'https://shell', undefined],
    [
      'two variables',
      undefined,
      { RAY_ADDRESS: 'http://a', RAY_API_SERVER_ADDRESS: 'http://b' },
      'http://b',
      undefined,
    ],
    ['an address of no dashboard, and a config', CONFIG, { RAY_ADDRESS: '10.0.0.1:6379' }, CONFIG, undefined],
    ['the shell, with a token', undefined, { RAY_ADDRESS: 'http://a', RAY_AUTH_TOKEN: 't' }, 'http://a', 't'],
    ['a config, which gets no token', CONFIG, { RAY_AUTH_TOKEN: 't' }, CONFIG, undefined],
  ])('of %s', (_, configured, environment, address, token) => {
    expect(findRayCluster(configured, environment)).toEqual({ address, token });
  });

  test.each(['ray://head:10001', '10.0.0.1:6379', 'auto', 'http://'])('is not at %s', (address) => {
    const find = () => findRayCluster(undefined, { RAY_ADDRESS: address });
    expect(find).toThrow(UserError);
    expect(find).toThrow(
      `RAY_ADDRESS: "${address}" is not the address of a Ray dashboard; set RAY_API_SERVER_ADDRESS`,
    );
  });
});

describe('a request', () => {
  const JOB = { submission_id: 'a', entrypoint: 'true' };

  test('is taken, which one of a browser, or of fetch, is not', async () => {
    const { address } = await rayServer();
    const { status } = await fetch(`${address}/api/jobs/`, { method: 'POST', body: JSON.stringify(JOB) });
    expect(status).toBe(405);
    await expect(openRayApi({ address, token: undefined })('POST', 'api/jobs/', JOB)).resolves.toMatchObject({
      submission_id: 'a',
    });
  });

  test('may go below a path, as behind a proxy', async () => {
    const { address, calls } = await rayServer();
    await expect(
      openRayApi({ address: `${address}/ray`, token: undefined })('GET', 'api/jobs/'),
    ).rejects.toThrow('404');
    expect(calls).toEqual(['GET /ray/api/jobs/']);
  });

  test('that is refused gives the last words, without lines', async () => {
    const { address } = await rayServer();
    const ask = openRayApi({ address, token: undefined });
    await ask('POST', 'api/jobs/', JOB);
    await expect(ask('POST', 'api/jobs/', JOB)).rejects.toThrow(EngineError);
    await expect(ask('POST', 'api/jobs/', JOB)).rejects.toThrow(
      /^Ray at 127\.0\.0\.1:\d+: Traceback .* ValueError: Job with submission_id a already exists\. \(status 500\)$/,
    );
  });

  test('without its token, or with another, says where a token is sent', async () => {
    const { address } = await rayServer('secret');
    for (const token of [undefined, 'other'])
      await expect(openRayApi({ address, token })('GET', 'api/jobs/')).rejects.toThrow(
        /authentication token; RAY_AUTH_TOKEN is sent to the address that RAY_API_SERVER_ADDRESS or RAY_ADDRESS names/,
      );
    await expect(openRayApi({ address, token: 'secret' })('GET', 'api/jobs/')).resolves.toHaveLength(1);
  });

  test('to nobody says so', async () => {
    await expect(
      openRayApi({ address: 'http://127.0.0.1:9', token: undefined })('GET', 'api/jobs/'),
    ).rejects.toThrow(/^Ray at 127\.0\.0\.1:9: .*ECONNREFUSED/);
  });

  test('that is answered by something else says so on one line, and shows no password of the address', async () => {
    const server = createServer((_, response) => response.end('<html>\u001b[2JSign\n in</html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = `http://me:password@127.0.0.1:${(server.address() as AddressInfo).port}`;
    const asked = openRayApi({ address, token: undefined })('GET', 'api/jobs/');
    await expect(asked).rejects.toThrow('the answer is not JSON: <html> [2JSign in</html>');
    await expect(asked).rejects.not.toThrow('password');
  });
});
