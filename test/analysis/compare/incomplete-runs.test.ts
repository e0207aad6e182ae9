import { expect, test } from 'vitest';
import { markIncompleteRuns } from '../../../src/analysis/compare/incomplete-runs.ts';
import { record } from '../../checks/records.ts';

test('a run without the metric on the split that decides counts as failed, and is not left out in silence', () => {
  const records = [
    record('v', 1, { metrics: { test: { accuracy: 0.8 } } }),
    record('v', 2, { metrics: { validation: { accuracy: 0.6 } } }),
    record('v', 3, { status: 'diverged', metrics: {} }),
  ];
  const marked = markIncompleteRuns(records, ['accuracy']);
  expect(marked.map(({ status }) => status)).toEqual(['ok', 'crashed', 'diverged']);
  expect(marked[1]?.failure).toBe('reports no accuracy on the test split, although other runs do');
});

test('runs that agree on their split stay as they are', () => {
  const records = [1, 2].map((seed) =>
    record('v', seed, { metrics: { validation: { accuracy: 0.6 + seed / 100 } } }),
  );
  expect(markIncompleteRuns(records, ['accuracy', 'unknown'])).toEqual(records);
});
