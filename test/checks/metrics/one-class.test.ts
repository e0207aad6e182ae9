import { expect, test } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import type { SliceSearch } from '../../../src/checks/evidence/find-slices.ts';
import { oneClass } from '../../../src/checks/metrics/one-class.ts';
import { judgeOne } from '../judge.ts';

/** A hundred test examples of each class, where no other number is given; what a class gains, and a group that is none. */
function check(gains: readonly number[], verdict = 'improvement', sizes: readonly number[] = []) {
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
  const comparisons = [
    { variant: 'head', metric: 'accuracy', role: 'primary', verdict },
  ] as unknown as Comparison[];
  return judgeOne(oneClass, { sliceSearches: [search], comparisons });
}

test('a gain that is one class only is named with the class', () => {
  expect(check([0.001, 0.4, 0, 0.005])).toMatchObject({
    status: 'warn',
    message: 'class 1 has 99 % of the gain; the other 3 classes together gain nothing',
  });
  // One class gains more than all: the others lose.
  expect(check([-0.1, 0.4, 0, 0]).status).toBe('warn');
});

test('a gain of several classes is none of one, nor is what is no gain', () => {
  expect(check([0.1, 0.2, 0.05, 0]).status).toBe('pass');
  expect(check([0, 0.4, 0, 0], 'inconclusive').status).toBe('pass');
});

test('a class that most examples are of has most of a gain that all share', () => {
  expect(check([0.04, 0.04, 0.04], 'improvement', [940, 30, 30]).status).toBe('pass');
});

test('needs three classes', () => {
  expect(check([0.4, 0])).toMatchObject({ status: 'not-checked' });
});
