import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hedgesCorrection, hedgesG, hedgesGPaired } from '../../../src/stats/estimates/hedges-g.ts';
import { expectClose } from '../support.ts';

test('the correction is zero with one degree of freedom and grows towards one', () => {
  expect(hedgesCorrection(1)).toBe(0);
  for (let df = 2; df < 3000; df++) expect(hedgesCorrection(df)).toBeGreaterThan(hedgesCorrection(df - 1));
});

test('neither a change of unit nor of sign matters but for the sign', () => {
  const sample = fc
    .array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 15 })
    .filter((values) => new Set(values).size > 1);
  fc.assert(
    fc.property(sample, (values) => {
      expect(hedgesGPaired(values.map((value) => -4 * value))).toBeCloseTo(-hedgesGPaired(values), 12);
    }),
  );
});

test('is the difference in deviations, corrected: pooled ones of two arms, one of which may be constant', () => {
  // Means 4 and 2, variances 2.5 and 1, pooled (4 * 2.5 + 2 * 1) / 6 = 2.
  expectClose(hedgesG([2, 3, 4, 5, 6], [1, 2, 3]), (2 / Math.sqrt(2)) * hedgesCorrection(6), 1e-12);
  expectClose(hedgesG([1, 2, 3], [1, 1]), Math.sqrt(1.5) * hedgesCorrection(3), 1e-12);
  expectClose(hedgesGPaired([1, 2, 3]), 2 * hedgesCorrection(2), 1e-12);
});
