import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { stratifiedBootstrap } from '../../../src/stats/tasks/stratified-bootstrap.ts';

test('each stratum keeps its number of runs, and its counts vary as drawn with replacement', () => {
  const sizes = [3, 5];
  let [squares, resamples] = [0, 0];
  stratifiedBootstrap(
    sizes,
    (counts) => {
      expect(counts.slice(0, 3).reduce((sum, count) => sum + count, 0)).toBe(3);
      expect(counts.slice(3).reduce((sum, count) => sum + count, 0)).toBe(5);
      squares += ((counts[0] as number) - 1) ** 2;
      resamples++;
      return [];
    },
    { random: createRandom('stratified bootstrap'), resamples: 4000 },
  );
  // A count is binomial: n draws, each with chance 1/n.
  expect(Math.abs(squares / resamples - 2 / 3)).toBeLessThan(0.06);
});
