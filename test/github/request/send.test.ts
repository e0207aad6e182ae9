import { expect, test } from 'vitest';
import { sendWith } from '../../../src/github/request/send.ts';

const answering = (body: string | null, status = 200, type = 'application/json') =>
  sendWith(async () => new Response(body, { status, headers: { 'content-type': type } }));
const failing = (cause: Error) => sendWith(() => Promise.reject(new TypeError('fetch failed', { cause })));
const coded = (code: string) => Object.assign(new Error('raw'), { code });
const URL = 'https://github.example/api';

test('an answer in JSON comes through, whatever the server calls it', async () => {
  const answer = await answering('{"id":1}', 200, 'text/plain')(URL);
  expect(answer.headers.get('content-type')).toMatch('application/json');
  expect(await answer.json()).toEqual({ id: 1 });
});

test('an answer without a body comes through', async () => {
  expect((await answering(null, 204)(URL)).status).toBe(204);
});

test.each([
  ['', 'nothing'],
  ['<html>', 'HTML'],
  ['{"id":', 'a part'],
])('an answer of 200 with %j is none', async (body, what) => {
  await expect(answering(body)(URL)).rejects.toThrow(`it answered 200 with ${what} instead of JSON`);
});

test('the error page of a proxy is left away', async () => {
  const answer = await answering('<html>502 Bad Gateway<script>', 502, 'text/html')(URL);
  expect([answer.status, await answer.json()]).toEqual([502, { message: 'no reason given' }]);
});

test('a redirection without an address is none, and one that was asked for comes through', async () => {
  await expect(answering(null, 302)(URL)).rejects.toThrow(
    'it answered 302, a redirection without an address',
  );
  expect((await answering(null, 302)(URL, { redirect: 'manual' })).status).toBe(302);
});

test('a redirection on the same server keeps the method and what is written; one to another server is not followed', async () => {
  const asked: Array<readonly [string, string | undefined, unknown]> = [];
  const leading = (location: string) =>
    sendWith(async (address, init) => {
      asked.push([String(address), init?.method, init?.body]);
      if (!String(address).endsWith('/api')) return new Response('{"id":1}');
      return new Response(null, { status: 301, headers: { location } });
    });
  const sent = { method: 'POST', body: 'text' };
  expect((await leading('/new')(URL, sent)).status).toBe(200);
  expect(asked.at(-1)).toEqual(['https://github.example/new', 'POST', 'text']);
  for (const other of ['https://evil.example/new', 'http://github.example/new', '//evil.example'])
    await expect(leading(other)(URL, sent)).rejects.toThrow('which is not the server of GITHUB_API_URL');
  await expect(leading('/api')(URL, sent)).rejects.toThrow('it redirects in a circle');
  expect(asked.filter(([address]) => !address.startsWith('https://github.example'))).toEqual([]);
});

test('an answer without an end is not read to it', async () => {
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(8 * 1024 * 1024)),
  });
  await expect(sendWith(async () => new Response(endless))(URL)).rejects.toThrow('longer than 48 MB');
});

test.each([
  [coded('ECONNREFUSED'), 'the server refuses the connection, ECONNREFUSED'],
  [coded('ENOTFOUND'), 'the name of the server cannot be resolved, ENOTFOUND'],
  [
    coded('SELF_SIGNED_CERT_IN_CHAIN'),
    'the certificate of the server is not trusted, SELF_SIGNED_CERT_IN_CHAIN',
  ],
  [coded('EPROTO'), 'the connection failed, EPROTO'],
  [
    new DOMException('Request was cancelled.', { cause: coded('UND_ERR_ABORTED') } as never),
    'the connection failed, UND_ERR_ABORTED',
  ],
  [
    new Error('cancelled', { cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling') }),
    'the proxy in https_proxy rejects the name or password (407)',
  ],
  [new Error('whatever'), 'the connection broke, or the answer was cut off'],
])('a connection that fails is told in words: %s', async (cause, words) => {
  await expect(failing(cause)(URL)).rejects.toThrow(new Error(words));
});
