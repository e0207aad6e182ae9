import { expect, test } from 'vitest';
import { cacheScope } from '../../src/github/cache-scope.ts';

test.each([
  // Its own cache, which nobody else reads.
  ['pull_request', 'baseline'],
  // What ran is in the branch whose cache it is.
  ['push', 'all'],
  ['schedule', 'all'],
  ['workflow_dispatch', 'all'],
  ['release', 'all'],
  // The default branch's cache, beside code or records that are not in it.
  ['issue_comment', 'nothing'],
  ['pull_request_target', 'nothing'],
  ['workflow_run', 'nothing'],
  ['merge_group', 'nothing'],
  ['an event of tomorrow', 'nothing'],
  [undefined, 'nothing'],
])('of %s is kept: %s', (event, scope) => {
  expect(cacheScope(event, false)).toBe(scope);
});

test('of a run whose base or head is given by hand nothing is kept', () => {
  expect(cacheScope('workflow_dispatch', true)).toBe('nothing');
});
