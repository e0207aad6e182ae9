import { describe, expect, test } from 'vitest';
import { slicesFound } from '../../../src/checks/data/slices-found.ts';
import type { SliceSearch } from '../../../src/checks/evidence/find-slices.ts';
import { cases, judgeOne } from '../judge.ts';

const GROUP = {
  name: 'class 3',
  examples: 130,
  difference: -0.08,
  interval: { level: 0.95, low: -0.11, high: -0.05 },
  pValueAdjusted: 0.015625,
};
const SEARCH = {
  model: 'head',
  pairs: 6,
  level: 0.025,
  groups: [GROUP, { ...GROUP, name: 'class 1', difference: 0.02, pValueAdjusted: 0.9 }],
  wrong: { examples: [4, 1], expected: 0.5, newlyRight: 3 },
  ids: Array.from({ length: 1000 }, (_, example) => 'abcde'[example] ?? `${example}`),
};
const judged = (search: SliceSearch) => judgeOne(slicesFound, { sliceSearches: [search] });
const fifths = (...others: readonly number[]) =>
  [GROUP.difference, ...others].map((difference, fifth) => ({
    ...GROUP,
    name: `fifth ${fifth}`,
    isFifth: true as const,
    difference,
    pValueAdjusted: fifth === 0 ? 0.01 : 0.9,
  }));
const check = (change: Partial<typeof SEARCH>) => judged({ ...SEARCH, ...change });

describe('slices/found', () => {
  test('warns with the group, its numbers and the examples that are newly wrong', () => {
    expect(check({})).toEqual({
      id: 'slices/found',
      model: 'head',
      threshold: 0,
      status: 'warn',
      value: -0.08,
      severity: 10.4,
      interval: GROUP.interval,
      message:
        'exploratory: 1 of 2 groups of test examples get worse: class 3 by 8.0 points. A mean over all examples does not show it',
      evidence:
        'class 3 (130 examples) −8.0 [−11.0, −5.0] points, p = 0.016; 2 examples are newly wrong in most of 6 seeds, 3 newly right, 0.5 expected by chance: "e", "b"',
      advice:
        'look at these examples; if they matter, name them as a slice, which the next experiment will test',
    });
  });

  cases([
    [
      'a loss that may be chance',
      check({ level: 0.0157, groups: [{ ...GROUP, pValueAdjusted: 0.9 }] }),
      'pass',
    ],
    ['a loss of one example', check({ groups: [{ ...GROUP, examples: 20, difference: -0.05 }] }), 'pass'],
    ['a loss of one of two classes', check({ groups: [{ ...GROUP, examples: 500 }] }), 'pass'],
    ['a fifth that holds the loss of the whole test set', check({ groups: fifths(0, -0.01) }), 'pass'],
    ['a fifth whose loss is half won back elsewhere', check({ groups: fifths(0.03, 0.02) }), 'warn'],
    [
      'no group of enough examples',
      check({ groups: [] }),
      {
        status: 'not-checked',
        value: null,
        message: /^no class, confusion or fifth of the test examples has 10 examples; /,
      },
    ],
    [
      'too few pairs for the level',
      check({ level: 0.01 }),
      'not-checked',
      /^6 seed pairs cannot show a loss at the level of 0\.010; 7 can \(/,
    ],
    ['no predictions', judged({ model: 'head', reason: 'no predictions' }), 'not-checked', 'no predictions'],
  ]);
});
