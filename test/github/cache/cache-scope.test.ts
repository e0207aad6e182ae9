import { expect, test } from 'vitest';
import { mayKeepRecords } from '../../../src/github/cache/cache-scope.ts';

test.each([
  // Its own cache, which nobody else reads.
  ['pull_request', true],
  // What ran is in the branch whose cache it is.
  ['push', true],
  ['schedule', true],
  ['workflow_dispatch', true],
  ['release', true],
  // The default branch's cache, beside code or records that are not in it.
  ['issue_comment', false],
  ['pull_request_target', false],
  ['workflow_run', false],
  ['merge_group', false],
  ['an event of tomorrow', false],
  [undefined, false],
])('of %s records are kept: %s', (event, isKept) => {
  expect(mayKeepRecords(event, false)).toBe(isKept);
});

test('of a run whose base or head is given by hand nothing is kept', () => {
  expect(mayKeepRecords('workflow_dispatch', true)).toBe(false);
});
