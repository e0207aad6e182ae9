import { expect, test } from 'vitest';
import { contributionsOf, influenceValues } from '../../../src/stats/crossed/contributions.ts';
import { mean, standardDeviation } from '../../../src/stats/describe.ts';
import type { Computation } from '../../../src/stats/metrics/metric.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { METRICS, metricNamed } from '../../../src/stats/metrics/registry.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { expectClose } from '../support.ts';

const EXAMPLES = 60;
const random = createRandom('contributions');
const LABELS = Array.from({ length: EXAMPLES }, () => Number(random() < 0.4));
const PROBABILITIES = LABELS.map((label) => 1 / (1 + Math.exp(1 - 2 * label - randomNormal(random))));
const ALL = [...LABELS.keys()];
const AUROC = metricNamed('auroc')?.compute as Computation;

function runOn(examples: readonly number[]): { labels: number[]; run: RunPredictions } {
  const labels = examples.map((example) => LABELS[example] ?? 0);
  const rows = examples.map((example) => [PROBABILITIES[example] ?? 0]);
  const predictions = rows.map(([p = 0]) => Number(p > 0.5));
  return { labels, run: { predictions, probabilities: keepProbabilities(labels, rows, 2) } };
}

const { labels, run } = runOn(ALL);

test.each(METRICS.flatMap(({ name, compute }) => (compute === undefined ? [] : [[name, compute] as const])))(
  'contributions to %s are those of the jackknife, done the long way, around the metric itself',
  (_, compute) => {
    const valueOn = (examples: readonly number[]) => {
      const some = runOn(examples);
      return compute.value(some.labels, some.run);
    };
    const found = Array.from(contributionsOf(compute, labels, run));
    const without = ALL.map((left) => valueOn(ALL.filter((example) => example !== left)));
    const centre = mean(without);
    expect(mean(found)).toBeCloseTo(valueOn(ALL), 12);
    for (const [example, each] of found.entries()) {
      expect(each).toBeCloseTo(valueOn(ALL) + (EXAMPLES - 1) * (centre - (without[example] ?? 0)), 9);
    }
  },
);

test('those to the area under the curve have the variance of DeLong', () => {
  const found = contributionsOf(AUROC, labels, run);
  const placements = (wanted: number) =>
    ALL.filter((example) => labels[example] === wanted).map((example) => {
      const others = ALL.filter((other) => labels[other] !== wanted);
      const sign = wanted === 1 ? 1 : -1;
      const gap = (other: number) => sign * ((PROBABILITIES[example] ?? 0) - (PROBABILITIES[other] ?? 0));
      return mean(others.map((other) => Number(gap(other) > 0)));
    });
  const deLong = [0, 1]
    .map(placements)
    .reduce((sum, own) => sum + standardDeviation(own) ** 2 / own.length, 0);
  expectClose(standardDeviation([...Array.from(found)]) ** 2 / EXAMPLES, deLong, 0.1);
});

test('where the metric needs an example, that one contributes nothing of its own', () => {
  expect([...influenceValues(2, [2.5, Number.NaN, 1.5])]).toEqual([1, 2, 3]);
  expect([...influenceValues(2, [Number.NaN])]).toEqual([2]);
});

test('contributions need what the metric needs', () => {
  expect(() => contributionsOf(AUROC, labels, { ...run, probabilities: null })).toThrow(
    'requires probabilities of two classes, and a run gave none',
  );
  const ones = labels.map(() => 1);
  expect(() => contributionsOf(AUROC, ones, run)).toThrow('a class is missing');
});
