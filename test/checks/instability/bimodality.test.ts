import { describe, expect, test } from 'vitest';
import { bimodality } from '../../../src/checks/instability/bimodality.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { classificationMetrics } from '../../../src/stats/metrics/compute.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { normalValues, record, scored } from '../records.ts';

const judgeRuns = (records: readonly RunRecord[], metric: Metric) =>
  judgeOne(bimodality, { records, models: named('head'), metrics: [metric] });
const check = (...values: number[]) => judgeRuns(scored('head', values), ACCURACY);
const f1 = [0.99, 0.99, 0.991, 0.992, 0.95, 0.95, 0.951, 0.95, 0.951, 0.992];
const one = normalValues('one', 12, 0.8, 0.01);
const many = normalValues('many', 2700, 0.9, 0.005);

describe('instability/bimodality', () => {
  cases([
    [
      'stuck runs',
      check(0.9, 0.905, 0.91, 0.902, 0.21, 0.2, 0.907, 0.205, 0.903, 0.208),
      {
        status: 'warn',
        model: 'head',
        message: 'accuracy falls into two groups: 4 runs at 0.2 to 0.21 and 6 runs at 0.9 to 0.91',
        evidence: /^dip 0\.\d+, p /,
      },
    ],
    [
      'groups within a point of each other',
      check(0.95, 0.951, 0.9505, 0.9502, 0.9508, 0.957, 0.9572, 0.9575, 0.9571, 0.9573),
      'pass',
      /too close together/,
    ],
    ['one group', check(...one), 'pass'],
    ['one group with an outlier', check(...one, 0.2), 'pass'],
    [
      'thousands of runs, of which some hundred are tested',
      check(...many, ...normalValues('stuck', 300, 0.2, 0.005)),
      {
        status: 'warn',
        message: /: 300 runs at 0\.\S+ to 0\.\S+ and 2700 runs at /,
        evidence: /^500 of them, picked at random: dip /,
      },
    ],
    ['thousands of runs in one group', check(...many), 'pass'],
    [
      'rounding errors',
      check(
        0.1 + 0.2,
        ...[0.3, 0.3, 0.3, 0.31, 0.31, 0.31, 0.32, 0.32, 0.32, 0.32, 0.33, 0.33, 0.29, 0.29, 0.29],
      ),
      'pass',
    ],
    [
      'close groups over an unknown number of examples',
      judgeRuns(scored('head', f1, 'f1'), { ...ACCURACY, name: 'f1' }),
      'not-checked',
      'f1 falls into groups, but they may be steps of a metric over few examples, whose number is unknown without an accuracy',
    ],
    [
      'errors of folds with 35 and 36 examples',
      check(34 / 35, 35 / 36, 34 / 35, 35 / 36, 34 / 35, 1, 1, 1, 1, 1),
      'pass',
    ],
    ['five runs', check(0.9, 0.9, 0.1, 0.1, 0.9), 'not-checked'],
  ]);

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
});
