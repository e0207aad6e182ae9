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
    { numRuns: 100 },
  );
});

test('more axes than the kernel has, integers and empty tensors go to the shipped kernel', async () => {
  await expectSameOnBoth(() => [
    tensor([2, 1, 2, 1, 2, 1], 3).add(tensor([1, 2, 1, 2, 1, 2], 5)),
    tf.tensor1d([1, 2, 3], 'int32').mul(tf.scalar(7, 'int32')),
    tf.zeros([0, 3]).add(tensor([3], 5)),
  ]);
});

test('NaN and infinities are those of IEEE 754', async () => {
  const [quotients = [], products = []] = await onWasm(() => {
    const a = tf.tensor1d([1, -1, 0, Number.NaN, Number.POSITIVE_INFINITY]);
    return [a.div(tf.scalar(0)), a.mul(tf.scalar(0))];
  });
  expect(quotients).toEqual([Infinity, -Infinity, Number.NaN, Number.NaN, Infinity]);
  expect(products).toEqual([0, -0, 0, Number.NaN, Number.NaN]);
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

test('text is cloned by value', async () => {
  await onWasm(() => tf.scalar(0));
  expect(tf.tidy(() => tf.tensor1d(['a', 'b']).clone().dataSync())).toEqual(['a', 'b']);
});

test('second derivatives', async () => {
  const [second] = await onWasm(() =>
    tf.grad((x) => tf.grad((y) => y.mul(y).mul(y))(x))(tf.tensor1d([1, 2, -3])),
  );
  expect(second).toEqual([6, 12, -18]);
});

test('a variable that is assigned to after it was saved', async () => {
  const [gradient] = await onWasm(() => {
    const x = tf.variable(tf.tensor1d([2, 3]), true);
    const { grads } = tf.variableGrads(() => {
      const square = x.mul(x);
      x.assign(tf.tensor1d([100, 100]));
      return square.sum() as tf.Scalar;
    }, [x]);
    return grads[x.name] as tf.Tensor;
  });
  expect(gradient).toEqual([4, 6]);
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
