import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossedEstimate, crossedTest, mirrored } from '../../../src/stats/crossed/crossed-test.ts';
import { likelihoodStatistic } from '../../../src/stats/crossed/likelihood.ts';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { layOut } from './lay-out.ts';
import { tables } from './support.ts';

/** Examples of two values, of which `gains` have the higher one. */
function twoValues(gains: number, examples: number, high: number, low: number) {
  const centre = (gains * high + (examples - gains) * low) / examples;
  const values = Array.from({ length: examples }, (_, index) => (index < examples - gains ? low : high));
  return { mean: centre, deviations: Float64Array.from(values, (value) => value - centre) };
}

describe('the likelihood of the examples', () => {
  test('of two values is that of a binomial share', () => {
    for (const [gains, high, low] of [
      [40, 1, -0.1],
      [9, 1, -0.04],
      [120, 0.3, -0.2],
    ] as const) {
      const examples = 200;
      const { mean: difference, deviations } = twoValues(gains, examples, high, low);
      // The share of gains whose mean is zero.
      const share = -low / (high - low);
      const losses = examples - gains;
      const ratio =
        2 *
        (gains * Math.log(gains / (examples * share)) + losses * Math.log(losses / (examples * (1 - share))));
      const expected = Math.sqrt((examples - 1) * Math.expm1(ratio / examples));
      expect(difference).toBeGreaterThan(0);
      expect(likelihoodStatistic(deviations, difference, 0)).toBeCloseTo(expected, 6);
    }
  });

  test('is t for many normal examples, whatever part the seeds have', () => {
    const random = createRandom('likelihood');
    const values = Array.from({ length: 5000 }, () => randomNormal(random));
    const centre = mean(values);
    const deviations = Float64Array.from(values, (value) => value - centre).sort();
    const ofExamples = standardDeviation(values) ** 2 / 5000;
    for (const ofSeeds of [0, ofExamples, 10 * ofExamples]) {
      const t = 2.5;
      const difference = t * Math.sqrt(ofSeeds + ofExamples);
      expect(likelihoodStatistic(deviations, difference, ofSeeds)).toBeCloseTo(t, 1);
    }
  });

  test('is that of the seeds where examples do not vary, and infinite where nothing can give zero', () => {
    expect(likelihoodStatistic(new Float64Array(30), 0.3, 0.01)).toBeCloseTo(3, 9);
    expect(likelihoodStatistic(Float64Array.of(-0.1, 0.1), 0.5, 0)).toBe(Infinity);
    expect(likelihoodStatistic(Float64Array.of(-0.1, 0.1), 0, 0.1)).toBe(0);
  });

  test('judges a loss in a world of rare gains by the tail it has: some that skewness alone hides are found', () => {
    // 2 of 200 examples gain 1, and all pay 0.04: the mean is −0.03.
    const few = twoValues(2, 200, 0.96, -0.04);
    const turned = few.deviations.map((value) => -value).sort();
    expect(likelihoodStatistic(turned, -few.mean, 0)).toBeGreaterThan(2.3);
  });
});

test('arms swapped, and values negated, have the same p, for all tables', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const own = crossedEstimate(layOut(rows));
      fc.pre(own.standardError > 0);
      const swapped = crossedEstimate(layOut(rows.map((row) => row.map((value) => 0 - value))));
      const { pValue, skewCorrectedPValue } = crossedTest(own);
      for (const other of [swapped, mirrored(own)]) {
        expect(crossedTest(other).pValue).toBeCloseTo(pValue, 12);
        expect(crossedTest(other).skewCorrectedPValue).toBeCloseTo(skewCorrectedPValue, 9);
      }
    }),
  );
});
