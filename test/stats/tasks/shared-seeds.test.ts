import { describe, expect, test } from 'vitest';
import { createRandom, type Random, randomNormal } from '../../../src/stats/random.ts';
import {
  forNewTasks,
  forTheseTasks,
  type SharedSeeds,
  sharedSeeds,
} from '../../../src/stats/tasks/shared-seeds.ts';
import { stratifiedDifference } from '../../../src/stats/tasks/stratified-difference.ts';
import { pairedDifference } from '../../../src/stats/tasks/task-difference.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';
import { tTest } from '../../../src/stats/tests/t-test.ts';
import { expectClose } from '../support.ts';

/** Differences of `tasks` tasks that share half of their variance, 1, with their seed. */
function draw(tasks: number, seeds: number, random: Random): number[][] {
  const lucky = Array.from({ length: seeds }, () => randomNormal(random));
  return Array.from({ length: tasks }, (_, task) =>
    lucky.map((common) => task + Math.SQRT1_2 * (common + randomNormal(random))),
  );
}

const meansOf = (rows: readonly number[][]) =>
  (rows[0] ?? []).map((_, seed) => rows.reduce((sum, row) => sum + (row[seed] as number), 0) / rows.length);

test('with every cell filled it is the paired t test of each seed’s mean over tasks', () => {
  const random = createRandom('shared seeds');
  for (const tasks of [2, 5, 12]) {
    const rows = draw(tasks, 7, random);
    const shared = sharedSeeds(rows);
    const perSeed = pairedT(meansOf(rows));
    if (shared === null) throw new Error('nothing is shared');
    expectClose(shared.variance + shared.covariance, perSeed.standardError ** 2, 1e-9);
    const found = forTheseTasks(stratifiedDifference(rows.map(pairedDifference)), shared, 0.95);
    expect(shared.covariance).toBeGreaterThan(0);
    expectClose(found.difference, perSeed.mean, 1e-9);
    expectClose(found.standardError, perSeed.standardError, 1e-9);
    expectClose(found.degreesOfFreedom, 6, 1e-9);
  }
});

test('with missing cells, the variance is that of the average over tasks', () => {
  const random = createRandom('shared seeds', 'missing');
  let [variance, squares] = [0, 0];
  const experiments = 4000;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const rows = draw(4, 6, random).map((row, task) =>
      row.map((value, seed) => ((seed + 2 * task) % 5 === 0 ? null : value)),
    );
    const shared = sharedSeeds(rows);
    variance += ((shared?.variance ?? 0) + (shared?.covariance ?? 0)) / experiments;
    const means = rows.map((row) => pairedDifference(row.filter((value) => value !== null)).difference);
    squares += (means.reduce((sum, mean, task) => sum + (mean - task) / 4, 0) ** 2 * 1) / experiments;
  }
  // The square of a normal mean has a relative standard error of √(2 / 4000), 2.2 %.
  expect(Math.abs(squares / variance - 1)).toBeLessThan(0.1);
});

test('tasks with seeds of their own share nothing, and a covariance below zero narrows nothing', () => {
  expect(
    sharedSeeds([
      [1, 2, null, null],
      [null, null, 3, 5],
    ]),
  ).toBeNull();
  const opposed = sharedSeeds([
    [1, 2, 3],
    [3, 2, 1],
  ]);
  expect(opposed?.covariance).toBeLessThan(0);
  const estimate = { difference: 1, standardError: 2, degreesOfFreedom: 3 };
  const opposing = { variance: 4, covariance: -3, degreesOfFreedom: 3 };
  expect(forTheseTasks(estimate, opposing, 0.95)).toBe(estimate);
  expect(forTheseTasks(estimate, { ...opposing, covariance: -0.1, degreesOfFreedom: 1 }, 0.95)).toEqual({
    difference: 1,
    standardError: Math.sqrt(3.9),
    degreesOfFreedom: 1,
  });
});

describe('for new tasks', () => {
  const ofTasks = { difference: 1, standardError: 0.2, degreesOfFreedom: 11 };

  test('what seeds share is added where the tasks vary more', () => {
    const shared = { variance: 0.001, covariance: 0.004, degreesOfFreedom: 2 };
    const found = forNewTasks(ofTasks, shared, 0.95);
    expectClose(found.standardError ** 2, 0.044, 1e-12);
    expectClose(1 / found.degreesOfFreedom, (0.04 / 11 + 0.004 / 2) / 0.044, 1e-12);
    expect(forNewTasks(ofTasks, { ...shared, covariance: -0.001 }, 0.95)).toBe(ofTasks);
  });

  test('where the seeds vary as much, the wider interval counts: mostly that of the few seeds', () => {
    const shared = { variance: 0.01, covariance: 0.02, degreesOfFreedom: 2 };
    expect(forNewTasks(ofTasks, shared, 0.95)).toEqual({
      ...ofTasks,
      standardError: Math.sqrt(0.03),
      degreesOfFreedom: 2,
    });
    // With many seeds, those of the tasks are the fewer.
    const many = { ...shared, degreesOfFreedom: 100 };
    expectClose(forNewTasks(ofTasks, many, 0.95).standardError ** 2, 0.06, 1e-12);
  });

  test('false alarms stay at their level with three seeds that twelve nearly equal tasks share', () => {
    const random = createRandom('for new tasks');
    const [experiments, tasks] = [1000, 12];
    let alarms = 0;
    for (let experiment = 0; experiment < experiments; experiment++) {
      const rows = draw(tasks, 3, random).map((row, task) => row.map((value) => value - task));
      const means = pairedDifference(rows.map((row) => row.reduce((sum, value) => sum + value, 0) / 3));
      const found = forNewTasks(means, sharedSeeds(rows) as SharedSeeds, 0.95);
      alarms += Number(tTest(found).pValue <= 0.05);
    }
    // 8.6 % without the rule.
    expect(alarms / experiments).toBeLessThan(0.07);
  });
});
