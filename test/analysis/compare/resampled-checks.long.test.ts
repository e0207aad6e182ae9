import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalPairs, oriented } from '../../../src/analysis/compare/canonical.ts';
import {
  flipSigns,
  permute,
  settlePermutation,
  settleStudentised,
  studentisedOfPairs,
} from '../../../src/analysis/compare/resampled-checks.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { signFlipTest } from '../../../src/stats/tests/sign-flip.ts';

const OPTIONS = { level: 0.95, margin: null };

function differences(pairs: number, shift: number): number[] {
  const random = createRandom('differences', pairs);
  return Array.from({ length: pairs }, () => shift + randomNormal(random));
}

const pairsOf = (values: readonly number[]) =>
  canonicalPairs(
    values.map((candidate) => ({ baseline: 0, candidate })),
    'maximize',
  );
const resampledChecks = (
  pairs: ReturnType<typeof canonicalPairs>,
  options: Parameters<typeof studentisedOfPairs>[1],
) => ({ studentised: studentisedOfPairs(pairs, options), signFlip: flipSigns(pairs) });
const check = (values: readonly number[]) => resampledChecks(pairsOf(values), OPTIONS);

describe('up to 100 pairs', () => {
  test.each([10, 40, 100])('%d pairs are drawn and flipped one by one', (pairs) => {
    const sample = differences(pairs, 0.3);
    const { studentised, signFlip } = check(sample);
    const t = pairedT(sample);
    expect(signFlip?.exact).toBe(pairs <= 30);
    for (const p of [studentised?.pValue, signFlip?.pValue])
      expect(Math.abs(Math.log((p ?? NaN) / t.pValue))).toBeLessThan(1.2);
  });
});

describe('beyond 100 pairs, in blocks', () => {
  test.each([101, 280, 10_000])('%d pairs give what the t test gives on normal differences', (pairs) => {
    const sample = differences(pairs, 2.2 / Math.sqrt(pairs));
    const { studentised, signFlip } = check(sample);
    const t = pairedT(sample);
    const width = t.interval.high - t.interval.low;
    // The error of the mean, estimated from 100 blocks, scatters by 7 %; three times that, for both limits.
    expect(Math.abs((studentised?.interval.low ?? NaN) - t.interval.low)).toBeLessThan(0.21 * width);
    expect(Math.abs((studentised?.interval.high ?? NaN) - t.interval.high)).toBeLessThan(0.21 * width);
    expect(signFlip).toMatchObject({ exact: false, smallestAttainable: 1e-5 });
    // t scatters likewise, and log p by t² times as much.
    expect(Math.abs(Math.log((signFlip?.pValue ?? NaN) / t.pValue))).toBeLessThan(0.21 * t.statistic ** 2);
  });

  test('are dealt out by chance: in the order of their sizes blocks would be too much alike', () => {
    const ratios = Array.from({ length: 60 }, (_, index) => {
      const random = createRandom('spread of blocks', index);
      const sample = Array.from({ length: 1000 }, () => randomNormal(random));
      const { low, high } = check(sample).studentised?.interval ?? { low: null, high: null };
      const { interval } = pairedT(sample);
      return ((high ?? NaN) - (low ?? NaN)) / (interval.high - interval.low);
    });
    const mean = ratios.reduce((sum, ratio) => sum + ratio / ratios.length, 0);
    expect(Math.abs(mean - 1)).toBeLessThan(0.06);
  });

  test.each([1, 2, 3, 4])('a single wild pair that makes the mean is still seen (%d)', (sampleNumber) => {
    const random = createRandom('beside a wild pair', sampleNumber);
    const sample = [...Array.from({ length: 5000 }, () => randomNormal(random) / 1e4), 100];
    const { studentised, signFlip } = check(sample);
    // The others decide, and theirs is no difference; p is what flips of single pairs give, but for the pairs in the wild one's block.
    const single = signFlipTest(sample);
    expect(Math.abs((signFlip?.pValue ?? NaN) - single.pValue)).toBeLessThan(0.12);
    expect(single.pValue).toBeGreaterThan(0.1);
    expect(studentised?.pValue).toBeGreaterThan(0.05);
  });
});

test('the order of the pairs changes nothing, and swapped arms mirror every number', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1, max: 1, noNaN: true }));
  const options = { level: 0.9, margin: 0.5 };
  fc.assert(
    fc.property(
      fc
        .array(value, { minLength: 2, maxLength: 14 })
        .filter((values) => Math.max(...values) - Math.min(...values) > 1e-3)
        .chain((values) =>
          fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
        ),
      ([values, shuffled]) => {
        const checks = resampledChecks(pairsOf(values), options);
        expect(resampledChecks(pairsOf(shuffled), options)).toEqual(checks);
        const arms = values.map((baseline) => ({ baseline, candidate: 0 }));
        const swapped = resampledChecks(canonicalPairs(arms, 'maximize'), options);
        expect(swapped.signFlip).toEqual(checks.signFlip);
        expect(swapped.studentised?.pValue).toBe(checks.studentised?.pValue);
        expect(swapped.studentised?.equivalencePValue).toBe(checks.studentised?.equivalencePValue);
        const { low = null, high = null } = checks.studentised?.interval ?? {};
        expect(swapped.studentised?.interval).toEqual({
          level: 0.9,
          low: high === null ? null : 0 - high,
          high: low === null ? null : 0 - low,
        });
      },
    ),
    { numRuns: 60 },
  );
});

describe('near its level a sampled p', () => {
  const sample = differences(40, 0.3);
  const pairs = pairsOf(sample);
  const { studentised, signFlip } = check(sample);
  if (studentised === null || signFlip === null) throw new Error('not drawn');

  test('is drawn more often, until it lies on one side by more than its error', () => {
    const settled = settlePermutation(pairs, signFlip, signFlip.pValue * 1.01);
    expect(settled.smallestAttainable).toBeLessThan(signFlip.smallestAttainable);
    expect(settled.pValue).not.toBe(signFlip.pValue);
    const bootstrap = { which: 'pValue', level: studentised.pValue * 1.05, margin: null } as const;
    expect(settleStudentised(pairs, studentised, bootstrap).smallestAttainable).toBeLessThan(
      studentised.smallestAttainable,
    );
  });

  test('is the same as before far from it, and where all has been visited', () => {
    expect(settlePermutation(pairs, signFlip, 0.9)).toBe(signFlip);
    const few = check(sample.slice(0, 9));
    expect(
      settleStudentised(pairsOf(sample.slice(0, 9)), few.studentised as never, {
        which: 'pValue',
        level: few.studentised?.pValue ?? 0,
        margin: null,
      }),
    ).toBe(few.studentised);
  });

  test('that no number of draws tells from its level is told by its upper limit, which is above', () => {
    // The p that all draws would give, to five digits.
    const level = signFlipTest(oriented(pairs), { samples: 8_000_000 }).pValue;
    const settled = settlePermutation(pairs, signFlip, level);
    expect(settled.pValue).toBeGreaterThan(level);
    expect(settled.pValue).toBeLessThan(level * 1.2);
  });

  test('of arms without pairs as well', () => {
    const arms = { one: differences(20, 0), other: differences(25, 0.8) };
    const known = permute(arms);
    expect(settlePermutation(arms, known, known.pValue * 1.01).smallestAttainable).toBeLessThan(
      known.smallestAttainable,
    );
  });
});
