/**
 * The code against scipy, statsmodels and R on samples that break statistics code: two pairs only, offsets of 1e9, near-constant
 * values, skewness, outliers, ties, zeros, tiny and huge units. Made by bench/oracles/tests.py and bench/oracles/tests.R.
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

type Expected = Record<string, number>;
/** R writes a list of one as a number. */
type Adjusted = Record<'holm', number | number[]>;
const samples = python.samples.map((sample, index) => {
  const fromR = r.samples[index] as (typeof r.samples)[number];
  return [sample.name, { ...sample, fromR, d: differences(sample.x, sample.y) }] as const;
});

describe.each(samples)('%s', (name, { x, y, d, expected, fromR }) => {
  test('mean, deviation and quantiles', () => {
    expectClose(mean(d), expected.mean);
    expectClose(standardDeviation(d), expected.standardDeviation);
    [0.025, 0.25, 0.5, 0.9].forEach((q, index) => {
      expectClose(quantile(x, q), expected.quantiles[index] as number);
    });
  });

  test('paired t, in scipy and in R', () => {
    const actual = pairedT(d);
    for (const reference of [expected.paired, fromR.paired]) {
      expectClose(actual.statistic, reference.statistic);
      expectClose(actual.pValue, reference.pValue);
      expectClose(actual.interval.low, reference.interval[0] as number);
      expectClose(actual.interval.high, reference.interval[1] as number);
    }
  });

  test('Welch t, in rational arithmetic and in R', () => {
    const actual = welchT(x, y);
    const references = BEYOND_R.includes(name) ? [expected.welch] : [expected.welch, fromR.welch];
    for (const reference of references) {
      expectClose(actual.statistic, reference.statistic);
      expectClose(actual.degreesOfFreedom, Number(reference.degreesOfFreedom));
      expectClose(actual.pValue, Number(reference.pValue));
      expectClose(actual.interval.low, reference.interval[0] as number);
      expectClose(actual.interval.high, reference.interval[1] as number);
    }
  });

  test('two one-sided tests, in statsmodels', () => {
    const t = pairedT(d);
    const { pValue } = twoOneSidedTests({
      ...t,
      difference: t.mean,
      margin: expected.tost.margin,
      alpha: 0.05,
    });
    expectClose(pValue, expected.tost.pValue);
  });

  test('probability of improvement, from scipy mannwhitneyu', () => {
    expectClose(probabilityOfImprovement(x, y).value, expected.probabilityOfImprovement);
  });

  test('Wilcoxon, exact in R with ties and in scipy without, approximate in scipy', () => {
    const exact = { ...expected.wilcoxonExact, ...fromR.wilcoxonExact } as Expected;
    for (const [alternative, pValue] of Object.entries(exact)) {
      const options = { alternative: alternative as 'greater', method: 'exact' } as const;
      expectClose(wilcoxonSignedRank(d, options).pValue, pValue);
    }
    for (const [method, values] of Object.entries(expected.wilcoxon ?? {})) {
      for (const [alternative, pValue] of Object.entries(values)) {
        const continuityCorrection = method === 'corrected';
        const options = {
          alternative: alternative as 'greater',
          method: 'approximate',
          continuityCorrection,
        } as const;
        expectClose(wilcoxonSignedRank(d, options).pValue, pValue);
      }
    }
  });

  test('sign flips, in scipy one-sided and in R two-sided', () => {
    const references = { ...expected.signFlip, ...('signFlip' in fromR ? fromR.signFlip : {}) } as Expected;
    for (const [alternative, pValue] of Object.entries(references)) {
      expectClose(signFlipTest(d, { alternative: alternative as 'greater' }).pValue, pValue);
    }
  });

  test('two-sample permutation, in scipy one-sided', () => {
    for (const [alternative, pValue] of Object.entries((expected.permutation ?? {}) as Expected)) {
      expectClose(twoSamplePermutation(x, y, { alternative: alternative as 'greater' }).pValue, pValue);
    }
  });
});

test.each(python.adjusted.map((given, index) => [given.pValues.length, given, r.adjusted[index]] as const))(
  '%d adjusted p-values, in statsmodels and in R',
  (_count, given, fromR) => {
    for (const reference of [given, fromR] as Adjusted[]) {
      holm(given.pValues).forEach((value, index) => {
        expectClose(value, [reference.holm].flat()[index] as number);
      });
    }
  },
);

test.each(python.power.map((row, index) => [row, r.power[index] as number[]] as const))(
  'power of effect, size and alpha %j, in statsmodels and in R',
  ([difference, size, alpha, paired, independent], [pairedR, independentR]) => {
    const [effect, n, level] = [Math.abs(difference as number), size as number, alpha as number];
    const pairedPower = twoSidedTPower(effect * Math.sqrt(n), n - 1, level);
    const independentPower = twoSidedTPower(effect * Math.sqrt(n / 2), 2 * n - 2, level);
    // Both references compute the noncentral t to about ten digits; mpmath holds ours to twelve.
    if (paired !== null) expectClose(pairedPower, paired as number, 1e-8);
    if (independent !== null) expectClose(independentPower, independent as number, 1e-8);
    expectClose(pairedPower, pairedR as number, 1e-8);
    expectClose(independentPower, independentR as number, 1e-8);
  },
);

test.each(python.mcnemar)('McNemar of $onlyBaseline against $onlyCandidate, in statsmodels', (given) => {
  const actual = mcNemar(given.onlyBaseline, given.onlyCandidate);
  expectClose(actual.exact, given.exact);
  if (given.midP !== null) expectClose(actual.midP, given.midP);
});

test('the references cover every sample', () => {
  expect(r.samples.map(({ name }) => name)).toEqual(python.samples.map(({ name }) => name));
  expect(python.samples.length).toBeGreaterThan(20);
});
