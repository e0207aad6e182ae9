import { expect, test } from 'vitest';
import { requirementsOf } from '../../src/analysis/planning/required.ts';
import type { Spread } from '../../src/analysis/planning/spread.ts';
import { type PlanResult, renderPlan } from '../../src/report/planning.ts';

const spread: Spread = {
  standardDeviation: 0.0082,
  interval: { level: 0.95, low: 0.0058, high: 0.0139 },
  source: { kind: 'pairs', count: 12, models: ['baseline', 'head'] },
  examples: { count: 1000, unit: 'test examples', components: { seed: 6e-5, example: 0.02, rest: 0.01 } },
};

const LOOKS = [6, 8, 11, 14, 19, 25];
const plan: PlanResult = {
  schema: 'conclusive.plan/1',
  config: 'conclusive.yml',
  alpha: 0.05,
  comparisons: 1,
  design: { kind: 'sequential', min: 6, max: 25, looks: LOOKS },
  waves: [],
  cost: { models: 2, secondsPerRun: 72, parallel: 2 },
  metrics: [
    {
      metric: 'accuracy',
      margin: 0.005,
      isGuard: false,
      spread,
      requirements: requirementsOf({
        spread,
        examples: null,
        margin: 0.005,
        alpha: 0.05,
        comparisons: 1,
        looks: LOOKS,
      }),
    },
    { metric: 'f1\u001b[31m', margin: 0.01, isGuard: false, unknown: 'no finished run on record reports f1' },
  ],
};

test('a plan is a plain table for a terminal', () => {
  expect(renderPlan(plan)).toMatchInlineSnapshot(`
    "Plan for conclusive.yml: 2 models, 6 to 25 seeds each, alpha 0.05
    It trains 12 to 50 runs, 7 min 10 s to 30 min.

    accuracy, margin 0.005
      A pair's difference varies by 0.0082 (standard deviation), 95 % interval 0.0058 to 0.0139, from 12 pairs of baseline and head
                                                            80 % power   90 % power
      For new seeds on the same test examples
      Seeds to find a difference of 0.005                           25           33
        runs                                                50, 30 min   66, 40 min
      Seeds to show equal models equivalent                         33           39
        runs                                                66, 40 min   78, 47 min
      New seeds to confirm one difference in a second run           24           31
        runs                                                48, 29 min   62, 37 min
      Both, if it varies by 0.0139                              67, 89      89, 108
      Smallest difference found with 6 seeds                    0.0307       0.0347
      Smallest difference found with 25 seeds                  0.00497      0.00573
      For new seeds and new test examples, with 1,000
      Seeds to find a difference of 0.005                         none         none
      Seeds to show equal models equivalent                       none         none
      New seeds to confirm one difference in a second run         none         none
      Test examples to find 0.005 with 25 seeds                 52,637         none
      Test examples to show equivalence with 25 seeds             none         none
      Smallest difference found with 6 seeds                    0.0259       0.0286
      Smallest difference found with 25 seeds                   0.0138        0.016

    f1, margin 0.01
      not planned: no finished run on record reports f1

    Seeds: the most of a design with looks. It stops earlier where the difference is larger, and finds a little more than this.
    A second run on new seeds, tested once at all of alpha, shows the size of a difference without the selection by a verdict.
    Time: at 1 min 10 s per run, 2 at a time.
    none: more seeds cannot replace missing test examples, and more examples cannot replace missing seeds.
    "
  `);
});

test('columns line up, and no control character gets through', () => {
  const lines = renderPlan(plan).split('\n');
  const rows = lines.filter((line) => /^ {2}(Seeds|Smallest|Both|Test examples) /.test(line));
  expect(new Set(rows.map((line) => line.length)).size).toBe(1);
  expect(renderPlan(plan)).not.toContain('\u001b');
});

test('tasks are listed with their runs and time, the longest first', () => {
  const tasks = [
    { task: 'wine', secondsPerRun: 10 },
    { task: 'rte', secondsPerRun: 100 },
    { task: 'new', secondsPerRun: null },
  ];
  const text = renderPlan({
    ...plan,
    metrics: [],
    cost: { ...plan.cost, tasks, secondsPerRun: 55, parallel: 1 },
  });
  expect(text).toMatchInlineSnapshot(`
    "Plan for conclusive.yml: 2 models on 3 tasks, 6 to 25 seeds each, alpha 0.05
    It trains 36 to 150 runs, 33 min to 2 h 18 min.
      Task       runs                   time
      rte    12 to 50   20 min to 1 h 23 min
      wine   12 to 50    2 min to 8 min 20 s
      new    12 to 50       no run on record

    Seeds: the most of a design with looks. It stops earlier where the difference is larger, and finds a little more than this.
    Time: at 55 s per run, 1 at a time.
    "
  `);
  const many = Array.from({ length: 500 }, (_, index) => ({ task: `t${index}`, secondsPerRun: index }));
  expect(renderPlan({ ...plan, cost: { ...plan.cost, tasks: many } })).toContain('and 490 more tasks');
});
