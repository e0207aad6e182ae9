import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { stratifiedDifference } from '../../../src/stats/tasks/stratified-difference.ts';
import { pairedDifference } from '../../../src/stats/tasks/task-difference.ts';
import { tTest } from '../../../src/stats/tests/t-test.ts';
import { expectClose } from '../support.ts';
import { ragged } from './support.ts';

test('is the mean of the tasks, each with the same weight; swapped models flip its sign', () => {
  fc.assert(
    fc.property(ragged({ minLength: 1, maxLength: 8 }), (rows) => {
      const tasks = rows.map(pairedDifference);
      const found = stratifiedDifference(tasks);
      const mirrored = stratifiedDifference(rows.map((row) => pairedDifference(row.map((value) => -value))));
      const mean = tasks.reduce((sum, { difference }) => sum + difference, 0) / tasks.length;
      expect(Math.abs(found.difference - mean)).toBeLessThan(1e-12);
      expect(Math.abs(found.difference + mirrored.difference)).toBeLessThan(1e-12);
      expectClose(found.standardError, mirrored.standardError, 1e-12);
      const squares = tasks.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
      expectClose(found.standardError, Math.sqrt(squares) / tasks.length, 1e-12);
      const freedoms = tasks.map(({ degreesOfFreedom }) => degreesOfFreedom);
      expect(found.degreesOfFreedom).toBeGreaterThanOrEqual(Math.min(...freedoms));
      expect(found.degreesOfFreedom).toBeLessThanOrEqual(freedoms.reduce((sum, freedom) => sum + freedom, 0));
    }),
  );
});

test('one task is its own paired t test, in any unit', () => {
  for (const unit of [1, 1e-150, 1e120]) {
    const task = pairedDifference([1, 2, 4, 7].map((value) => unit * value));
    const found = stratifiedDifference([task]);
    expect(found.difference).toBe(task.difference);
    expectClose(found.standardError, task.standardError, 1e-12);
    expect(found.degreesOfFreedom).toBe(3);
  }
});

test('a task without spread adds nothing to the standard error, and none at all allows no test', () => {
  const [flat, other] = [pairedDifference([1, 1, 1]), pairedDifference([1, 2, 6])];
  expectClose(stratifiedDifference([flat, other]).standardError, other.standardError / 2, 1e-12);
  expect(stratifiedDifference([flat, flat])).toMatchObject({ difference: 1, standardError: 0 });
});

test('keeps its level where one task of twelve is ten times as wide as the others', () => {
  const random = createRandom('stratified difference');
  let alarms = 0;
  for (let experiment = 0; experiment < 2000; experiment++) {
    const rows = Array.from({ length: 12 }, (_, task) =>
      Array.from({ length: 5 }, () => (task === 0 ? 10 : 1) * randomNormal(random)),
    );
    if (tTest(stratifiedDifference(rows.map(pairedDifference))).pValue <= 0.05) alarms++;
  }
  // Four standard errors around 5.1 %, the level by simulation.
  expect(alarms).toBeGreaterThan(62);
  expect(alarms).toBeLessThan(142);
});
