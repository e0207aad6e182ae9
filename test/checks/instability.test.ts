import { describe, expect, test } from 'vitest';
import type { Comparison, Verdict } from '../../src/analysis/compare/comparison.ts';
import { checkBimodality } from '../../src/checks/instability/bimodality.ts';
import { checkFailures } from '../../src/checks/instability/failures.ts';
import { checkSingleSeed } from '../../src/checks/instability/single-seed.ts';
import { checkSpread } from '../../src/checks/instability/spread.ts';
import type { Metric } from '../../src/config/file/normalise.ts';
import { classificationMetrics } from '../../src/stats/metrics/classification.ts';
import { createRandom, randomNormal } from '../../src/stats/random.ts';
import { record } from './records.ts';

const METRICS = [
  { name: 'accuracy', role: 'primary', direction: 'maximize', margin: null, unit: 'none' },
] as const;

function runs(model: string, values: readonly number[]) {
  return values.map((accuracy, index) => record(model, index + 1, { metrics: { test: { accuracy } } }));
}

function normal(label: string, n: number, mean: number, deviation: number) {
  const random = createRandom('instability', label);
  return Array.from({ length: n }, () => mean + deviation * randomNormal(random));
}

describe('instability/spread', () => {
  const check = (baseline: readonly number[], head: readonly number[]) =>
    checkSpread({
      records: [...runs('baseline', baseline), ...runs('head', head)],
      baseline: 'baseline',
      variant: 'head',
      metrics: METRICS,
      level: 0.05,
    });

  test('warns where the variant scatters conclusively more, with both deviations and their intervals', () => {
    const found = check(normal('a', 15, 0.8, 0.005), normal('b', 15, 0.8, 0.03));
    expect(found).toMatchObject({ status: 'warn', model: 'head', threshold: null });
    expect(found.value).toBeGreaterThan(found.interval?.low ?? Infinity);
    expect(found.message).toMatch(
      /^standard deviation of accuracy over seeds 0\.0\d+ \[.*\], the baseline's 0\.00\d+ \[.*\]; Brown–Forsythe p /,
    );
  });

  test('passes where both scatter alike, and where the variant scatters less', () => {
    expect(check(normal('a', 15, 0.8, 0.01), normal('b', 15, 0.7, 0.01))).toMatchObject({ status: 'pass' });
    expect(check(normal('a', 15, 0.8, 0.03), normal('b', 15, 0.8, 0.005))).toMatchObject({ status: 'pass' });
  });

  test.each([
    ['two runs each', [0.8, 0.9], [0.8, 0.7]],
    ['runs that are all the same', [0.8, 0.8, 0.8], [0.7, 0.7, 0.7]],
    // No three values against three others reach a p below 0.116.
    ['three runs each', [0.8, 0.81, 0.82], [0.1, 0.5, 0.95]],
  ])('%s are not checked', (_, baseline, head) => {
    expect(check(baseline, head)).toMatchObject({ status: 'not-checked', value: null });
  });
});

describe('instability/failures', () => {
  const withFailures = (model: string, n: number, failed: number) =>
    Array.from({ length: n }, (_, index) =>
      record(model, index + 1, index < failed ? { status: 'diverged', metrics: {} } : {}),
    );
  const check = (ofBaseline: number, ofHead: number) =>
    checkFailures(
      [...withFailures('baseline', 10, ofBaseline), ...withFailures('head', 10, ofHead)],
      'baseline',
      'head',
      0.05,
    );

  test('warns where the variant fails conclusively more often', () => {
    expect(check(1, 8)).toMatchObject({
      status: 'warn',
      // scipy: fisher_exact([[8, 2], [1, 9]])
      value: expect.closeTo(0.005477, 6),
      message: "8 of 10 runs failed, 1 of 10 of the baseline's; Fisher's exact p 0.00548",
    });
  });

  test('passes where the rates may be the same, and where the baseline fails more often', () => {
    expect(check(0, 2)).toMatchObject({ status: 'pass' });
    expect(check(8, 1)).toMatchObject({ status: 'pass' });
    expect(check(0, 0)).toMatchObject({ status: 'pass', message: 'no run of either model failed' });
  });

  test('is not checked where not even a variant that always fails could be told', () => {
    const of = (n: number) => [...withFailures('baseline', n, 0), ...withFailures('head', n, n)];
    expect(checkFailures(of(3), 'baseline', 'head', 0.05)).toMatchObject({
      status: 'not-checked',
      message:
        "3 of 3 runs failed, 0 of 3 of the baseline's; so few runs reach p 0.1 at best, and the level is 0.05",
    });
    expect(checkFailures(of(4), 'baseline', 'head', 0.05)).toMatchObject({ status: 'warn' });
  });

  test('is not checked without runs', () => {
    expect(checkFailures([], 'baseline', 'head', 0.05)).toMatchObject({ status: 'not-checked' });
  });
});

