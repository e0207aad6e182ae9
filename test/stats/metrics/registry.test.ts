import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classificationMetrics, regressionMetrics } from '../../../src/stats/metrics/compute.ts';
import type { Metric } from '../../../src/stats/metrics/metric.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { METRICS, metricNamed } from '../../../src/stats/metrics/registry.ts';

const COMPUTED = METRICS.flatMap(({ name, task, compute }) =>
  compute === undefined ? [] : [[name, task, compute] as const],
);

test('every metric has its own name and title, and a task if it can be computed', () => {
  for (const key of ['name', 'title'] as const) {
    expect(new Set(METRICS.map((metric) => metric[key])).size).toBe(METRICS.length);
  }
  expect(metricNamed('macro_f1')?.title).toBe('macro‑F1');
  expect(metricNamed('toString')).toBeUndefined();
  for (const [name, task] of COMPUTED) expect(task, name).not.toBeNull();
});

/** Labels, and what a run said, of few values, so that scores are tied. */
type World = ReadonlyArray<{ readonly label: number; readonly said: number }>;

const worlds = (task: Metric['task']) =>
  fc.array(
    fc.record({
      label: task === 'regression' ? fc.integer({ min: -20, max: 20 }) : fc.nat(1),
      said: fc.nat(8),
    }),
    { minLength: 2, maxLength: 25 },
  );

function runOf(
  world: World,
  task: Metric['task'],
): { readonly labels: number[]; readonly run: RunPredictions } {
  const labels = world.map(({ label }) => label);
  if (task === 'regression')
    return { labels, run: { predictions: world.map(({ said }) => said), probabilities: null } };
  const rows = world.map(({ said }) => [said / 8]);
  const predictions = world.map(({ said }) => Number(said > 4));
  return { labels, run: { predictions, probabilities: keepProbabilities(labels, rows, 2) } };
}

/** As the program scores a run. */
function score(world: World, task: Metric['task']): Record<string, number> {
  const { labels, run } = runOf(world, task);
  if (task === 'regression') return regressionMetrics({ labels, predictions: run.predictions });
  const probabilities = world.map(({ said }) => [said / 8]);
  return classificationMetrics({ labels, predictions: run.predictions, probabilities, classes: 2 });
}

const expectSame = (actual: number, expected: number | undefined) => {
  if (expected === undefined) expect(actual).toBeNaN();
  // R² has no lower end: its digits count, not its decimals.
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
};

describe.each(COMPUTED)('%s', (name, task, compute) => {
  test('of no examples is not defined', () => {
    const { labels, run } = runOf([], task);
    expect(compute.value(labels, run)).toBeNaN();
  });

  test('without each of the examples in turn is what it is on the others, and a mean is that of its contributions', () => {
    fc.assert(
      fc.property(worlds(task), (world) => {
        const { labels, run } = runOf(world, task);
        compute.leaveOneOut(labels, run).forEach((value, left) => {
          expectSame(value, score(world.toSpliced(left, 1), task)[name]);
        });
        const values = Array.from(compute.contributions?.(labels, run) ?? []);
        if (values.length === 0) return;
        expectSame(values.reduce((sum, value) => sum + value, 0) / values.length, score(world, task)[name]);
      }),
    );
  });
});
