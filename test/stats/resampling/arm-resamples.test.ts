import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { resampleArms } from '../../../src/stats/resampling/arm-resamples.ts';
import { resampleMeans } from '../../../src/stats/resampling/mean-resamples.ts';
import { studentisedTest } from '../../../src/stats/tests/studentised-test.ts';

const options = () => ({ resamples: 20_000, random: createRandom('arms') });
const SKEWED = [0.1, 0.2, 0.3, 0.5, 0.8, 1.3, 2.1, 5];

test('with a constant arm, it is the bootstrap of the other one', () => {
  const arms = studentisedTest(resampleArms(SKEWED, [0.05, 0.05, 0.05, 0.05], options()));
  const one = studentisedTest(resampleMeans(SKEWED.map((value) => value - 0.05)));
  // 20,000 draws of p near 0.01: three standard errors.
  expect(Math.abs(arms.pValue - one.pValue)).toBeLessThan(6 * Math.sqrt(one.pValue / 20_000));
});

test('the difference and its error are those of Welch', () => {
  const { mean, standardError } = resampleArms([1, 2, 4], [0, 1], options());
  expect(mean).toBeCloseTo(7 / 3 - 0.5, 12);
  expect(standardError).toBeCloseTo(Math.sqrt(7 / 3 / 3 + 0.5 / 2), 12);
});

test('resamples of one value in both arms have no finite t', () => {
  const { ratios } = resampleArms([1, 2], [5, 7], options());
  expect(ratios.values[0]).toBe(-Infinity);
  expect(ratios.values.at(-1)).toBe(Infinity);
  expect(ratios.values.some(Number.isNaN)).toBe(false);
});

test('two constant arms are refused', () => {
  expect(() => resampleArms([1, 1], [2, 2], options())).toThrow(/values that vary/);
});
