import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilityOfImprovement } from '../../../src/stats/estimates/probability-of-improvement.ts';
import { createRandom } from '../../../src/stats/random.ts';
import {
  probabilityOverTasks,
  probabilityOverTasksInterval,
} from '../../../src/stats/tasks/probability-of-improvement.ts';
import { ragged } from './support.ts';

test('is the mean over tasks of P(better); swapped models add up to 1', () => {
  const tasks = { minLength: 4, maxLength: 4 };
  fc.assert(
    fc.property(ragged(tasks), ragged(tasks), (candidate, baseline) => {
      const found = probabilityOverTasks(candidate, baseline);
      const each = candidate.map((row, task) => probabilityOfImprovement(row, baseline[task] ?? []).value);
      expect(found).toBeCloseTo(each.reduce((sum, value) => sum + value, 0) / 4, 12);
      expect(probabilityOverTasks(baseline, candidate)).toBeCloseTo(1 - found, 12);
    }),
  );
});

test('the interval holds the estimate', () => {
  const [candidate, baseline] = [
    [
      [3, 5, 4],
      [1, 2],
    ],
    [
      [4, 2, 3],
      [1, 3],
    ],
  ];
  const { low, high } = probabilityOverTasksInterval(candidate, baseline, {
    random: createRandom('improvement'),
  });
  const found = probabilityOverTasks(candidate, baseline);
  expect(low).toBeLessThan(found);
  expect(high).toBeGreaterThan(found);
});
