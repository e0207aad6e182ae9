import fc from 'fast-check';
import { expect, test } from 'vitest';
import { twoOneSidedTests } from '../../../src/stats/tests/tost.ts';
import { expectClose } from '../support.ts';

test('equivalent at alpha means that the 1 - 2 alpha interval lies inside the margins, whatever the sign', () => {
  const estimate = fc.record({
    difference: fc.double({ min: -3, max: 3, noNaN: true }),
    standardError: fc.double({ min: 0.01, max: 3, noNaN: true }),
    degreesOfFreedom: fc.integer({ min: 1, max: 50 }),
    margin: fc.double({ min: 0.01, max: 3, noNaN: true }),
    alpha: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
  });
  fc.assert(
    fc.property(estimate, (given) => {
      const { pValue, low, high } = twoOneSidedTests(given);
      expectClose(twoOneSidedTests({ ...given, difference: -given.difference }).pValue, pValue, 1e-12);
      fc.pre(Math.abs(pValue - given.alpha) > 1e-9);
      expect(low > -given.margin && high < given.margin).toBe(pValue < given.alpha);
    }),
  );
});
