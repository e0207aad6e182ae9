import { describe, expect, test } from 'vitest';
import { compareTask } from '../../../src/analysis/tasks/compare-task.ts';
import { guardTasks } from '../../../src/analysis/tasks/guard-tasks.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import { toRecord } from '../../../src/records/results/tables/run-rows.ts';
import { studentTQuantile } from '../../../src/stats/distributions/student-t.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';

const LOOKS = [6, 8, 11, 14, 19, 25];
const ALPHA = 0.02;
const METRIC: Metric = {
  name: 'accuracy',
  role: 'primary',
  direction: 'maximize',
  margin: 0.02,
  unit: 'percent',
};

function compare(seeds: number, shift: number, label: string) {
  const random = createRandom('a task at looks', seeds, shift, label);
  const record = (model: string, seed: number, accuracy: number) =>
    toRecord({
      model,
      seed,
      task: 'wine',
      status: 'ok',
      failure: null,
      environment: {},
      metrics: { test: { accuracy } },
    });
  const records = Array.from({ length: seeds }, (_, at) => {
    const value = 0.7 + 0.01 * randomNormal(random);
    return [
      record('baseline', at + 1, value),
      record('head', at + 1, value + shift + 0.004 * randomNormal(random)),
    ];
  }).flat();
  const questions = {
    experiment: 'e',
    baseline: 'baseline',
    variants: ['head'],
    metrics: [METRIC],
    alpha: ALPHA,
  };
  const [one] = compareTask(questions, records, LOOKS);
  if (one === undefined || one.difference === null) throw new Error('not measured');
  return one;
}

/** Worse, equivalent and better at the first look already. */
describe.each([-0.05, 0, 0.05])('a shift of %d', (shift) => {
  test.each([6, 14])('at %i seeds its interval has all pairs, at the level of that look', (seeds) => {
    const { baseline, difference, interval, standardError, localLevel } = compare(seeds, shift, 'all pairs');
    expect(baseline.n).toBe(seeds);
    const width = -studentTQuantile(localLevel / 2, seeds - 1) * standardError;
    expect(interval.low).toBeCloseTo(difference - width, 9);
    expect(interval.high).toBeCloseTo(difference + width, 9);
    expect(localLevel).toBeLessThan(ALPHA);
  });
});

test('a loss that is allowed is ruled out beyond that once there are enough pairs, though it was seen early', () => {
  const guarded = (seeds: number) => {
    const comparison = compare(seeds, -0.004, 'allowed loss');
    const tasks = guardTasks(
      {
        question: 'these-tasks',
        scale: 'metric',
        names: ['wine'],
        leftOut: [],
        areWhole: true,
        level: 1 - ALPHA,
        results: [{ task: 'wine', comparisons: [comparison], values: {} }],
      },
      { 'no-worse-than': 0.01, allow: [] },
    );
    return tasks.results[0]?.comparisons[0]?.guard;
  };
  for (const [seeds, expected] of [
    [6, 'not-shown'],
    [25, 'shown'],
  ] as const) {
    const { pValue, significanceLevel, status } = guarded(seeds) ?? {};
    expect(status).toBe(expected);
    expect((pValue ?? 1) < (significanceLevel ?? 0)).toBe(status === 'shown');
  }
});
