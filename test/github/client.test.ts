import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { createClient, type GitHubClient } from '../../src/github/client.ts';
import type { LoopbackGitHub } from '../support/loopback-github/index.ts';
import { test } from '../support/loopback-github/test.ts';

const PULL = { owner: 'acme', repo: 'models', pull_number: 7 };
const NOW = 'Wed, 21 Oct 2026 07:28:00 GMT';
const answer = (status: number, headers: Record<string, string> = {}, message = 'no') => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com' },
  headers: { date: NOW, ...headers },
});

interface Fixtures {
  readonly github: LoopbackGitHub;
  readonly client: GitHubClient;
}

/** @returns seconds between attempts, the last of which failed */
async function pausesOf({ github, client }: Fixtures, effect: ReturnType<typeof answer>, request = {}) {
  const at: number[] = [];
  const timed = (...sent: Parameters<typeof fetch>) => {
    at.push(github.time.now());
    return fetch(...sent);
  };
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 99, effect });
  await expect(
    client.rest.pulls.get({ ...PULL, request: { ...request, fetch: timed } }),
  ).rejects.toMatchObject({ status: effect.status });
  return at.slice(1).map((time, index) => Math.round((time - (at[index] ?? 0)) / 1000));
}

test.for([
  ['an outage', answer(502), [1, 4, 9]],
  ['a conflict', answer(409), [1, 4, 9]],
  ...[400, 401, 403, 404, 410, 422, 451].map((status) => [`status ${status}`, answer(status), []] as const),
  ['a 403 that speaks of one', answer(403, {}, 'You have exceeded a secondary rate limit'), [60, 60]],
  ['a 403 with a pause', answer(403, { 'retry-after': '5' }), [5, 5]],
  ['a limit in seconds', answer(429, { 'retry-after': '7' }), [7, 7]],
  ["a date by the server's clock", answer(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }), [30, 30]],
  ['a date in the past', answer(429, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), [1, 1]],
  ['a date in a year', answer(429, { 'retry-after': 'Thu, 21 Oct 2027 07:28:00 GMT' }), []],
  ['an hour', answer(429, { 'retry-after': '3600' }), []],
  ['a negative number', answer(429, { 'retry-after': '-5' }), [1, 1]],
  ['nonsense', answer(429, { 'retry-after': 'soon' }), [60, 60]],
  ['a limit without a time', answer(429), [60, 60]],
  [
    'the end of the hour',
    answer(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.parse(NOW) / 1000 + 20}` }),
    [21, 21],
  ],
  ['a primary limit without an end', answer(429, { 'x-ratelimit-remaining': '0' }), [60, 60]],
] as const)(
  'after %s the request is repeated as the server allows',
  async ([, effect, pauses], { github, client }) => {
    expect(await pausesOf({ github, client }, effect)).toEqual(pauses);
  },
);

test.for([
  ['lost', answer(502), []],
  ['turned away', answer(429, { 'retry-after': '2' }), [2, 2]],
] as const)(
  'what must not be carried out twice, and is %s, pauses %j',
  async ([, effect, pauses], { github, client }) => {
    expect(await pausesOf({ github, client }, effect, { once: true })).toEqual(pauses);
  },
);

test('an answer after an outage counts', async ({ github, client }) => {
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 3, effect: answer(502) });
  expect((await client.rest.pulls.get(PULL)).data.number).toBe(7);
});

test('a token that expires on the way is told from one that never was valid', async ({ github, client }) => {
  const fault = { method: 'GET', path: /pulls\/7$/, effect: answer(401) };
  github.fail({ ...fault, times: 1 });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ hasWorked: false });
  await client.rest.pulls.get(PULL);
  github.fail({ ...fault, times: 1 });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ hasWorked: true });
});

const HANGING = {
  'no word of it': (_response: ServerResponse) => undefined,
  'half of it': (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":');
  },
};

test.for(Object.keys(HANGING) as ReadonlyArray<keyof typeof HANGING>)(
  'no connection is kept open for an answer of which there is %s when the time is up',
  async (kind) => {
    const server = createServer((_request, response) => HANGING[kind](response)).listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = createClient({ token: 'none', apiUrl: `http://127.0.0.1:${port}` });
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    client.deadline.limit(300);
    const change = { owner: 'acme', repo: 'models', comment_id: 1, body: 'text' };
    await expect(client.rest.issues.updateComment(change)).rejects.toThrow('nothing came within 1 s');
    await closed;
    server.close();
  },
);
