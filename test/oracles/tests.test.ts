/**
 * The code against scipy, statsmodels and R on samples that break statistics code: two pairs only, offsets of 1e9,
 * near-constant values, skewness, outliers, ties, zeros, tiny and huge units. Made by bench/oracles/tests.py and tests.R.
 */
import { describe, expect, test } from 'vitest';
import { mean, quantile, standardDeviation } from '../../src/stats/describe.ts';
import { probabilityOfImprovement } from '../../src/stats/estimates/probability-of-improvement.ts';
import { holm } from '../../src/stats/multiplicity/holm.ts';
import { twoSidedTPower } from '../../src/stats/power/power.ts';
import { mcNemar } from '../../src/stats/tests/mcnemar.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';
import { signFlipTest } from '../../src/stats/tests/sign-flip.ts';
import { twoOneSidedTests } from '../../src/stats/tests/tost.ts';
import { twoSamplePermutation } from '../../src/stats/tests/two-sample-permutation.ts';
import { welchT } from '../../src/stats/tests/welch-t.ts';
import { wilcoxonSignedRank } from '../../src/stats/tests/wilcoxon.ts';
import python from '../stats/oracles/tests.json' with { type: 'json' };
import r from '../stats/oracles/tests-r.json' with { type: 'json' };
import { differences, expectClose } from '../stats/support.ts';

/** Where R's Welch test keeps seven digits of the difference of large means, or loses the degrees of freedom to over- and underflow. */
const BEYOND_R = ['offset 1e+09', 'nearly constant', 'unit 1e-150', 'unit 1e120'];

/** Statistic, p, degrees of freedom where they are not known beforehand, and the interval. R writes what is not finite in words. */
type Reference = ReadonlyArray<number | string>;

function expectT(actual: readonly number[], references: readonly Reference[]): void {
  for (const reference of references)
    actual.forEach((value, index) => {
      expectClose(value, Number(reference[index]));
    });
}

const samples = python.samples.map(({ name, x, y, expected }, index) => {
  const fromR = r.samples[index] as (typeof r.samples)[number];
  return [name, { x, y, expected, fromR, d: differences(x, y) }] as const;
});

describe.each(samples)('%s', (name, { x, y, d, expected, fromR }) => {
  test('mean, deviation and quantiles', () => {
    expectT([mean(d), standardDeviation(d)], [expected.moments]);
    [0.025, 0.25, 0.5, 0.9].forEach((q, index) => {
      expectClose(quantile(x, q), expected.quantiles[index] as number);
    });
  });

  test('t tests: paired, of Welch (in rational arithmetic), and two one-sided ones', () => {
    const paired = pairedT(d);
    const welch = welchT(x, y);
    const { low, high } = welch.interval;
    expectT(
      [paired.statistic, paired.pValue, paired.interval.low, paired.interval.high],
      [expected.paired, fromR.paired],
    );
    expectT(
      [welch.statistic, welch.pValue, welch.degreesOfFreedom, low, high],
      BEYOND_R.includes(name) ? [expected.welch] : [expected.welch, fromR.welch],
    );
    const [margin = 0, pValue = 0] = expected.tost;
    expectClose(twoOneSidedTests({ ...paired, difference: paired.mean, margin, alpha: 0.05 }).pValue, pValue);
  });

  test('ranks and permutations, exact with ties in R', () => {
    expectClose(probabilityOfImprovement(x, y).value, expected.probabilityOfImprovement);
    const wilcoxon = [expected.wilcoxon, d.length > 50 ? undefined : fromR.wilcoxon];
    const signFlip = [expected.signFlip, fromR.signFlip];
    for (const [actual, references] of [
      [wilcoxonSignedRank(d), wilcoxon],
      [signFlipTest(d).pValue, signFlip],
      [twoSamplePermutation(x, y, { samples: 1 }).pValue, [expected.permutation]],
    ] as const) {
      for (const reference of references) if (reference !== undefined) expectClose(actual, reference);
    }
  });
});

test.each(python.adjusted.map((given, index) => [given.pValues.length, given, r.adjusted[index]] as const))(
  '%d adjusted p-values, in statsmodels and in R',
  (_count, given, fromR) => {
    for (const reference of [given.holm, fromR]) {
      holm(given.pValues).forEach((value, index) => {
        expectClose(value, reference?.[index] as number);
      });
    }
  },
);

test.each(python.power.map((row, index) => [row, r.power[index] as number[]] as const))(
  'power of effect, size and alpha %j, in statsmodels and in R',
  ([difference, size, alpha, ...fromPython], fromR) => {
    const [effect, n, level] = [Math.abs(difference as number), size as number, alpha as number];
    const paired = twoSidedTPower(effect * Math.sqrt(n), n - 1, level);
    const independent = twoSidedTPower(effect * Math.sqrt(n / 2), 2 * n - 2, level);
    // Both references compute the noncentral t to about ten digits; mpmath holds ours to twelve.
    for (const [index, power] of [paired, independent].entries()) {
      expectClose(power, fromR[index] as number, 1e-8);
      if (fromPython[index] !== null) expectClose(power, fromPython[index] as number, 1e-8);
    }
  },
);

test.each(python.mcnemar as Array<[number, number, number, number | null]>)(
  'McNemar of %d against %d, in statsmodels',
  (onlyBaseline, onlyCandidate, exact, midP) => {
    const actual = mcNemar(onlyBaseline, onlyCandidate);
    expectClose(actual.exact, exact);
    if (midP !== null) expectClose(actual.midP, midP);
  },
);

test('the references cover every sample', () => {
  expect(r.samples.map(({ name }) => name)).toEqual(python.samples.map(({ name }) => name));
  expect(python.samples.length).toBeGreaterThan(20);
});
