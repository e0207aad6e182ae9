import { describe } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { conflict } from '../../../src/checks/metrics/conflict.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

type Arms = Readonly<Record<string, readonly [baseline: number, head: number]>>;

function check(others: Arms, verdict: Verdict = 'improvement', margin: number | null = null) {
  const records = bothArms(6, (seed, arm) => {
    const luck = 0.002 * Math.sin(7 * seed * (arm + 1));
    const values = Object.entries(others).map(([name, arms]) => [name, arms[arm] + luck]);
    return { metrics: { test: { accuracy: 0.8 + 0.05 * arm + luck, ...Object.fromEntries(values) } } };
  });
  const secondary = { ...ACCURACY, name: 'macro_f1', role: 'secondary', margin } as const;
  return judgeOne(conflict, { records, comparisons: decided(verdict), metrics: [ACCURACY, secondary] });
}

describe('metrics/conflict', () =>
  cases([
    [
      'a macro-F1 that falls while accuracy rises',
      check({ macro_f1: [0.7, 0.54], log_loss: [0.5, 0.4] }),
      {
        status: 'warn',
        metric: 'macro_f1',
        value: 1,
        message: /^accuracy is better, but worse: macro_f1 by 0?\.?16\.?\d* ?.*\[.*\]$/,
      },
    ],
    [
      'probabilities that get worse, which the config does not name',
      check({ log_loss: [0.4, 0.6], ece: [0.02, 0.09] }),
      { message: /^accuracy is better, but worse: (log_loss|ece) by .*, (log_loss|ece) by / },
    ],
    [
      'a calibration error against a model that guesses',
      check({ mcc: [0.02, 0.7], ece: [0.01, 0.09] }),
      'pass',
    ],
    [
      'a calibration error against a model that learned',
      check({ mcc: [0.6, 0.7], ece: [0.01, 0.09] }),
      'warn',
    ],
    ['metrics that agree', check({ macro_f1: [0.7, 0.75], log_loss: [0.5, 0.4] }), 'pass'],
    ['a small loss', check({ log_loss: [0.5, 0.51] }), 'pass'],
    ['a regression in all', check({ macro_f1: [0.7, 0.5] }, 'regression'), 'pass'],
    ['an unknown metric', check({ wobble: [0.7, 0.5], macro_f1: [0.7, 0.7] }), 'pass'],
    ['a loss within the margin', check({ macro_f1: [0.7, 0.68] }, 'improvement', 0.05), 'pass'],
    ['a loss beyond the margin', check({ macro_f1: [0.7, 0.68] }, 'improvement', 0.01), 'warn'],
    ['no other metric', check({}), 'not-checked'],
  ]));
