import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctedResampledT } from '../../../src/stats/tests/nadeau-bengio.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { differences, expectClose } from '../support.ts';

// baycomp, data set sonar, one 10-fold run.
const NBC = [94.203, 92.754, 95.652, 91.176, 92.647, 91.176, 92.647, 92.647, 86.765, 91.176];
const J48 = [92.754, 92.754, 89.855, 89.706, 95.588, 89.706, 95.588, 94.118, 91.176, 92.647];

describe('correctedResampledT', () => {
  const d = differences(J48, NBC);

  test('agrees with baycomp', () => {
    const result = correctedResampledT(d, { testShare: 1 / 9 });
    expectClose(result.mean, 0.3049, 1e-10);
    expectClose(result.standardError, 1.371414591, 1e-9);
    expectClose(result.statistic, 0.2223251831, 1e-8);
    expectClose(result.pValue, 0.829023995, 1e-9);
  });

  test('without overlap it is the paired t test', () => {
    const corrected = correctedResampledT(d, { testShare: 0 });
    const plain = pairedT(d);
    expectClose(corrected.statistic, plain.statistic, 1e-14);
    expectClose(corrected.pValue, plain.pValue, 1e-14);
    expectClose(corrected.interval.low, plain.interval.low, 1e-14);
  });

  test('overlap only widens', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2, noNaN: true }), (testShare) => {
        const { pValue } = correctedResampledT(d, { testShare });
        expect(correctedResampledT(d, { testShare: testShare + 0.1 }).pValue).toBeGreaterThanOrEqual(pValue);
      }),
    );
  });

  test('says what it needs', () => {
    expect(() => correctedResampledT([1], { testShare: 0 })).toThrow('requires at least two differences');
    expect(() => correctedResampledT([1, 1], { testShare: 0 })).toThrow('requires differences that vary');
    expect(() => correctedResampledT(d, { testShare: -1 })).toThrow(
      'a testShare of zero or more, but it is -1',
    );
  });
});
