import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { midranks } from '../../../src/stats/ranks.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';
import { wilcoxonSignedRank } from '../../../src/stats/tests/wilcoxon.ts';
import { differences, expectClose, MLXTEND_A, MLXTEND_B } from '../support.ts';

// scipy's test suite, made with R 4.0.3
const X = [1.81, 0.82, 1.56, -0.48, 0.81, 1.28, -1.04, 0.23, -0.75, 0.14];
const Y = [0.71, 0.65, -0.2, 0.85, -1.1, -0.45, -0.84, -0.24, -0.68, -0.76];
const TIED_X = [125, 115, 130, 140, 140, 115, 140, 125, 140, 135];
const TIED_Y = [110, 122, 125, 120, 140, 124, 123, 137, 135, 145];

describe('wilcoxonSignedRank', () => {
  test.each([
    ['two-sided', 0.10546875],
    ['less', 0.95800781],
    ['greater', 0.052734375],
  ] as const)('agrees with R, %s', (alternative, expected) => {
    expectClose(wilcoxonSignedRank(differences(X, Y), { alternative }).pValue, expected, 1e-8);
  });

  test('agrees with mlxtend', () => {
    const result = wilcoxonSignedRank(differences(MLXTEND_A, MLXTEND_B));
    expect(result).toEqual({ rankSum: 27, n: 7, pValue: 0.03125, exact: true });
  });

  test.each([
    [false, 0.7031847042787],
    [true, 0.72336564289],
  ])(
    'its one-sided approximation agrees with R on ties and a zero, continuity correction %s',
    (continuityCorrection, expected) => {
      const result = wilcoxonSignedRank(differences(TIED_X, TIED_Y), {
        alternative: 'less',
        method: 'approximate',
        continuityCorrection,
      });
      expect(result.rankSum).toBe(27);
      expect(result.n).toBe(9);
      expectClose(result.pValue, expected, 1e-11);
    },
  );

  test('is the sign-flip test of the signed ranks, ties included', () => {
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(values, (sample) => {
        const moving = sample.filter((value) => value !== 0);
        fc.pre(moving.length > 0);
        const signed = midranks(moving.map(Math.abs)).map(
          (rank, index) => rank * Math.sign(moving[index] as number),
        );
        const exact = wilcoxonSignedRank(sample);
        expectClose(exact.pValue, signFlipTest(signed).pValue, 1e-12);
        const greater = wilcoxonSignedRank(sample, { alternative: 'greater' }).pValue;
        expectClose(greater, signFlipTest(signed, { alternative: 'greater' }).pValue, 1e-12);
      }),
    );
  });

  test('exact and approximate meet as the sample grows', () => {
    const sample = Array.from({ length: 50 }, (_, index) => Math.sin(index * 1.7) + 0.25);
    const exact = wilcoxonSignedRank(sample);
    const approximate = wilcoxonSignedRank(sample, { method: 'approximate' });
    expect(exact.exact).toBe(true);
    expect(Math.abs(exact.pValue - approximate.pValue)).toBeLessThan(0.002);
    expect(wilcoxonSignedRank([...sample, 0.5]).exact).toBe(false);
  });

  test('no difference at all gives 1', () => {
    expect(wilcoxonSignedRank([0, 0]).pValue).toBe(1);
  });

  test('says what it needs', () => {
    expect(() => wilcoxonSignedRank([])).toThrow('wilcoxonSignedRank requires at least one pair');
  });
});

test('equal values share the mean of their ranks', () => {
  expect(midranks([10, 20, 10, 30, 20, 20])).toEqual([1.5, 4, 1.5, 6, 4, 4]);
  expect(midranks([])).toEqual([]);
});
