import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { optimalityGap, optimalityGapInterval } from '../../../src/stats/tasks/optimality-gap.ts';

test('scores beyond the target do not make up for others, and every task counts the same', () => {
  expect(optimalityGap([[0.5, 0.5, 0.5], [7]])).toBeCloseTo(0.25, 12);
  expect(optimalityGap([[2, 3]])).toBe(0);
  const { low, high } = optimalityGapInterval([[0, 1]], { random: createRandom('gap') });
  expect([low, high]).toEqual([0, 1]);
});
