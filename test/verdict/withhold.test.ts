import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { withholdOverfitted } from '../../src/verdict/withhold.ts';
import { record } from '../checks/records.ts';
import { better } from '../support/samples.ts';

const wider = (status: Check['status'], model = 'head'): Check => ({
  id: 'overfitting/against-baseline',
  model,
  status,
  value: 1,
  threshold: 0,
  interval: null,
  message: '',
  advice: null,
});
const measuredOn = (...splits: ReadonlyArray<'validation' | 'test'>) => [
  record('head', 1, {
    metrics: Object.fromEntries(splits.map((split) => [split, { macro_f1: 0.7, accuracy: 0.8 }])),
  }),
];
const verdicts = (checks: readonly Check[], records: ReturnType<typeof measuredOn>) =>
  withholdOverfitted(better.comparisons, checks, records).map(({ verdict }) => verdict);
const BEFORE = better.comparisons.map(({ verdict }) => verdict);

describe('withholdOverfitted', () => {
  test('takes back an improvement on validation that came with a wider gap', () => {
    const [comparison] = withholdOverfitted(better.comparisons, [wider('warn')], measuredOn('validation'));
    expect(comparison).toMatchObject({
      verdict: 'inconclusive',
      downgradedBy: 'overfitting/against-baseline',
      reason: expect.stringContaining('better on validation only'),
    });
  });

  test('lets stand what the test split shows, what another variant did, and what the config ignores', () => {
    expect(BEFORE).toContain('improvement');
    expect(verdicts([wider('warn')], measuredOn('validation', 'test'))).toEqual(BEFORE);
    expect(verdicts([wider('warn', 'other')], measuredOn('validation'))).toEqual(BEFORE);
    expect(verdicts([wider('ignored')], measuredOn('validation'))).toEqual(BEFORE);
    expect(verdicts([wider('pass')], measuredOn('validation'))).toEqual(BEFORE);
  });
});
