import { expect, test } from 'vitest';
import { isRateLimit, secondsBeforeRetry } from '../../../src/github/request/retries.ts';

const NOW = 'Wed, 21 Oct 2026 07:28:00 GMT';
const refusal = (status: number, headers: Record<string, string> = {}, message = 'no') => ({
  status,
  message,
  response: { headers: { date: NOW, ...headers } },
});
const FIRST = { times: 1, isRepeatable: true };

test.each([
  ['seconds', { 'retry-after': '7' }, 7],
  ['a date, held against the clock of the server', { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30],
  ['a date in the past', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 1],
  ['a date in a year', { 'retry-after': 'Thu, 21 Oct 2027 07:28:00 GMT' }, null],
  ['an hour', { 'retry-after': '3600' }, null],
  ['a negative number', { 'retry-after': '-5' }, 1],
  ['what is neither', { 'retry-after': 'soon' }, 60],
  ['nothing', {}, 60],
  [
    'the end of the hour',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.parse(NOW) / 1000 + 20) },
    21,
  ],
  ['a primary limit without an end', { 'x-ratelimit-remaining': '0' }, 60],
])('a rate limit that says %s is waited out for as long, or not at all', (_, headers, seconds) => {
  expect(secondsBeforeRetry(refusal(429, headers), FIRST)).toBe(seconds);
});

test('a machine whose clock is an hour off waits no longer', () => {
  const { date, ...bare } = refusal(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }).response.headers;
  expect(date).toBe(NOW);
  expect(secondsBeforeRetry({ status: 429, message: '', response: { headers: bare } }, FIRST)).not.toBe(30);
});

test('an outage is asked again after 1, 4 and 9 seconds, a rate limit twice, a refusal never', () => {
  const times = [1, 2, 3, 4];
  const after = (status: number) =>
    times.map((count) => secondsBeforeRetry(refusal(status), { times: count, isRepeatable: true }));
  expect(after(502)).toEqual([1, 4, 9, null]);
  expect(after(429)).toEqual([60, 60, null, null]);
  for (const status of [400, 401, 403, 404, 410, 422, 451])
    expect(after(status)).toEqual([null, null, null, null]);
});

test('what may be carried out twice is not repeated after an outage, and is where it was turned away', () => {
  const once = { times: 1, isRepeatable: false };
  expect(secondsBeforeRetry(refusal(502), once)).toBeNull();
  expect(secondsBeforeRetry(refusal(429, { 'retry-after': '2' }), once)).toBe(2);
});

test('a 403 is a rate limit where it says so', () => {
  expect(isRateLimit(refusal(403))).toBe(false);
  expect(isRateLimit(refusal(403, {}, 'You have exceeded a secondary rate limit'))).toBe(true);
  expect(isRateLimit(refusal(403, { 'retry-after': '5' }))).toBe(true);
  expect(isRateLimit(refusal(404, { 'retry-after': '5' }))).toBe(false);
});
