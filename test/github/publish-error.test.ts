import { describe, expect, test } from 'vitest';
import { explainRefusal, isForbidden, isNotFound, isUnprocessable } from '../../src/github/publish-error.ts';
import { isAnswerLost } from '../../src/github/request/retries.ts';

const refusal = (status: number, message = 'no', headers = {}) =>
  Object.assign(new Error(message), { status, response: { headers } });
const explain = (error: unknown) => explainRefusal(error, 'create it', 'checks').message;

describe('a refusal', () => {
  test.each([
    [
      '401 of a token that was good before',
      Object.assign(refusal(401), { hasWorked: true }),
      /^cannot create it: the input "token" has expired.*GitHub answered 401: no$/,
    ],
    ['401', refusal(401), /^cannot create it: the input "token" is not valid; .*GitHub answered 401: no$/],
    [
      '403',
      refusal(403),
      /^cannot create it: missing "checks: write"; add it under permissions in the workflow:\npermissions:\n {2}contents: read\n {2}pull-requests: write\n {2}checks: write\nGitHub answered 403/,
    ],
    [
      '403 of a locked conversation',
      refusal(403, 'issue is locked'),
      /the conversation is locked; unlock it/,
    ],
    [
      '403 of a rate limit',
      refusal(403, 'API rate limit exceeded'),
      /rate limit is used up; re-run the job later/,
    ],
    ['429', refusal(429), /rate limit is used up/],
    ['404', refusal(404), /the token cannot see the pull request: missing "checks: write"/],
    ['422', refusal(422, 'Body is too long'), /^cannot create it: GitHub answered 422: Body is too long$/],
    ['503', refusal(503), /GitHub answered 503: no; re-run the job$/],
    [
      'no answer',
      Object.assign(new Error('socket'), { status: 500 }),
      /GitHub did not answer \(socket\); re-run the job$/,
    ],
    ['an error of our own', new Error('broken'), /^cannot create it: broken$/],
  ])('of %s says what to do about it, and keeps its cause', (_, error, expected) => {
    expect(explain(error)).toMatch(expected);
    expect(explainRefusal(error, 'x', 'checks').cause).toBe(error);
  });

  test('asks to read artifacts and not to write them', () => {
    expect(explainRefusal(refusal(403), 'list', 'actions').message).toContain('missing "actions: read"');
  });
});

test('what a refusal is follows from its status, and of errors that have none it is nothing', () => {
  const kinds = { isNotFound, isForbidden, isUnprocessable, isAnswerLost };
  const of = (error: unknown) => Object.entries(kinds).flatMap(([name, is]) => (is(error) ? [name] : []));
  expect(of(refusal(404))).toEqual(['isNotFound', 'isForbidden']);
  expect(of(refusal(403))).toEqual(['isForbidden']);
  expect(of(refusal(422))).toEqual(['isUnprocessable']);
  expect(of(refusal(502))).toEqual(['isAnswerLost']);
  for (const other of [refusal(403, 'rate limit'), refusal(409), new Error('404'), null])
    expect(of(other)).toEqual([]);
});
