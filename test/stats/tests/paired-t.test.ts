import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { expectClose } from '../support.ts';

// Eighths are exact doubles, so that scaling and negating them loses nothing.
const sample = fc
  .array(fc.integer({ min: -800, max: 800 }), { minLength: 3, maxLength: 20 })
  .filter((values) => new Set(values).size > 1)
  .map((values) => values.map((value) => value / 8));

test('swapping the arms flips the sign and nothing else, and the unit of the metric does not matter', () => {
  fc.assert(
    fc.property(sample, fc.constantFrom(1e-150, 1e-3, 100, 1e150), (values, unit) => {
      const there = pairedT(values);
      const back = pairedT(values.map((value) => -value * unit));
      expectClose(back.pValue, there.pValue, 1e-8);
      expect(back.statistic).toBeCloseTo(-there.statistic, 6);
      expect(back.interval.low / unit).toBeCloseTo(-there.interval.high, 6);
    }),
  );
});

test('p lies in (0, 1] and the interval excludes zero exactly when p is below its complement', () => {
  fc.assert(
    fc.property(sample, fc.constantFrom(0.8, 0.95, 0.99), (values, level) => {
      const { pValue, interval } = pairedT(values, { level });
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
      fc.pre(Math.abs(pValue - (1 - level)) > 1e-9);
      expect(interval.low > 0 || interval.high < 0).toBe(pValue < 1 - level);
    }),
  );
});
