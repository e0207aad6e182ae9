import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classificationMetrics, regressionMetrics } from '../../../src/stats/metrics/compute.ts';
import type { Metric } from '../../../src/stats/metrics/metric.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';
import { METRICS, metricNamed } from '../../../src/stats/metrics/registry.ts';

const COMPUTED = METRICS.flatMap(({ name, task, compute }) =>
  compute === undefined ? [] : [[name, task, compute] as const],
);

test('every metric has a name and a title of its own', () => {
  for (const key of ['name', 'title'] as const) {
    expect(new Set(METRICS.map((metric) => metric[key])).size).toBe(METRICS.length);
  }
  expect(metricNamed('macro_f1')?.title).toBe('macro‑F1');
  expect(metricNamed('toString')).toBeUndefined();
});

test('what can be computed belongs to a task', () => {
  for (const [name, task] of COMPUTED) expect(task, name).not.toBeNull();
});

/** Two runs on some examples, each with a weight. */
const worlds = (task: Metric['task']) =>
  fc.array(
    fc.record({
      weight: fc.integer({ min: 0, max: 3 }),
      label: task === 'regression' ? fc.integer({ min: -20, max: 20 }) : fc.nat(1),
      // Of few values, so that scores are tied.
      runs: fc.tuple(fc.nat(8), fc.nat(8)),
    }),
    { minLength: 2, maxLength: 25 },
  );

type World = ReadonlyArray<{
  readonly weight: number;
  readonly label: number;
  readonly runs: readonly number[];
}>;

function runsOf(world: World, task: Metric['task']): RunPredictions[] {
  const labels = world.map(({ label }) => label);
  return [0, 1].map((run) => {
    const said = world.map(({ runs }) => runs[run] as number);
    if (task === 'regression') return { predictions: said, probabilities: null };
    return {
      predictions: said.map((value) => Number(value > 4)),
      probabilities: keepProbabilities(
        labels,
        said.map((value) => [value / 8]),
        2,
      ),
    };
  });
}

/** As the program scores a run, on examples that are written out. */
function score(world: World, task: Metric['task'], run: number): Record<string, number> {
  const labels = world.map(({ label }) => label);
  const { predictions } = runsOf(world, task)[run] as RunPredictions;
  if (task === 'regression') return regressionMetrics({ labels, predictions });
  const probabilities = world.map(({ runs }) => [(runs[run] as number) / 8]);
  return classificationMetrics({ labels, predictions, probabilities, classes: 2 });
}

const expectSame = (actual: number, expected: number | undefined) => {
  if (expected === undefined) expect(actual).toBeNaN();
  // R² has no lower end: its digits count, not its decimals.
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
};

describe.each(COMPUTED)('%s', (name, task, compute) => {
  test('of no examples is not defined', () => {
    const ofNone = compute.prepare([], runsOf([], task)).weigh(new Int32Array());
    expect(ofNone(0)).toBeNaN();
  });

  test('counts an example of weight w as w examples', () => {
    fc.assert(
      fc.property(worlds(task), (world) => {
        const labels = world.map(({ label }) => label);
        const value = compute
          .prepare(labels, runsOf(world, task))
          .weigh(Int32Array.from(world, ({ weight }) => weight));
        const written = world.flatMap((example) => Array<World[number]>(example.weight).fill(example));
        for (const run of [0, 1]) expectSame(value(run), score(written, task, run)[name]);
      }),
    );
  });

  test('is what it is on the others, without each of the examples in turn', () => {
    fc.assert(
      fc.property(worlds(task), (world) => {
        const labels = world.map(({ label }) => label);
        const prepared = compute.prepare(labels, runsOf(world, task));
        for (const run of [0, 1]) {
          prepared.leaveOneOut(run).forEach((value, left) => {
            expectSame(value, score(world.toSpliced(left, 1), task, run)[name]);
          });
        }
      }),
    );
  });

  test('is the mean of what the examples contribute, if it says so', () => {
    fc.assert(
      fc.property(worlds(task), (world) => {
        const labels = world.map(({ label }) => label);
        const values = Array.from(
          compute.contributions?.(labels, runsOf(world, task)[0] as RunPredictions) ?? [],
        );
        if (values.length === 0) return;
        expectSame(
          values.reduce((sum, value) => sum + value, 0) / values.length,
          score(world, task, 0)[name],
        );
      }),
    );
  });
});
