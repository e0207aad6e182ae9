import { expect, test } from 'vitest';
import { foldOf } from '../../../src/plan/runs/folds.ts';

test('seeds count the folds of one repeat, then those of the next', () => {
  const folds = [1, 2, 3, 4, 5, 6, 7].map((seed) => foldOf(seed, { k: 3 }));
  expect(folds.map(({ repeat, fold }) => `${repeat}.${fold}`)).toEqual([
    ...['0.0', '0.1', '0.2'],
    ...['1.0', '1.1', '1.2'],
    '2.0',
  ]);
  expect(new Set(folds.map(({ of }) => of))).toEqual(new Set([3]));
});
