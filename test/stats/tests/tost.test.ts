import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { twoOneSidedTests } from '../../../src/stats/tests/tost.ts';
import { differences, expectClose, STATSMODELS_X, STATSMODELS_Y } from '../support.ts';

describe('twoOneSidedTests', () => {
  test('agrees with R equivalence::tost on the statsmodels sample', () => {
    const { mean, standardError, degreesOfFreedom } = pairedT(differences(STATSMODELS_X, STATSMODELS_Y));
    const result = twoOneSidedTests({
      difference: mean,
      standardError,
      degreesOfFreedom,
      margin: 0.6,
      alpha: 0.05,
    });
    expectClose(result.pValue, 0.003166881489265175, 1e-12);
    expectClose(result.low, -0.0744336620516462, 1e-12);
    expectClose(result.high, 0.4037669953849797, 1e-12);
  });

  const estimate = fc.record({
    difference: fc.double({ min: -3, max: 3, noNaN: true }),
    standardError: fc.double({ min: 0.01, max: 3, noNaN: true }),
    degreesOfFreedom: fc.integer({ min: 1, max: 50 }),
    margin: fc.double({ min: 0.01, max: 3, noNaN: true }),
    alpha: fc.double({ min: 0.001, max: 0.4, noNaN: true }),
  });

  test('equivalent at alpha means that the 1 - 2 alpha interval lies inside the margins', () => {
    fc.assert(
      fc.property(estimate, (given) => {
        const { pValue, low, high } = twoOneSidedTests(given);
        fc.pre(Math.abs(pValue - given.alpha) > 1e-9);
        expect(low > -given.margin && high < given.margin).toBe(pValue < given.alpha);
      }),
    );
  });

  test('the sign of the difference does not matter to p', () => {
    fc.assert(
      fc.property(estimate, (given) => {
        const mirrored = twoOneSidedTests({ ...given, difference: -given.difference });
        expectClose(mirrored.pValue, twoOneSidedTests(given).pValue, 1e-12);
      }),
    );
  });

  test('a margin of zero is refused', () => {
    const given = { difference: 0, standardError: 1, degreesOfFreedom: 4, margin: 0, alpha: 0.05 };
    expect(() => twoOneSidedTests(given)).toThrow('twoOneSidedTests requires margin above 0');
  });
});
