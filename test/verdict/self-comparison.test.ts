import { expect, test } from 'vitest';
import { compareWithItself } from '../../src/analysis/self-comparison/self-comparison.ts';
import { judgeSelfComparison } from '../../src/verdict/self-comparison.ts';
import { record } from '../checks/records.ts';
import { draws, MACRO_F1 } from '../support/sample-results.ts';
import { better } from '../support/samples.ts';

const records = draws('itself', 12, 0.7, 0.01).map((macro_f1, i) =>
  record('baseline', i + 1, { metrics: { test: { macro_f1 } } }),
);
const comparison = await compareWithItself(records, {
  experiment: 'x',
  metrics: [MACRO_F1],
  alpha: 0.05,
  looks: [6],
});
const judge = (changes: Partial<typeof comparison> = {}) =>
  judgeSelfComparison(
    { ...comparison, ...changes },
    {
      metrics: [MACRO_F1],
      records: [...records, record('baseline', 13, { status: 'crashed' })],
      provenance: better.provenance,
    },
  );
const rate = (low: number) => ({ rate: 0.06, splits: 1000, interval: { level: 0.95, low, high: 0.2 } });

test('a rate of false alarms agrees with alpha as long as its interval reaches it', () => {
  expect(judge({ falseAlarms: rate(0.05) }).consistent).toBe(true);
  expect(judge({ falseAlarms: rate(0.051) }).consistent).toBe(false);
  expect(judge({ falseAlarms: null }).consistent).toBe(true);
});

test('runs are independent unless a test found that their order counts, and those that failed are counted', () => {
  const test = { metric: 'macro_f1', test: 'neighbours', pValue: 0.01, significanceLevel: 0.025 } as const;
  expect(judge({ seedOrder: [{ ...test, depends: true }] }).independent).toBe(false);
  expect(judge({ seedOrder: [{ ...test, depends: false }] })).toMatchObject({
    schema: 'conclusive.aa/1',
    independent: true,
    failedRuns: 1,
  });
});
