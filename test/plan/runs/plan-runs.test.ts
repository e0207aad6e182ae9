import { expect, test } from 'vitest';
import { type PreparedModel, planRuns, seedsBetween } from '../../../src/plan/runs/plan-runs.ts';

const model = (name: string): PreparedModel => ({
  name,
  ref: null,
  commit: null,
  directory: '.',
  params: {},
  fingerprint: (seed) => `${name}-${seed}`,
});

test('runs go seed by seed over all arms, and each seed starts with the next arm', () => {
  const runs = planRuns([model('a'), model('b'), model('c')], [1, 2, 3, 4]);
  expect(runs.map(({ fingerprint }) => fingerprint)).toEqual([
    ...['a-1', 'b-1', 'c-1'],
    ...['b-2', 'c-2', 'a-2'],
    ...['c-3', 'a-3', 'b-3'],
    ...['a-4', 'b-4', 'c-4'],
  ]);
});

test('the seeds of a look follow those of the look before it, and count from 1', () => {
  expect(seedsBetween(0, 3)).toEqual([1, 2, 3]);
  expect(seedsBetween(3, 5)).toEqual([4, 5]);
  expect(seedsBetween(5, 5)).toEqual([]);
});
