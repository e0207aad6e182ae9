import { beforeEach, expect, test, vi } from 'vitest';
import { tryToPublish } from '../../../src/github/publish/try-to-publish.ts';
import { PublishError } from '../../../src/github/publish-error.ts';

let log: string[];
beforeEach(() => {
  log = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => log.push(String(text)) > 0);
});

test('what is published comes back without a word', async () => {
  expect(await tryToPublish(async () => 'https://example.com')).toEqual({
    value: 'https://example.com',
    failure: null,
  });
  expect(log).toEqual([]);
});

test.each([
  [new PublishError('cannot comment: no permission'), 'cannot comment: no permission'],
  [
    new TypeError('x is not a function'),
    'cannot publish: the answer cannot be used; see the debug log of the step',
  ],
])('a failure is a warning and no error: %s', async (error, failure) => {
  expect(await tryToPublish(() => Promise.reject(error))).toEqual({ value: null, failure });
  expect(log.join('')).toContain(`::warning::${failure}\n`);
});
