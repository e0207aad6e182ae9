import { expect, test } from 'vitest';
import { firstNames, shortName } from '../../../../src/report/content/headline/names.ts';
import { viewOf } from '../../../../src/report/view.ts';
import type { ExperimentResult } from '../../../../src/verdict/result.ts';
import { plain } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

const names = (result: ExperimentResult) => {
  const view = viewOf(result);
  return view.primary.map((comparison) => plain(shortName(view, comparison)));
};

test('a comparison is called by what tells it from the others: variant, metric, or both', () => {
  expect(names(samples.inconclusive)).toEqual(['variant-a', 'variant-b']);
  expect(names(samples.severalPrimary)).toEqual([
    'macro‑F1 with bag',
    'log loss with bag',
    'macro‑F1 with two-layers',
    'log loss with two-layers',
  ]);
  const comparisons = samples.severalPrimary.comparisons.filter(({ variant }) => variant === 'bag');
  expect(names({ ...samples.severalPrimary, comparisons })).toEqual(['macro‑F1', 'log loss']);
});

test('three names are all named; of more the first two, and how many more', () => {
  expect(firstNames([['a'], ['b'], ['c']]).map(plain)).toEqual(['a', 'b', 'c']);
  expect(firstNames([['a'], ['b'], ['c'], ['d']]).map(plain)).toEqual(['a', 'b', '2 more']);
});
