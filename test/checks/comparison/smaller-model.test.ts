import { describe } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { smallerModel } from '../../../src/checks/comparison/smaller-model.ts';
import { cases, decided, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

const costs = (wallSeconds: number, more = {}) => ({
  cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes: null, ...more },
});
const check = (parameters: readonly [number | null, number], ...comparisons: Comparison[]) =>
  judgeOne(smallerModel, {
    records: bothArms(3, (seed, arm) => ({
      parameters: parameters[arm] ?? null,
      ...costs(arm === 0 ? 10 : 20 + seed),
    })),
    comparisons,
  });
const secondary = decided('improvement').map((one): Comparison => ({ ...one, role: 'secondary' }));
const predicting = bothArms(3, (seed, arm) => ({
  parameters: 1000,
  ...costs(0, { inferenceSeconds: arm === 0 ? 0.001 : 0.003 + seed / 10_000 }),
}));
const DOUBLE = [1000, 2100] as const;
const larger = (words: string) => ({
  status: 'warn',
  model: 'head',
  value: 2.1,
  threshold: 1.25,
  evidence:
    /^2\.1× the parameters \(2100 against 1000\), prediction time unknown, 2\.2× \[[\d., ]+\] the training time$/,
  message: `2.1× the parameters, ${words}`,
});

describe('smaller-model', () =>
  cases([
    ['larger, inconclusive', check(DOUBLE, ...decided('inconclusive')), 'pass'],
    ['larger, equivalent', check(DOUBLE, ...decided('equivalent')), larger('no gain: equivalent')],
    ['larger, worse', check(DOUBLE, ...decided('regression')), larger('and worse')],
    [
      'better on any primary metric',
      check(DOUBLE, ...decided('inconclusive'), ...decided('improvement')),
      'pass',
    ],
    ['better on a secondary metric', check(DOUBLE, ...decided('equivalent'), ...secondary), 'warn'],
    ['smaller', check([2100, 1000], ...decided('equivalent')), 'pass'],
    ['a few more parameters', check([100_000, 125_000], ...decided('equivalent')), 'pass'],
    ['just too many more', check([100_000, 125_001], ...decided('equivalent')), 'warn'],
    [
      'the time of a prediction',
      judgeOne(smallerModel, { records: predicting, comparisons: [] }),
      { message: '1× the parameters (1000 against 1000), 3.2× [2.96, 3.46] the prediction time' },
    ],
    [
      'unknown parameters, with the training time',
      check([null, 5], ...decided('inconclusive')),
      { status: 'not-checked', value: null, message: /training takes 2\.2× \[/ },
    ],
  ]));
