/**
 * The statistics over tasks against rliable, scipy, scikit-posthocs, statsmodels and lme4, on ten tables: bench/oracles/tasks.py
 * and tasks.R.
 */
import { describe, expect, test } from 'vitest';
import { randomTasksDifference } from '../../bench/tasks/random-tasks.ts';
import { mean } from '../../src/stats/describe.ts';
import { chiSquaredSurvival } from '../../src/stats/distributions/chi-squared.ts';
import {
  studentisedRangeQuantile,
  studentisedRangeSurvival,
} from '../../src/stats/distributions/studentised-range.ts';
import { createRandom } from '../../src/stats/random.ts';
import { friedmanTest } from '../../src/stats/tasks/friedman.ts';
import { interquartileMean, interquartileMeanInterval } from '../../src/stats/tasks/interquartile-mean.ts';
import { nemenyiTest } from '../../src/stats/tasks/nemenyi.ts';
import { pairwiseWilcoxon } from '../../src/stats/tasks/pairwise-wilcoxon.ts';
import { performanceProfile } from '../../src/stats/tasks/performance-profile.ts';
import {
  probabilityOverTasks,
  probabilityOverTasksInterval,
} from '../../src/stats/tasks/probability-of-improvement.ts';
import { tTest } from '../../src/stats/tests/t-test.ts';
import python from '../stats/oracles/tasks.json' with { type: 'json' };
import r from '../stats/oracles/tasks-r.json' with { type: 'json' };
import { differences, expectClose } from '../stats/support.ts';

type Model = readonly number[][];

const expectAll = (actual: readonly number[], expected: readonly number[], relative = 1e-9) => {
  expect(actual.length).toBe(expected.length);
  for (const [index, value] of actual.entries()) expectClose(value, expected[index] as number, relative);
};

describe.each(python.tables.map((table) => [table.name, table] as const))('%s', (name, table) => {
  const scores: readonly Model[] = table.scores;
  const [baseline, candidate] = scores as [Model, Model];
  const { aggregates, ranked, mixed } = table;

  test('interquartile mean, probability of improvement and profiles are rliable’s', () => {
    expectAll(scores.map(interquartileMean), aggregates.interquartileMeans);
    expectClose(probabilityOverTasks(candidate, baseline), aggregates.improvement);
    expectAll(performanceProfile(baseline, aggregates.thresholds), aggregates.profile);
    expectAll(performanceProfile(baseline, aggregates.thresholds, 'task-means'), aggregates.profileOfMeans);
  });

  if ('interval' in aggregates)
    test('percentile intervals are rliable’s but for sampling error', () => {
      const options = { random: createRandom(name), resamples: 5000 };
      expectNear(interquartileMeanInterval(baseline, options), aggregates.interval);
      expectNear(
        probabilityOverTasksInterval(candidate, baseline, options),
        aggregates.intervalOfImprovement,
      );
    });

  if (ranked !== null)
    test('ranks, Friedman, Nemenyi, and Wilcoxon with Holm', () => {
      const models = scores.map((model) => model.map(mean));
      const rows = (models[0] ?? []).map((_, task) => models.map((model) => model[task] as number));
      const friedman = friedmanTest(rows);
      expectAll(friedman.averageRanks, ranked?.averageRanks ?? []);
      expectAll([friedman.statistic, friedman.pValue], ranked?.friedman ?? []);
      const nemenyi = nemenyiTest(friedman.averageRanks, rows.length);
      expectClose(nemenyi.criticalDifference, ranked?.criticalDifference ?? 0, 1e-6);
      expectAll(nemenyi.pValues.flat(), ranked?.nemenyi.flat() ?? [], 1e-6);
      const pairs = pairwiseWilcoxon(rows).flatMap((row, one) => row.slice(0, one));
      expectAll(pairs, ranked?.wilcoxon ?? []);
    });

  if (mixed !== null)
    test('new tasks: the mixed model by REML, of statsmodels and of lme4 with lmerTest', () => {
      const found = randomTasksDifference(
        baseline.map((row, task) => mean(differences(candidate[task] ?? [], row))),
      );
      const { difference, standardError, degreesOfFreedom } = found;
      expectAll([difference, standardError], mixed ?? [], 1e-6);
      const fromR = r.mixed.find((one) => one.name === name)?.mixed ?? [];
      expectAll([difference, standardError, degreesOfFreedom, tTest(found).pValue], fromR, 1e-6);
    });
});

/** Within a tenth of the interval's width, or one step of a share of runs. */
function expectNear(
  interval: { readonly low: number; readonly high: number },
  [low = 0, high = 0]: readonly number[] = [],
  step = 0,
): void {
  const allowed = Math.max(0.1 * (high - low), step) + 1e-12;
  expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(allowed);
  expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(allowed);
}

test('Friedman’s test with ties, in scipy', () => {
  for (const { scores, expected } of python.friedmanWithTies) {
    const { statistic, pValue } = friedmanTest(scores);
    expectAll([statistic, pValue], expected);
  }
});

test('the studentised range in scipy and R, and χ² in scipy', () => {
  for (const [index, [q = 0, groups = 0, tail = 0]] of python.studentisedRange.entries()) {
    const found = studentisedRangeSurvival(q, groups);
    expect(Math.abs(found - tail)).toBeLessThan(1e-9);
    expect(Math.abs(found - (r.studentisedRange[index] as number))).toBeLessThan(1e-6);
  }
  for (const [tail = 0, groups = 0, q = 0] of python.studentisedRangeQuantile)
    expectClose(studentisedRangeQuantile(tail, groups), q, 1e-7);
  for (const [x = 0, freedom = 0, tail = 0] of python.chiSquared)
    expectClose(chiSquaredSurvival(x, freedom), tail, 1e-10);
});

test('at least six tables have a mixed model', () => {
  expect(r.mixed.length).toBeGreaterThanOrEqual(6);
});