describe('instability/bimodality', () => {
  const check = (values: readonly number[]) => checkBimodality(runs('head', values), 'head', METRICS, 0.05);

  test('warns where some runs got stuck, and names both groups', () => {
    const found = check([0.9, 0.905, 0.91, 0.902, 0.21, 0.2, 0.907, 0.205, 0.903, 0.208]);
    expect(found).toMatchObject({ status: 'warn', model: 'head' });
    expect(found.message).toMatch(
      /^accuracy falls into two groups: 4 runs at 0\.2 to 0\.21 and 6 runs at 0\.9 to 0\.91; dip/,
    );
  });

  test('passes for one group, also with an outlier', () => {
    expect(check(normal('one', 12, 0.8, 0.01))).toMatchObject({ status: 'pass' });
    expect(check([...normal('one', 12, 0.8, 0.01), 0.2])).toMatchObject({ status: 'pass' });
  });

  test('of very many runs some hundred are tested, and both groups are named whole', () => {
    const trained = normal('many', 2700, 0.9, 0.005);
    const found = check([...trained, ...normal('stuck', 300, 0.2, 0.005)]);
    expect(found).toMatchObject({ status: 'warn' });
    expect(found.message).toMatch(/: 300 runs at 0\.\S+ to 0\.\S+ and 2700 runs at /);
    expect(found.message).toContain('500 of them, picked at random: dip ');
    expect(check(trained)).toMatchObject({ status: 'pass' });
  });

  test('the steps of a macro-F1 over few examples are no groups', () => {
    const MACRO_F1 = METRICS.map((metric) => ({ ...metric, name: 'macro_f1' }));
    const random = createRandom('steps of macro-F1');
    const labels = Array.from({ length: 60 }, (_, example) => example % 3);
    const measure = () => {
      const predictions = labels.map((label) => (random() < 0.95 ? label : (label + 1) % 3));
      return classificationMetrics({ labels, predictions, classes: 3 });
    };
    const statuses = Array.from({ length: 60 }, () => {
      const records = Array.from({ length: 25 }, (_, seed) => {
        const { accuracy, macro_f1 } = measure();
        return record('head', seed, { metrics: { test: { accuracy, macro_f1 } as Record<string, number> } });
      });
      return checkBimodality(records, 'head', MACRO_F1, 0.05).status;
    });
    // Three or fewer: 0.05. Were each number of errors a group, most would warn.
    expect(statuses.filter((status) => status === 'warn').length).toBeLessThanOrEqual(3);
  });

  test('an error of rounding makes no group', () => {
    const values = [0.1 + 0.2, 0.3, 0.3, 0.3, 0.31, 0.31, 0.31, 0.32, 0.32, 0.32, 0.32, 0.33, 0.33];
    expect(check([...values, 0.29, 0.29, 0.29])).toMatchObject({ status: 'pass' });
  });

  test('close groups are not checked where nothing tells how many examples there are', () => {
    const F1 = METRICS.map((metric) => ({ ...metric, name: 'f1' }));
    const records = [0.99, 0.99, 0.991, 0.992, 0.95, 0.95, 0.951, 0.95, 0.951, 0.992].map((f1, seed) =>
      record('head', seed, { metrics: { test: { f1 } } }),
    );
    expect(checkBimodality(records, 'head', F1, 0.05)).toMatchObject({
      status: 'not-checked',
      message:
        'f1 falls into groups that may be the steps of a metric over few examples, and no accuracy tells how many there are',
    });
  });

  test('is not checked with fewer than six runs', () => {
    expect(check([0.9, 0.9, 0.1, 0.1, 0.9])).toMatchObject({ status: 'not-checked' });
  });
});

describe('instability/single-seed', () => {
  const check = (
    baseline: readonly number[],
    head: readonly number[],
    verdict: Verdict = 'improvement',
    metrics: readonly Metric[] = METRICS,
  ) =>
    checkSingleSeed({
      records: [...runs('baseline', baseline), ...runs('head', head)],
      baseline: 'baseline',
      variant: 'head',
      metrics,
      comparisons: [{ variant: 'head', metric: 'accuracy', verdict } as Comparison],
    });

  test('tells the share of seeds on which the sign flips, with its interval', () => {
    const found = check([0.8, 0.8, 0.8, 0.8, 0.8], [0.85, 0.86, 0.79, 0.8, 0.84]);
    expect(found).toMatchObject({ status: 'pass', value: 0.4 });
    // scipy: binomtest(2, 5).proportion_ci(method='exact')
    expect(found.interval?.low).toBeCloseTo(0.0527, 4);
    expect(found.interval?.high).toBeCloseTo(0.8534, 4);
    expect(found.message).toBe(
      'one run each would have told another story of accuracy under 2 of 5 seeds: 40 % [5, 85]',
    );
  });

  test.each(['equivalent', 'inconclusive'] as const)(
    'where the verdict is %s there is no story to tell otherwise: it says what single runs would have shown',
    (verdict) => {
      const found = check([0.8, 0.8, 0.8, 0.8, 0.8], [0.81, 0.79, 0.8, 0.79, 0.81], verdict);
      expect(found).toMatchObject({
        status: 'pass',
        value: null,
        interval: null,
        message:
          'one run each would have shown a difference of either sign in accuracy: the variant ahead under 2 of 5 seeds, behind under 2',
      });
      expect(check([0.8, 0.8], [0.81, 0.82], verdict).message).toBe(
        'one run each would have shown the variant ahead in accuracy under 2 of 2 seeds',
      );
      const loss = [{ ...METRICS[0], direction: 'minimize' }] as const;
      expect(check([0.8, 0.8, 0.8], [0.81, 0.82, 0.8], verdict, loss).message).toBe(
        'one run each would have shown the variant behind in accuracy under 2 of 3 seeds',
      );
    },
  );

  test('is not checked without pairs', () => {
    expect(check([0.8], [0.9])).toMatchObject({ status: 'not-checked' });
  });
});
