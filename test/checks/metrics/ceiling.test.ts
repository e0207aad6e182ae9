import { describe } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { ceiling } from '../../../src/checks/metrics/ceiling.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { scored } from '../records.ts';

const check = (
  value: number,
  verdict: Verdict = 'equivalent',
  metric: Partial<typeof ACCURACY> = {},
  own = value,
) => {
  const { name = 'accuracy' } = metric;
  const records = [...scored('baseline', [value, value], name), ...scored('head', [own, own], name)];
  const comparisons = decided(verdict).map((one) => ({ ...one, metric: name }));
  return judgeOne(ceiling, { records, comparisons, metrics: [{ ...ACCURACY, ...metric }] });
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
    [
      'a ceiling reached from far below',
      check(0.68, 'improvement', {}, 0.998),
      'advice',
      /may know the label$/,
    ],
    ['the same of an error rate', check(0.3, 'improvement', ERROR, 0.001), 'advice'],
    ['a ceiling reached from close by', check(0.93, 'improvement', {}, 0.998), 'pass'],
    ['a large gain with room left', check(0.5, 'improvement', {}, 0.95), 'pass'],
    ['a metric without a best value', check(1, 'equivalent', { name: 'reward' }), 'not-checked'],
    ['an error rate near 0', check(0.002, 'equivalent', ERROR), 'warn'],
    ['a higher error rate', check(0.4, 'equivalent', ERROR), 'pass'],
  ]));
