import { expect, test } from 'vitest';
import { isNewer, workflowRun } from '../../../src/github/event/workflow-run.ts';

test('a run is known by its number and the attempt', () => {
  expect(workflowRun({ GITHUB_RUN_ID: '42', GITHUB_RUN_ATTEMPT: '3' })).toEqual({ id: 42, attempt: 3 });
  expect(workflowRun({ GITHUB_RUN_ID: '42' })).toEqual({ id: 42, attempt: 1 });
  expect(workflowRun({})).toEqual({ id: 0, attempt: 1 });
});

test('a later run is newer, and so is a later attempt of the same one', () => {
  const run = { id: 42, attempt: 2 };
  expect(isNewer({ id: 43, attempt: 1 }, run)).toBe(true);
  expect(isNewer({ id: 42, attempt: 3 }, run)).toBe(true);
  for (const other of [run, { id: 42, attempt: 1 }, { id: 41, attempt: 9 }])
    expect(isNewer(other, run)).toBe(false);
});
