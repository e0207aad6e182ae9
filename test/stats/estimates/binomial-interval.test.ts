import { expect, test } from 'vitest';
import { binomialInterval } from '../../../src/stats/estimates/binomial-interval.ts';
import { expectClose } from '../support.ts';

test('none of n has the upper bound 1 − (α/2)^(1/n), and all of n the mirrored one', () => {
  const { low, high } = binomialInterval(0, 10);
  expect(low).toBe(0);
  expectClose(high, 1 - 0.025 ** 0.1, 1e-12);
  expectClose(binomialInterval(10, 10).low, 0.025 ** 0.1, 1e-12);
});

test('counts that are none are refused', () => {
  expect(() => binomialInterval(1, 0)).toThrow('binomialInterval requires counts, but 1 of 0 is given');
});
