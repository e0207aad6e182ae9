import { expect, test } from 'vitest';
import { mayKeepRecords } from '../../../src/github/cache/cache-scope.ts';

test.each([
  // Only that pull request reads its cache.
  ['pull_request', true],
  // The code is in the branch whose cache this is.
  ['push', true],
  ['schedule', true],
  ['workflow_dispatch', true],
  ['release', true],
  // These use the default branch's cache for unmerged code or records.
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
