import { expect, test } from 'vitest';
import { pairBySeed, pairRuns } from '../../../src/analysis/compare/samples.ts';
import { record } from '../../checks/records.ts';

test('finished runs of two models are paired by seed, in the order of the seeds', () => {
  const records = [
    ...[3, 1, 2, 7].map((seed) => record('baseline', seed)),
    ...[2, 5, 3].map((seed) => record('head', seed)),
    record('head', 1, { status: 'crashed', metrics: {} }),
    record('other', 7),
  ];
  const pairs = pairRuns(records, 'baseline', 'head');
  expect(pairs.map((pair) => pair.map(({ model, seed }) => `${model} ${seed}`))).toEqual([
    ['baseline 2', 'head 2'],
    ['baseline 3', 'head 3'],
  ]);
  expect(pairRuns(records, 'baseline', 'unknown')).toEqual([]);
});

test('values are paired in the same way', () => {
  const values = (...seeds: readonly number[]) => seeds.map((seed) => ({ seed, value: 10 * seed }));
  expect(pairBySeed(values(4, 2, 9), values(9, 1, 4))).toEqual([
    { seed: 4, baseline: 40, candidate: 40 },
    { seed: 9, baseline: 90, candidate: 90 },
  ]);
});
