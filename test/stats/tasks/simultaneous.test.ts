import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustForTasks, levelOfOne, simultaneousTests } from '../../../src/stats/tasks/simultaneous.ts';
import { pairedDifference } from '../../../src/stats/tasks/task-difference.ts';
import { tTest } from '../../../src/stats/tests/t-test.ts';
import { expectClose } from '../support.ts';
import { ragged } from './support.ts';

test('a task is called exactly if its interval excludes zero, and never more easily than alone', () => {
  fc.assert(
    fc.property(ragged({ minLength: 1, maxLength: 8 }), (rows) => {
      const tasks = rows.map(pairedDifference).filter(({ standardError }) => standardError > 0);
      for (const { pValue, adjustedPValue, interval } of simultaneousTests(tasks)) {
        expect(adjustedPValue).toBeGreaterThanOrEqual(pValue * (1 - 1e-12));
        expect(adjustedPValue).toBeLessThanOrEqual(Math.min(1, tasks.length * pValue) * (1 + 1e-12));
        if (Math.abs(adjustedPValue - 0.05) > 1e-9)
          expect(interval.low > 0 || interval.high < 0).toBe(adjustedPValue < 0.05);
      }
    }),
  );
});

test('all of T independent tasks stay in their intervals with the level asked for', () => {
  for (const tasks of [1, 3, 12, 86]) {
    expectClose(levelOfOne(0.95, tasks) ** tasks, 0.95, 1e-12);
    expectClose(adjustForTasks(1 - levelOfOne(0.95, tasks), tasks), 0.05, 1e-9);
  }
  expectClose(adjustForTasks(1e-20, 86), 86e-20, 1e-12);
  const task = pairedDifference([1, 2, 4]);
  const [found] = simultaneousTests([task]);
  const { pValue, interval } = tTest(task);
  expectClose(found?.adjustedPValue ?? 0, pValue, 1e-12);
  expectClose(found?.interval.low ?? 0, interval.low, 1e-9);
});
