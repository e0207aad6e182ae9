import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/stats/random.ts';
import { interquartileMean, interquartileMeanInterval } from '../../../src/stats/tasks/interquartile-mean.ts';
import { ragged } from './support.ts';

test('lies between the quartiles and moves with the scores', () => {
  fc.assert(
    fc.property(ragged({ minLength: 1, maxLength: 6 }), (scores) => {
      const sorted = scores.flat().sort((a, b) => a - b);
      const found = interquartileMean(scores);
      expect(found).toBeGreaterThanOrEqual((sorted[0] as number) - 1e-9);
      expect(found).toBeLessThanOrEqual((sorted.at(-1) as number) + 1e-9);
      expect(interquartileMean(scores.map((row) => row.map((score) => score + 1)))).toBeCloseTo(found + 1, 9);
      expect(interquartileMean(scores.map((row) => row.map((score) => -score)))).toBeCloseTo(-found, 9);
    }),
  );
});

test('more runs of one task give it no more weight', () => {
  const scores = [
    [1, 2],
    [3, 4],
    [8, 9],
    [20, 30],
  ];
  const more = scores.map((row, task) => (task === 0 ? row : [...row, ...row, ...row, ...row, ...row]));
  expect(interquartileMean(more)).toBeCloseTo(interquartileMean(scores), 9);
});

test('the interval is the same for the same generator, and a point where runs do not vary', () => {
  const scores = [
    [1, 2, 3],
    [2, 5, 9],
  ];
  const interval = () => interquartileMeanInterval(scores, { random: createRandom('iqm') });
  expect(interval()).toEqual(interval());
  expect(interval().low).toBeLessThanOrEqual(interquartileMean(scores));
  expect(interval().high).toBeGreaterThanOrEqual(interquartileMean(scores));
  const flat = interquartileMeanInterval(
    [
      [1, 1],
      [4, 4, 4],
    ],
    { random: createRandom('iqm') },
  );
  expect(flat.high - flat.low).toBeLessThan(1e-12);
});
