import { expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { ceiling } from '../../../src/checks/metrics/ceiling.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

function check(accuracy: number, verdict = 'equivalent', margin: number | null = null) {
  const records = [1, 2, 3].flatMap((seed) =>
    ['baseline', 'head'].map((model) => record(model, seed, { metrics: { test: { accuracy } } })),
  );
  const comparisons = [
    { variant: 'head', metric: 'accuracy', role: 'primary', verdict },
  ] as unknown as Comparison[];
  return judgeOne(ceiling, { records, comparisons, metrics: [{ ...ACCURACY, margin }] });
}

test('a baseline that leaves less than a point, or than the margin, is at the ceiling', () => {
  expect(check(0.998)).toMatchObject({
    status: 'warn',
    message: 'accuracy is at its ceiling, 99.8 % in the baseline: no improvement can show',
  });
  expect(check(99.8).status).toBe('warn');
  expect(check(0.97, 'inconclusive', 0.05).status).toBe('warn');
});

test('one that leaves room is not, nor one that was beaten all the same', () => {
  expect(check(0.97).status).toBe('pass');
  expect(check(0.998, 'improvement').status).toBe('pass');
});

test('a metric without a best value has no ceiling', () => {
  const records = [record('baseline', 1, { metrics: { test: { reward: 1 } } })];
  const metrics = [{ ...ACCURACY, name: 'reward' }];
  expect(judgeOne(ceiling, { records, comparisons: [], metrics }).status).toBe('not-checked');
});

test.each([0.002, 0.4])('an error rate of %s is at its floor only near 0', (error) => {
  const records = [record('baseline', 1, { metrics: { test: { error_rate: error } } })];
  const metrics = [{ ...ACCURACY, name: 'error_rate', direction: 'minimize', unit: 'none' } as const];
  const { status } = judgeOne(ceiling, { records, comparisons: [], metrics });
  expect(status).toBe(error < 0.01 ? 'warn' : 'pass');
});
