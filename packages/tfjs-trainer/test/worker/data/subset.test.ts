import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { drawSubset, takeExamples } from '../../../src/worker/data/subset.ts';
import { useBackend } from '../../support/backends.ts';

const counts = fc.integer({ min: 1, max: 200 });

test('a bootstrap draws as many indices as there are, in ascending order', () => {
  fc.assert(
    fc.property(counts, fc.integer(), (count, seed) => {
      const drawn = drawSubset(count, 'bootstrap', createRandom(seed));
      expect(drawn.length).toBe(count);
      expect(drawn.every((index, i) => index >= (drawn[i - 1] ?? 0) && index < count)).toBe(true);
    }),
  );
});

test('a fraction draws different indices, at least one', () => {
  fc.assert(
    fc.property(
      counts,
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.integer(),
      (count, fraction, seed) => {
        const drawn = drawSubset(count, fraction, createRandom(seed));
        expect(drawn.length).toBe(Math.max(1, Math.round(count * fraction)));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((index, i) => index >= (drawn[i - 1] ?? 0) && index < count)).toBe(true);
      },
    ),
  );
});

test('every example is drawn equally often', () => {
  const random = createRandom('subset');
  const hits = new Array<number>(10).fill(0);
  const draws = 3000;
  for (let i = 0; i < draws; i++)
    for (const index of drawSubset(10, 0.3, random)) hits[index] = (hits[index] ?? 0) + 1;
  // Binomial(3000, 0.3): mean 900, standard deviation 25; five of them on either side.
  for (const count of hits) expect(Math.abs(count - 900)).toBeLessThan(125);
});

test('takes inputs, labels and ids together, and gives the whole split back its memory', async () => {
  await useBackend('cpu');
  const before = tf.memory().numTensors;
  const whole = {
    xs: [
      tf.tensor2d([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    ],
    ys: tf.tensor1d([7, 8, 9], 'int32'),
    ids: ['a', 'b', 'c'],
    show: ['1', '2', '3'],
  };
  const { xs, ys, ids, show } = takeExamples(tf, whole, Int32Array.from([0, 2, 2]));
  expect(await (xs as tf.Tensor[])[0]?.array()).toEqual([
    [1, 1],
    [3, 3],
    [3, 3],
  ]);
  expect(await ys.array()).toEqual([7, 9, 9]);
  expect(ys.dtype).toBe('int32');
  expect(ids).toEqual(['a', 'c', 'c']);
  expect(show).toEqual(['1', '3', '3']);
  tf.dispose([xs, ys]);
  expect(tf.memory().numTensors).toBe(before);
});

test('a tensor that another split shares lives on', async () => {
  await useBackend('cpu');
  const xs = tf.tensor1d([1, 2]);
  const ys = tf.tensor1d([3, 4]);
  takeExamples(tf, { xs, ys }, Int32Array.from([0]), new Set([xs]));
  expect([xs.isDisposed, ys.isDisposed]).toEqual([false, true]);
});
