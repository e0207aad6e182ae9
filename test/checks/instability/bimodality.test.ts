import { describe, expect, test } from 'vitest';
import { bimodality } from '../../../src/checks/instability/bimodality.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { classificationMetrics } from '../../../src/stats/metrics/compute.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';
import { normal, runs } from './runs.ts';

describe('instability/bimodality', () => {
  const judgeRuns = (records: readonly RunRecord[], metric: Metric) =>
    judgeOne(bimodality, { records, models: named('head'), metrics: [metric] });
  const check = (values: readonly number[]) => judgeRuns(runs('head', values), ACCURACY);

  test('warns where some runs got stuck, and names both groups', () => {
    const found = check([0.9, 0.905, 0.91, 0.902, 0.21, 0.2, 0.907, 0.205, 0.903, 0.208]);
    expect(found).toMatchObject({ status: 'warn', model: 'head' });
    expect(found.message).toMatch(
      /^accuracy falls into two groups: 4 runs at 0\.2 to 0\.21 and 6 runs at 0\.9 to 0\.91$/,
    );
    expect(found.evidence).toMatch(/^dip 0\.\d+, p /);
  });

  test('groups that lie within a point of each other are too near to matter', () => {
    const found = check([0.95, 0.951, 0.9505, 0.9502, 0.9508, 0.957, 0.9572, 0.9575, 0.9571, 0.9573]);
    expect(found).toMatchObject({
      status: 'pass',
      message: expect.stringContaining('too close together'),
    });
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
    expect(found.evidence).toContain('500 of them, picked at random: dip ');
    expect(check(trained)).toMatchObject({ status: 'pass' });
  });

  test('the steps of a macro-F1 over few examples are no groups', () => {
    const MACRO_F1 = { ...ACCURACY, name: 'macro_f1' };
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
      return judgeRuns(records, MACRO_F1).status;
    });
    // Three or fewer: 0.05. Were each number of errors a group, most would warn.
    expect(statuses.filter((status) => status === 'warn').length).toBeLessThanOrEqual(3);
  });

  test('an error of rounding makes no group', () => {
    const values = [0.1 + 0.2, 0.3, 0.3, 0.3, 0.31, 0.31, 0.31, 0.32, 0.32, 0.32, 0.32, 0.33, 0.33];
    expect(check([...values, 0.29, 0.29, 0.29])).toMatchObject({ status: 'pass' });
  });

  test('close groups are not checked where nothing tells how many examples there are', () => {
    const F1 = { ...ACCURACY, name: 'f1' };
    const records = [0.99, 0.99, 0.991, 0.992, 0.95, 0.95, 0.951, 0.95, 0.951, 0.992].map((f1, seed) =>
      record('head', seed, { metrics: { test: { f1 } } }),
    );
    expect(judgeRuns(records, F1)).toMatchObject({
      status: 'not-checked',
      message:
        'f1 falls into groups, but they may be steps of a metric over few examples, whose number is unknown without an accuracy',
    });
  });

  test('is not checked with fewer than six runs', () => {
    expect(check([0.9, 0.9, 0.1, 0.1, 0.9])).toMatchObject({ status: 'not-checked' });
  });
});
