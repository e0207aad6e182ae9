import { describe } from 'vitest';
import type { Comparison, Verdict } from '../../../src/analysis/compare/comparison.ts';
import type { SliceSearch } from '../../../src/checks/evidence/find-slices.ts';
import { oneClass } from '../../../src/checks/metrics/one-class.ts';
import { cases, decided, judgeOne } from '../judge.ts';

/** A gain of 1 with an interval from `low`. */
const decidedBy = (verdict: Verdict, low: number) =>
  decided(verdict).map((one) => ({ ...one, difference: 1, interval: { low } })) as unknown as Comparison[];

/** What each class gains, over 100 test examples unless `sizes` says another number, and a group that is no class. */
function check(
  gains: readonly number[],
  verdict: Verdict = 'improvement',
  sizes: readonly number[] = [],
  low = 0.8,
) {
  const group = (name: string, difference: number, examples = 100) => ({
    name,
    ...(name.includes('predicted as') ? {} : { isClass: true }),
    examples,
    difference,
    interval: null,
    pValueAdjusted: 1,
  });
  const groups = [
    ...gains.map((gain, label) => group(`class ${label}`, gain, sizes[label])),
    group('class 1 predicted as 2', 0.9),
  ];
  const wrong = { examples: [], newlyRight: 0, expected: 0 };
  const search = { model: 'head', pairs: 6, ids: [], level: 0.05, groups, wrong } as unknown as SliceSearch;
  return judgeOne(oneClass, { sliceSearches: [search], comparisons: decidedBy(verdict, low) });
}

describe('metrics/one-class', () =>
  cases([
    [
      'a gain of one class',
      check([0.001, 0.4, 0, 0.005]),
      'warn',
      'class 1 has 99 % of the gain; the other 3 classes together gain nothing',
    ],
    ['one class that gains more than all', check([-0.1, 0.4, 0, 0]), 'warn'],
    ['a gain of several classes', check([0.1, 0.2, 0.05, 0]), 'pass'],
    ['a gain that is hardly known', check([0.001, 0.4, 0, 0.005], 'improvement', [], 0.02), 'pass'],
    ['no improvement', check([0, 0.4, 0, 0], 'inconclusive'), 'pass'],
    ['an equal gain with one large class', check([0.04, 0.04, 0.04], 'improvement', [940, 30, 30]), 'pass'],
    ['two classes', check([0.4, 0]), 'not-checked'],
  ]));
