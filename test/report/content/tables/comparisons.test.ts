import { describe, expect, test } from 'vitest';
import { everyComparison, leadComparisons } from '../../../../src/report/content/tables/comparisons.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { huge } from '../../../support/extreme-samples.ts';
import { plainBlocks } from '../../../support/plain.ts';
import * as samples from '../../../support/samples.ts';

describe('the comparisons', () => {
  test('stand above the fold, all of them where they are few', () => {
    const view = viewOf(samples.severalPrimary);
    const text = plainBlocks(leadComparisons(view));
    for (const name of ['bag', 'two-layers']) expect(text.split(name)).toHaveLength(3);
    expect(everyComparison(view)).toEqual(leadComparisons(view));
  });

  test('are the twelve clearest above the fold where they are many, and 200 below it', () => {
    const view = viewOf(huge());
    expect(plainBlocks(leadComparisons(view))).toContain('The 12 clearest of 500 comparisons.');
    expect(plainBlocks(everyComparison(view))).toContain('300 more are in the result file.');
  });

  test('are no table where there are none', () => {
    expect(leadComparisons(viewOf({ ...samples.better, comparisons: [] }))).toEqual([]);
  });
});
