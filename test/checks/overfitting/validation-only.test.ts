import { describe, expect } from 'vitest';
import type { Verdict } from '../../../src/analysis/compare/comparison.ts';
import { validationOnly } from '../../../src/checks/overfitting/validation-only.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, cases, decided, judgeOne } from '../judge.ts';
import { bothArms, record } from '../records.ts';
import { SEEDS } from './overfitted.ts';

function runs(model: string, validation: number, test: number) {
  const random = createRandom('validation-only', model);
  return SEEDS.map((seed) =>
    record(model, seed, {
      metrics: {
        validation: { accuracy: validation + 0.005 * randomNormal(random) },
        test: { accuracy: test + 0.005 * randomNormal(random) },
      },
    }),
  );
}
const judged = (records: readonly RunRecord[], more = {}) =>
  judgeOne(validationOnly, { records, metrics: [ACCURACY], comparisons: [], ...more });
const check = (validation: number, test: number, verdict: Verdict = 'inconclusive') =>
  judged([...runs('baseline', 0.8, 0.8), ...runs('head', validation, test)], {
    comparisons: decided(verdict),
  });

/** scipy, ttest_1samp: p 0.0028 on validation, 0.302 on test, and 0.289 of validation minus test. F1 has no lead. */
const ON_VALIDATION = [1, 2, 3, 1, 2, 3];
const ON_TEST = [-2, 3, 4, -1, 0, 3];
const OF_F1 = [1, -1, 2, -2, 3, -3];
const leading = bothArms(6, (seed, arm) => {
  const lead = (values: readonly number[], index: number) => arm * (values[index] as number);
  return {
    metrics: {
      validation: { accuracy: lead(ON_VALIDATION, seed - 1), f1: lead(OF_F1, seed - 1) },
      test: { accuracy: lead(ON_TEST, seed - 1), f1: lead(OF_F1, 6 - seed) },
    },
  };
});

describe('overfitting/validation-only', () =>
  cases([
    [
      'a lead on validation that does not hold on test',
      check(0.85, 0.8),
      {
        status: 'warn',
        model: 'head',
        metric: 'accuracy',
        value: expect.closeTo(0.05, 1),
        message: /^ahead in accuracy on validation only: by \d\.\d+ points there, by \S+ points? on test\. /,
        evidence: /^accuracy differs by 0\.0\d+ \[/,
      },
    ],
    ['a lead that holds', check(0.85, 0.85), 'pass'],
    ['no lead', check(0.8, 0.8), 'pass'],
    ['a worse variant', check(0.75, 0.75), 'pass'],
    ['a metric with an improvement', check(0.85, 0.8, 'improvement'), 'pass', /^accuracy differs by/],
    [
      'a lead that is significant on validation only, which shows no difference between the splits',
      judged(leading),
      { status: 'pass', advice: null, message: /^no lead is shown on test: accuracy differs by 2 \[/ },
    ],
    [
      // F1's p is larger, so accuracy's counts twice: scipy, 2 × 0.00276 and 2 × 0.2889.
      'p-values after Holm, with intervals at their level',
      judged(leading, { metrics: [ACCURACY, { ...ACCURACY, name: 'f1' }], alpha: 0.025 }),
      {
        interval: { level: 0.975 },
        message:
          /^no lead is shown on test: accuracy differs by 2 \[0\.845, 3\.16\] on validation, p 0\.00553, and by 1\.17 \[−2\.04, 4\.37\] on test, p 0\.302; the first minus the second is 0\.833 \[−1\.39, 3\.06\], p 0\.578 \(intervals at 97\.5 %, p must be at most 0\.025; all but that on test are Holm-adjusted for 2 metrics\)$/,
      },
    ],
    [
      'one split',
      judged(bothArms(6, () => ({}))),
      'not-checked',
      'no run was measured on both a validation and a test split',
    ],
  ]));
