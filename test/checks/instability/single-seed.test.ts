import { describe, expect } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { singleSeed } from '../../../src/checks/instability/single-seed.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { scored } from '../records.ts';

/** The baseline has 0.8 with every seed. */
const check = (head: readonly number[], verdict: Verdict, metric: typeof ACCURACY = ACCURACY) =>
  judgeOne(singleSeed, {
    records: [
      ...scored(
        'baseline',
        head.map(() => 0.8),
      ),
      ...scored('head', head),
    ],
    metrics: [metric],
    comparisons: decided(verdict),
  });
const EITHER = {
  status: 'pass',
  value: null,
  interval: null,
  message:
    'one run per model would have shown a difference of either sign in accuracy: the variant ahead under 2 of 5 seeds, behind under 2',
};
const MIXED = [0.81, 0.79, 0.8, 0.79, 0.81];

describe('instability/single-seed', () =>
  cases([
    [
      'the share of seeds with another sign',
      check([0.85, 0.86, 0.79, 0.8, 0.84], 'improvement'),
      {
        status: 'pass',
        value: 0.4,
        // scipy: binomtest(2, 5).proportion_ci(method='exact')
        interval: { level: 0.95, low: expect.closeTo(0.0527, 4), high: expect.closeTo(0.8534, 4) },
        message:
          'one run per model would have given a different result for accuracy under 2 of 5 seeds: 40 % [5, 85]',
      },
    ],
    ['both signs, equivalent', check(MIXED, 'equivalent'), EITHER],
    ['both signs, inconclusive', check(MIXED, 'inconclusive'), EITHER],
    [
      'ahead with every seed',
      check([0.81, 0.82], 'inconclusive'),
      { message: 'one run per model would have shown the variant ahead in accuracy under 2 of 2 seeds' },
    ],
    [
      'behind in a metric to minimize',
      check([0.81, 0.82, 0.8], 'inconclusive', { ...ACCURACY, direction: 'minimize' }),
      { message: 'one run per model would have shown the variant behind in accuracy under 2 of 3 seeds' },
    ],
    ['a single pair', check([0.9], 'improvement'), 'not-checked'],
  ]));
