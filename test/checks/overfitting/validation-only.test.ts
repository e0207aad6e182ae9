import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../../src/analysis/compare/comparison.ts';
import { validationOnly } from '../../../src/checks/overfitting/validation-only.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';
import { SEEDS } from './overfitted.ts';

describe('overfitting/validation-only', () => {
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
  const check = (validation: number, test: number, verdict: Verdict = 'inconclusive') =>
    judgeOne(validationOnly, {
      records: [...runs('baseline', 0.8, 0.8), ...runs('head', validation, test)],
      metrics: [ACCURACY],
      comparisons: [{ variant: 'head', metric: 'accuracy', verdict } as Comparison],
    });

  test('warns where the lead on validation does not hold on test', () => {
    const found = check(0.85, 0.8);
    expect(found).toMatchObject({ status: 'warn', model: 'head', metric: 'accuracy' });
    expect(found.value).toBeCloseTo(0.05, 1);
    expect(found.message).toMatch(
      /^ahead in accuracy on validation only: by \d\.\d+ points there, by \S+ points? on test$/,
    );
    expect(found.evidence).toMatch(/^accuracy differs by 0\.0\d+ \[/);
  });

  test('passes where it holds, where there is none, and where the variant is worse', () => {
    expect(check(0.85, 0.85)).toMatchObject({ status: 'pass' });
    expect(check(0.8, 0.8)).toMatchObject({ status: 'pass' });
    expect(check(0.75, 0.75)).toMatchObject({ status: 'pass' });
  });

  test('says nothing against a metric whose verdict is improvement', () => {
    expect(check(0.85, 0.8, 'improvement')).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/^accuracy differs by/),
    });
  });

  test('significant on validation and not on test is no evidence of a difference between the splits', () => {
    // scipy, ttest_1samp: p 0.0028 on validation, 0.302 on test, and 0.289 of validation minus test.
    const leads = { validation: [1, 2, 3, 1, 2, 3], test: [-2, 3, 4, -1, 0, 3] };
    const records = SEEDS.flatMap((seed, index) => [
      record('baseline', seed, { metrics: { validation: { accuracy: 0 }, test: { accuracy: 0 } } }),
      record('head', seed, {
        metrics: {
          validation: { accuracy: leads.validation[index] as number },
          test: { accuracy: leads.test[index] as number },
        },
      }),
    ]);
    const found = judgeOne(validationOnly, {
      records,
      metrics: [ACCURACY],
      comparisons: [],
    });
    expect(found).toMatchObject({ status: 'pass', advice: null });
    expect(found.message).toMatch(/^no lead is shown on test: accuracy differs by 2 \[/);
  });

  test('gives p as it is judged, after Holm, with what it needs, and intervals at their level', () => {
    // As above on accuracy; F1 has no lead at all, so accuracy's p counts twice: scipy, 2 × 0.00276 and 2 × 0.2889.
    const leads = { validation: [1, 2, 3, 1, 2, 3], test: [-2, 3, 4, -1, 0, 3] };
    const none = [1, -1, 2, -2, 3, -3];
    const records = SEEDS.flatMap((seed, index) => [
      record('baseline', seed, {
        metrics: { validation: { accuracy: 0, f1: 0 }, test: { accuracy: 0, f1: 0 } },
      }),
      record('head', seed, {
        metrics: {
          validation: { accuracy: leads.validation[index] as number, f1: none[index] as number },
          test: { accuracy: leads.test[index] as number, f1: none[5 - index] as number },
        },
      }),
    ]);
    const found = judgeOne(validationOnly, {
      records,
      metrics: [ACCURACY, { ...ACCURACY, name: 'f1' }],
      comparisons: [],
      alpha: 0.025,
    });
    expect(found.message).toMatch(
      /^no lead is shown on test: accuracy differs by 2 \[0\.845, 3\.16\] on validation, p 0\.00553, and by 1\.17 \[−2\.04, 4\.37\] on test, p 0\.302; the first minus the second is 0\.833 \[−1\.39, 3\.06\], p 0\.578 \(intervals at 97\.5 %, p must be at most 0\.025; all but that on test are Holm-adjusted for 2 metrics\)$/,
    );
    expect(found.interval?.level).toBe(0.975);
  });

  test('is not checked without both splits', () => {
    const records = SEEDS.flatMap((seed) => [record('baseline', seed), record('head', seed)]);
    expect(
      judgeOne(validationOnly, {
        records,
        metrics: [ACCURACY],
        comparisons: [],
      }),
    ).toMatchObject({
      status: 'not-checked',
      message: 'no run was measured on both a validation and a test split',
    });
  });
});
