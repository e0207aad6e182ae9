import { describe, expect, test } from 'vitest';
import { influenceValues } from '../../../src/stats/crossed/influence.ts';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { expectClose } from '../support.ts';

interface Scored {
  readonly label: number;
  readonly score: number;
}

/** Any statistic without each of the examples in turn, the long way. */
function withoutEach<T>(examples: readonly T[], statistic: (examples: readonly T[]) => number): number[] {
  return examples.map((_, left) => statistic(examples.filter((__, index) => index !== left)));
}

const random = createRandom('influence');
const EXAMPLES: readonly Scored[] = Array.from({ length: 120 }, () => {
  const label = Number(random() < 0.4);
  return { label, score: label + randomNormal(random) };
});
const areaUnderCurve = (examples: readonly Scored[]) => {
  const [positives, negatives] = [1, 0].map((wanted) => examples.filter(({ label }) => label === wanted));
  const wins = (positives ?? []).map(
    ({ score }) => (negatives ?? []).filter((other) => other.score < score).length,
  );
  return wins.reduce((sum, won) => sum + won, 0) / ((positives ?? []).length * (negatives ?? []).length);
};

describe('influence values', () => {
  test('of a mean are the examples themselves', () => {
    const values = [0.3, 1, -0.2, 0.8, 0.5, 7];
    const found = influenceValues(mean(values), withoutEach(values, mean));
    for (const [index, value] of found.entries()) expectClose(value, values[index] ?? 0, 1e-12);
  });

  test('have the metric as their mean, whatever its bias', () => {
    const root = (examples: readonly Scored[]) => Math.sqrt(mean(examples.map(({ score }) => score ** 2)));
    const value = root(EXAMPLES);
    expectClose(mean([...influenceValues(value, withoutEach(EXAMPLES, root))]), value, 1e-13);
  });

  test('of a root mean square are its derivative to first order', () => {
    const root = (examples: readonly Scored[]) => Math.sqrt(mean(examples.map(({ score }) => score ** 2)));
    const value = root(EXAMPLES);
    const found = influenceValues(value, withoutEach(EXAMPLES, root));
    for (const [index, { score }] of EXAMPLES.entries()) {
      const derivative = (score ** 2 - value ** 2) / (2 * value);
      expect(Math.abs((found[index] ?? 0) - value - derivative)).toBeLessThan(0.05 * Math.max(1, derivative));
    }
  });

  test('of the area under the curve have the variance of DeLong', () => {
    const value = areaUnderCurve(EXAMPLES);
    const found = influenceValues(value, withoutEach(EXAMPLES, areaUnderCurve));
    const placements = (wanted: number) =>
      EXAMPLES.filter(({ label }) => label === wanted).map(({ score }) =>
        mean(
          EXAMPLES.filter(({ label }) => label !== wanted).map((other) =>
            Number(wanted === 1 ? other.score < score : other.score > score),
          ),
        ),
      );
    const [ofPositives, ofNegatives] = [placements(1), placements(0)];
    const deLong =
      standardDeviation(ofPositives) ** 2 / ofPositives.length +
      standardDeviation(ofNegatives) ** 2 / ofNegatives.length;
    expectClose(standardDeviation([...found]) ** 2 / EXAMPLES.length, deLong, 0.06);
  });

  test('where the metric needs an example, that one contributes nothing of its own', () => {
    expect([...influenceValues(2, [2.5, Number.NaN, 1.5])]).toEqual([1, 2, 3]);
    expect([...influenceValues(2, [Number.NaN])]).toEqual([2]);
  });
});
