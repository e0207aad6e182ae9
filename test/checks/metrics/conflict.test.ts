import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { conflict } from '../../../src/checks/metrics/conflict.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

function check(
  others: Readonly<Record<string, readonly [number, number]>>,
  verdict = 'improvement',
  margin: number | null = null,
) {
  const records = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
    ['baseline', 'head'].map((model, arm) => {
      const luck = 0.002 * Math.sin(7 * seed * (arm + 1));
      const values = Object.entries(others).map(([name, arms]) => [name, (arms[arm] ?? 0) + luck]);
      return record(model, seed, {
        metrics: { test: { accuracy: 0.8 + 0.05 * arm + luck, ...Object.fromEntries(values) } },
      });
    }),
  );
  const comparisons = [
    { variant: 'head', metric: 'accuracy', role: 'primary', verdict },
  ] as unknown as Comparison[];
  const secondary = { ...ACCURACY, name: 'macro_f1', role: 'secondary', margin } as const;
  return judgeOne(conflict, { records, comparisons, metrics: [ACCURACY, secondary] });
}

describe('metrics/conflict', () => {
  test('a macro-F1 that falls while accuracy rises is told, with its interval', () => {
    const found = check({ macro_f1: [0.7, 0.54], log_loss: [0.5, 0.4] });
    expect(found).toMatchObject({ status: 'warn', metric: 'macro_f1', value: 1 });
    expect(found.message).toMatch(/^accuracy is better, but worse: macro_f1 by 0?\.?16\.?\d* ?.*\[.*\]$/);
  });

  test('so are probabilities that get worse, though nobody has asked for them', () => {
    expect(check({ log_loss: [0.4, 0.6], ece: [0.02, 0.09] }).message).toMatch(
      /^accuracy is better, but worse: (log_loss|ece) by .*, (log_loss|ece) by /,
    );
  });

  test.each([
    ['all metrics that agree', { macro_f1: [0.7, 0.75], log_loss: [0.5, 0.4] }, 'improvement'],
    ['a loss of no weight', { log_loss: [0.5, 0.51] }, 'improvement'],
    ['a regression in all', { macro_f1: [0.7, 0.5] }, 'regression'],
    [
      'a metric of which nobody knows what is better',
      { wobble: [0.7, 0.5], macro_f1: [0.7, 0.7] },
      'improvement',
    ],
  ] as const)('%s is no alarm', (_, others, verdict) => {
    expect(check(others, verdict).status).toBe('pass');
  });

  test('the margin of a metric says what matters', () => {
    expect(check({ macro_f1: [0.7, 0.68] }, 'improvement', 0.05).status).toBe('pass');
    expect(check({ macro_f1: [0.7, 0.68] }, 'improvement', 0.01).status).toBe('warn');
  });

  test('is not checked without another metric', () => {
    expect(check({}).status).toBe('not-checked');
  });
});
