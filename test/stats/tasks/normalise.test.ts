import { expect, test } from 'vitest';
import { normaliseScores } from '../../../src/stats/tasks/normalise.ts';

test('a random model has 0 and a human 1, also where lower is better', () => {
  expect(normaliseScores([10, 5, 0], { random: 0, human: 10 })).toEqual([1, 0.5, 0]);
  expect(normaliseScores([2, 4, 6], { random: 4, human: 2 })).toEqual([1, 0, -1]);
});
