import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { test } from '../support/loopback-github/test.ts';

const PULL = { owner: 'acme', repo: 'models', pull_number: 7 };
const answer = (status: number) => ({
  status,
  body: { message: 'no', documentation_url: 'https://docs.github.com' },
});

test('an answer that another try may change is asked for again, three times at the most', async ({
  github,
}) => {
  const client = createClient({ token: github.token, apiUrl: github.url, time: github.time });
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 3, effect: answer(502) });
  expect((await client.rest.pulls.get(PULL)).data.number).toBe(7);
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 99, effect: answer(502) });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ status: 502 });
  expect(github.calls).toHaveLength(8);
});

test.for([401, 404, 422])('the answer %s is final', async (status, { github }) => {
  const client = createClient({ token: github.token, apiUrl: github.url, time: github.time });
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 9, effect: answer(status) });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ status });
  expect(github.calls).toHaveLength(1);
});

test('a token that expires on the way is told from one that never was valid', async ({ github }) => {
  const client = createClient({ token: github.token, apiUrl: github.url, time: github.time });
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
    const { server, client } = await serve((_request, response) => HANGING[kind](response));
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    client.deadline.limit(300);
    const change = { owner: 'acme', repo: 'models', comment_id: 1, body: 'text' };
    await expect(client.rest.issues.updateComment(change)).rejects.toThrow('nothing came within 1 s');
    await closed;
    server.close();
  },
);

test.for([
  ['an HTML page', '<html>Please log in</html>', 'it answered 200 with HTML instead of JSON'],
  ['nothing', '', 'it answered 200 with nothing instead of JSON'],
  ['half an answer', '{"id": 1', 'it answered 200 with a part instead of JSON'],
] as const)('%s is no answer, and the error says so', async ([, body, message]) => {
  const { server, client } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await expect(client.request('POST /user', { request: { once: true } })).rejects.toThrow(message);
  server.close();
});

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, client: createClient({ token: 'none', apiUrl: `http://127.0.0.1:${port}` }) };
}
