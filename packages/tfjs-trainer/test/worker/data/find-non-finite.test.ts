import { expect, test } from 'vitest';
import { findNonFinite } from '../../../src/worker/data/find-non-finite.ts';

test.each([
  ['finite floats', Float32Array.of(0, -1e38, 1), -1],
  ['nothing', [], -1],
  ['a NaN', Float32Array.of(0, Number.NaN, Number.POSITIVE_INFINITY), 1],
  ['an infinite value', [1, 2, Number.NEGATIVE_INFINITY], 2],
  ['a list with a gap', [1, undefined as unknown as number], 1],
])('of %s', (_, values, expected) => {
  expect(findNonFinite(values)).toBe(expected);
});
