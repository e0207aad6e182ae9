import { describe, expect, test } from 'vitest';
import { contributionsOf, subtractRows } from '../../../src/stats/crossed/contributions.ts';
import { mean } from '../../../src/stats/describe.ts';
import { AUROC } from '../../../src/stats/metrics/auroc.ts';
import type { Computation } from '../../../src/stats/metrics/metric.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { METRICS } from '../../../src/stats/metrics/registry.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { expectClose } from '../support.ts';

const EXAMPLES = 60;
const random = createRandom('contributions');
const LABELS = Array.from({ length: EXAMPLES }, () => Number(random() < 0.4));
const PROBABILITIES = LABELS.map((label) => 1 / (1 + Math.exp(1 - 2 * label - randomNormal(random))));

function runOn(examples: readonly number[]): { labels: number[]; run: RunPredictions } {
  const labels = examples.map((example) => LABELS[example] ?? 0);
  const ofOne = examples.map((example) => PROBABILITIES[example] ?? 0);
  const probabilities = keepProbabilities(
    labels,
    ofOne.map((p) => [1 - p, p]),
    2,
  );
  return { labels, run: { predictions: ofOne.map((p) => Number(p > 0.5)), probabilities } };
}

const ALL = Array.from({ length: EXAMPLES }, (_, example) => example);
const valueOn = (compute: Computation, examples: readonly number[]) => {
  const { labels, run } = runOn(examples);
  return compute.prepare(labels, [run]).weigh(new Int32Array(labels.length).fill(1))(0);
};

describe('contributions to a metric', () => {
  const { labels, run } = runOn(ALL);

  test.each(
    METRICS.flatMap(({ name, compute }) => (compute === undefined ? [] : [[name, compute] as const])),
  )('of %s are those of the jackknife, done the long way, around the metric itself', (_name, compute) => {
    const found = Array.from(contributionsOf(compute, labels, run));
    const value = valueOn(compute, ALL);
    const without = ALL.map((left) =>
      valueOn(
        compute,
        ALL.filter((example) => example !== left),
      ),
    );
    const centre = mean(without);
    expect(mean(found)).toBeCloseTo(value, 12);
    for (const [example, each] of found.entries()) {
      expect(each).toBeCloseTo(value + (EXAMPLES - 1) * (centre - (without[example] ?? 0)), 9);
    }
  });

  test('of a pair have the difference of its runs as their mean', () => {
    const compute = AUROC.compute as Computation;
    const other = {
      ...run,
      probabilities: keepProbabilities(
        labels,
        PROBABILITIES.map((p) => [p, 1 - p]),
        2,
      ),
    };
    const row = subtractRows(contributionsOf(compute, labels, other), contributionsOf(compute, labels, run));
    expectClose(mean([...row]), 1 - 2 * valueOn(compute, ALL), 1e-9);
  });

  test('need what the metric needs', () => {
    const compute = AUROC.compute as Computation;
    expect(() => contributionsOf(compute, labels, { ...run, probabilities: null })).toThrow(
      'requires probabilities of two classes, and a run gave none',
    );
    const ones = labels.map(() => 1);
    const ofOnes = keepProbabilities(
      ones,
      PROBABILITIES.map((p) => [1 - p, p]),
      2,
    );
    expect(() => contributionsOf(compute, ones, { ...run, probabilities: ofOnes })).toThrow(
      'a class is missing',
    );
  });
});
