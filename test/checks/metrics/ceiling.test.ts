import { describe } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { ceiling } from '../../../src/checks/metrics/ceiling.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { scored } from '../records.ts';

const check = (value: number, verdict: Verdict = 'equivalent', metric: Partial<typeof ACCURACY> = {}) => {
  const { name = 'accuracy' } = metric;
  const records = [...scored('baseline', [value, value], name), ...scored('head', [value, value], name)];
  return judgeOne(ceiling, { records, comparisons: decided(verdict), metrics: [{ ...ACCURACY, ...metric }] });
};
const ERROR = { name: 'error_rate', direction: 'minimize', unit: 'none' } as const;

describe('metrics/ceiling', () =>
  cases([
    [
      'less than a point left',
      check(0.998),
      'warn',
      'accuracy is at its ceiling, 99.8 % in the baseline: no improvement can show',
    ],
    ['the same in percent', check(99.8), 'warn'],
    ['less than the margin left', check(0.97, 'inconclusive', { margin: 0.05 }), 'warn'],
    ['room', check(0.97), 'pass'],
    ['a ceiling that was beaten', check(0.998, 'improvement'), 'pass'],
    ['a metric without a best value', check(1, 'equivalent', { name: 'reward' }), 'not-checked'],
    ['an error rate near 0', check(0.002, 'equivalent', ERROR), 'warn'],
    ['a higher error rate', check(0.4, 'equivalent', ERROR), 'pass'],
  ]));
