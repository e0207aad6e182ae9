import { expect, test } from 'vitest';
import { finishedRuns } from '../../../../src/report/content/tables/rows.ts';
import { viewOf } from '../../../../src/report/view.ts';
import { standardDeviation } from '../../../../src/stats/describe.ts';
import { better, F1 } from '../../../support/samples.ts';

test('what a model measured is told over all of its finished runs', () => {
  const found = finishedRuns(viewOf(better), 'baseline', 'macro_f1');
  expect(found?.n).toBe(8);
  expect(found?.mean).toBeCloseTo(F1.reduce((sum, value) => sum + value, 0) / 8, 12);
  expect(found?.standardDeviation).toBeCloseTo(standardDeviation(F1), 15);
});

test('one run has no spread, and a metric that no run has is none', () => {
  const models = better.models.map((model) => ({
    ...model,
    values: { macro_f1: [{ seed: 1, value: 0.5 }] },
  }));
  expect(finishedRuns(viewOf({ ...better, models }), 'head', 'macro_f1')).toEqual({
    n: 1,
    mean: 0.5,
    standardDeviation: null,
  });
  expect(finishedRuns(viewOf(better), 'head', 'toString')).toBeNull();
  expect(finishedRuns(viewOf(better), undefined, 'macro_f1')).toBeNull();
});
