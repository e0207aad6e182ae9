import { expect, test } from 'vitest';
import { normalCdf } from '../../../src/stats/distributions/normal.ts';
import {
  studentisedRangeQuantile,
  studentisedRangeSurvival,
} from '../../../src/stats/distributions/studentised-range.ts';
import { expectClose } from '../support.ts';

test('of two values it is the distance of two normal ones, far into the tail', () => {
  for (const q of [0.01, 0.5, 2, 5, 20])
    expectClose(studentisedRangeSurvival(q, 2), 2 * normalCdf(-q / Math.SQRT2), 1e-11);
});

test('the quantile inverts it', () => {
  for (const groups of [2, 7, 50])
    for (const tail of [1e-8, 0.05, 0.5, 0.99])
      expectClose(studentisedRangeSurvival(studentisedRangeQuantile(tail, groups), groups), tail, 1e-9);
  expect(studentisedRangeSurvival(0, 5)).toBe(1);
});
