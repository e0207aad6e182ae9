import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { pushToBranch } from '../../../src/github/pages/branch.ts';
import { PublishError } from '../../../src/github/publish-error.ts';
import { Deadline } from '../../../src/github/request/deadline.ts';
import { bareRemote } from './bare-remote.ts';

const add = (path: string, text: string) => async () => ({
  message: `add ${path}`,
  write: new Map([[path, text]]),
  remove: [],
});

describe('a branch of files', () => {
  test('is made where there is none, and grows by one commit at a time', async () => {
    const remote = await bareRemote();
    await pushToBranch(remote.branch, new Deadline(), add('a/one.txt', '1'));
    await pushToBranch(remote.branch, new Deadline(), add('a/two.txt', '2'));
    expect(await remote.files()).toEqual({ 'a/one.txt': '1', 'a/two.txt': '2' });
    expect(await remote.commits()).toBe(2);
  });

  test('keeps what others have put there, and what they pushed in the meantime', async () => {
    const remote = await bareRemote();
    await remote.pushAsSomebodyElse({ 'index.html': 'theirs' });
    let attempts = 0;
    await pushToBranch(remote.branch, new Deadline(), async (standing) => {
      attempts += 1;
      // Between our fetch and our push.
      if (attempts === 1) await remote.pushAsSomebodyElse({ 'index.html': 'theirs, newer' });
      return {
        message: 'ours',
        write: new Map([['a/seen.txt', (await standing.read('index.html')) ?? '']]),
        remove: [],
      };
    });
    expect(attempts).toBe(2);
    expect(await remote.files()).toEqual({ 'index.html': 'theirs, newer', 'a/seen.txt': 'theirs, newer' });
  });

  test('a remote that refuses is told with what it said, and the token is not in it', async () => {
    const remote = await bareRemote();
    await remote.refuse('policy of this server');
    const refused = pushToBranch(
      { ...remote.branch, token: 'secret-token' },
      new Deadline(),
      add('a.txt', '1'),
    );
    await expect(refused).rejects.toThrow(PublishError);
    await expect(refused).rejects.toThrow(
      /cannot publish the report to the branch gh-pages: .*policy of this server/,
    );
    await expect(refused).rejects.not.toThrow(/secret-token/);
  });

  test('a remote that is not there is told too', async () => {
    const branch = { remote: '/nowhere/at/all.git', name: 'gh-pages', token: null };
    await expect(pushToBranch(branch, new Deadline(), add('a.txt', '1'))).rejects.toThrow(
      /cannot publish the report/,
    );
  });

  test('a remote that never answers takes no longer than what is left of the time for publishing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const branch = { remote: `http://127.0.0.1:${port}/o/r.git`, name: 'gh-pages', token: 'secret-token' };
    const deadline = new Deadline();
    deadline.limit(1500);
    const pushed = pushToBranch(branch, deadline, add('a.txt', '1'));
    await expect(pushed).rejects.toThrow(
      /^cannot publish the report to the branch gh-pages: nothing came within \d s; run the job again$/,
    );
    silent.close();
  });
});
