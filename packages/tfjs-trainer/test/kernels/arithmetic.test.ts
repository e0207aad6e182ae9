import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor, useBackend } from '../support/backends.ts';

const OPERATIONS = [tf.add, tf.sub, tf.mul, tf.div] as const;

/** Two shapes that broadcast: some lengths are 1 in one of them, and some axes are left out at the front. */
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('both', 'first', 'second')), {
    maxLength: 5,
  })
  .chain((axes) => {
    const shape = (own: string) =>
      axes.map(([length, side]) => (side === 'both' || side === own ? length : 1));
    const shorter = (lengths: number[], count: number) =>
      lengths.slice(0, count).every((length) => length === 1) ? lengths.slice(count) : lengths;
    return fc.tuple(
      fc.constant(shape('first')),
      fc.integer({ min: 0, max: axes.length }).map((count) => shorter(shape('second'), count)),
    );
  });

test('sums, differences, products and quotients broadcast as on the plain backend, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(pairs, async ([one, other]) => {
      await expectSameOnBoth(() => {
        const [a, b] = [tensor(one, 3), tensor(other, 5)];
        return OPERATIONS.flatMap((operation) => [operation(a, b), operation(b, a)]);
      }, 0);
    }),
    { numRuns: 40 },
  );
});

test('a clone keeps its values when the original is gone, and the memory of both is freed', async () => {
  await onWasm(() => tf.scalar(0));
  const before = tf.memory();
  const original = tf.tensor1d([1, 2, 3]);
  const clone = original.clone();
  const same = original.cast('float32');
  original.dispose();
  expect([...clone.dataSync(), ...same.dataSync()]).toEqual([1, 2, 3, 1, 2, 3]);
  tf.dispose([clone, same]);
  expect(tf.memory()).toMatchObject({
    numTensors: before.numTensors,
    numDataBuffers: before.numDataBuffers,
    numBytes: before.numBytes,
  });
});

test('values that were read from a clone are copies', async () => {
  const [again] = await onWasm(() => {
    const x = tf.tensor1d([1, 2]);
    x.clone().dataSync()[0] = 9;
    return x;
  });
  expect(again).toEqual([1, 2]);
});

test('a clone follows its original to another backend', async () => {
  await useBackend('wasm');
  const original = tf.tensor1d([1, 2, 3]);
  const clone = original.clone();
  await useBackend('cpu');
  const doubled = clone.add(original);
  original.dispose();
  await useBackend('wasm');
  expect([...doubled.dataSync(), ...clone.mul(2).dataSync()]).toEqual([2, 4, 6, 2, 4, 6]);
  tf.dispose([clone, doubled]);
});
