import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { fetchOrigin, SilentRemoteError } from '../../src/git/fetch.ts';
import { tryGit } from '../../src/git/git.ts';
import { Repository } from '../support/repository.ts';

test('what the remote has is brought, and what it refuses is told', async () => {
  const origin = await Repository.create();
  await origin.commit({ a: '1' });
  const clone = await Repository.clone(origin);
  const later = await origin.commit({ a: '2' });
  expect(await fetchOrigin(clone.path, [], ['main'])).toBe(true);
  expect((await tryGit(clone.path, 'rev-parse', 'FETCH_HEAD'))?.trim()).toBe(later);
  expect(await fetchOrigin(clone.path, [], ['nowhere'])).toBe(false);
});

test.each(['git', 'http'])('a remote that hangs is given up, over %s', async (protocol) => {
  const connections: Socket[] = [];
  const server = createServer((socket) => connections.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const repository = await Repository.create();
  await repository.commit({ a: '1' });
  const { port } = server.address() as AddressInfo;
  await repository.git('remote', 'add', 'origin', `${protocol}://127.0.0.1:${port}/models.git`);
  const fetched = fetchOrigin(repository.path, [], ['main'], 1000);
  await expect(fetched).rejects.toThrow(SilentRemoteError);
  await expect(fetched).rejects.toThrow('git fetch from "origin" did not end within 1 s; check that');
  expect(connections).toHaveLength(1);
  // Git has gone: nobody holds the other end.
  const [connection] = connections as [Socket];
  connection.resume();
  if (!connection.readableEnded) await once(connection, 'end');
  connection.destroy();
  server.close();
});
