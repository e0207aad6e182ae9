import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { completeSeeds, requirePairs, startBudget } from '../../../src/experiment/planning/budget.ts';
import { type PreparedModel, planRuns } from '../../../src/plan/runs/plan-runs.ts';
import { record } from '../../checks/records.ts';

const run = (wallSeconds: number) => ({ cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes: null } });

test('a run starts only where one as long as the longest would end in time', () => {
  let now = 0;
  const budget = startBudget(1, 2, undefined, () => now);
  expect(budget.mayStart()).toBe(true);
  budget.onFinished(run(10));
  budget.onFinished(run(20));
  now = 40_000;
  expect([budget.isEnough(2), budget.isEnough(3), budget.mayStart()]).toEqual([true, false, true]);
  now = 40_001;
  expect(budget.mayStart()).toBe(false);
  // What was not started once is not started later, so that seeds are not picked.
  now = 0;
  expect([budget.mayStart(), budget.wasSpent()]).toEqual([false, true]);
});

test('a run ahead that may not start spends nothing, and runs that have begun need no time', () => {
  let now = 0;
  const budget = startBudget(1, 2, undefined, () => now);
  budget.onFinished(run(20));
  now = 40_001;
  expect([budget.mayStartAhead(), budget.wasSpent()]).toEqual([false, false]);
  expect([budget.isEnough(0), budget.isEnough(1)]).toEqual([true, false]);
  now = 60_001;
  expect(budget.isEnough(0)).toBe(true);
  expect([budget.mayStart(), budget.wasSpent()]).toEqual([false, true]);
});

test('without a limit everything starts', () => {
  const budget = startBudget(undefined, 1, undefined, () => 1e12);
  budget.onFinished(run(1e9));
  expect([budget.mayStart(), budget.wasSpent()]).toEqual([true, false]);
});

test('a seed that one model lacks is left out of all', () => {
  const models = ['baseline', 'head'].map(
    (name) => ({ name, fingerprint: () => '' }) as unknown as PreparedModel,
  );
  const records = [record('baseline', 1), record('head', 1), record('head', 2)];
  const { records: complete, seeds } = completeSeeds(planRuns(models, [1, 2, 3]), records);
  expect([complete, seeds]).toEqual([records.slice(0, 2), 1]);
  expect(completeSeeds([], records).seeds).toBe(2);
});

test.each([
  [0, false, '0 seed pairs are complete after 5 minutes; at least 2 are needed'],
  [1, false, 'only 1 seed pair is complete'],
  [9, true, 'ended before the cross-validation was complete'],
])('%d pairs, folded %s, are not enough', (pairs, isFolded, said) => {
  const limits = { minutes: 5, dollars: undefined, isFolded, isEvaluation: false };
  expect(() => requirePairs(pairs, startBudget(5, 1), limits)).toThrow(UserError);
  expect(() => requirePairs(pairs, startBudget(5, 1), limits)).toThrow(said);
});
