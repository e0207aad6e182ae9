/** What a server, or a proxy before it, may do in place of answering as described. test/github/client.test.ts has more statuses and rate limits. */
import { gzipSync } from 'node:zlib';
import type { Answer } from '../../support/loopback-github/answers.ts';
import type { Effect, SentAnswer } from '../../support/loopback-github/index.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html' };

const refusal = (status: number, message: string, headers: Record<string, string> = {}): Effect => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest' },
  headers,
});

/** The request is carried out, and its answer changed on the way. */
const spoilt = (change: (body: string, answer: Answer) => Partial<SentAnswer>): Effect => ({
  spoil(answer) {
    const body = answer.body === null ? '' : JSON.stringify(answer.body);
    return { status: answer.status, headers: JSON_TYPE, body, ...change(body, answer) };
  },
});

const STATUSES: ReadonlyArray<readonly [number, string]> = [
  [401, 'Bad credentials'],
  [403, 'Resource not accessible by integration'],
  [404, 'Not Found'],
  [408, 'Request Timeout'],
  [422, 'Validation Failed'],
  [500, 'Server Error'],
  [502, 'Bad Gateway'],
];
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024));
const SECONDARY = 'You have exceeded a secondary rate limit.';

export const FAULTS: Readonly<Record<string, Effect>> = {
  ...Object.fromEntries(STATUSES.map(([status, message]) => [`status ${status}`, refusal(status, message)])),
  'status 403, locked': refusal(403, 'Unable to create comment because issue is locked.'),
  'rate limit, an hour': refusal(403, 'API rate limit exceeded', {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
  }),
  'rate limit, 2 s': refusal(429, SECONDARY, { 'retry-after': '2' }),
  'rate limit, 3600 s': refusal(429, SECONDARY, { 'retry-after': '3600' }),
  'an empty body': spoilt(() => ({ body: '' })),
  'a cut body': spoilt((body) => ({ body: body.slice(0, body.length / 2), isCut: true })),
  'a cut body of the right length': spoilt((body) => ({ body: body.slice(0, body.length / 2) })),
  'an empty object': spoilt(() => ({ body: '{}' })),
  null: spoilt(() => ({ body: 'null' })),
  'JSON of something else': spoilt(() => ({ body: '[{"id":"x","user":7},{"labels":{}}]' })),
  'HTML with 200': spoilt(() => ({ status: 200, headers: HTML_TYPE, body: '<html>Sign in</html>' })),
  'HTML with 502': spoilt(() => ({ status: 502, headers: HTML_TYPE, body: '<html>Bad gateway</html>' })),
  'text with 200': spoilt(() => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' })),
  'a redirection in a circle': spoilt(() => ({ status: 302, headers: { location: '?' }, body: '' })),
  'a redirection to nowhere': spoilt(() => ({ status: 302, headers: {}, body: '' })),
  'a redirection elsewhere': spoilt(() => ({ status: 301, headers: { location: '/elsewhere' }, body: '' })),
  'a redirection to another server': spoilt(() => ({
    status: 307,
    headers: { location: 'http://elsewhere.invalid/login' },
    body: '',
  })),
  'a cut body in chunks': spoilt((body) => ({
    headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
    body: body.slice(0, body.length / 2),
    isCut: true,
  })),
  'headers of 100 kB': spoilt(() => ({ headers: { ...JSON_TYPE, 'x-long': 'x'.repeat(100_000) } })),
  'a body that unpacks to 200 MB': spoilt(() => ({
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: BOMB,
  })),
  'a body that cannot be unpacked': spoilt(() => ({
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: '{}',
  })),
  'a body that is no UTF-8': spoilt(() => ({ body: Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]) })),
  'a thousand lists in each other': spoilt(() => ({ body: `${'['.repeat(1000)}${']'.repeat(1000)}` })),
  'fields of a prototype': spoilt((body) => ({ body: body.replace(/^([[{]+)/, '$1"__proto__":{"id":1},') })),
  'status 403, without a reason': refusal(403, ''),
  'status 422, of a field': refusal(
    422,
    `Validation Failed: {"field":"body","code":"custom"} ${'very long '.repeat(900)}`,
  ),
  'rate limit, without a time': refusal(403, SECONDARY),
  'status 401, a page': spoilt(() => ({ status: 401, headers: HTML_TYPE, body: '<html>Sign in</html>' })),
  'status 200 without a body or a length': spoilt(() => ({
    headers: { 'transfer-encoding': 'chunked' },
    body: '',
  })),
  'a next page that is this one': spoilt((_body, { status }) => ({
    status,
    headers: { ...JSON_TYPE, link: '<https://elsewhere.example/?page=1>; rel="next"' },
  })),
  'a connection reset before the request': 'reset',
  'a connection reset after it': 'lost',
  'no answer': 'hang',
  'a slow answer': { afterMs: 8000 },
  'an answer after the time limit': { afterMs: 14_000 },
};
