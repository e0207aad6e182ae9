import { expect, test } from 'vitest';
import { levelOfOne } from '../../../src/stats/tasks/simultaneous.ts';

test('all of T independent tasks stay in their intervals with the level asked for', () => {
  for (const tasks of [1, 3, 12, 86]) expect(levelOfOne(0.95, tasks) ** tasks).toBeCloseTo(0.95, 12);
  expect(levelOfOne(0.95, 1)).toBe(0.95);
});
