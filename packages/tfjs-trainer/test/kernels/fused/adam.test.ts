import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor, useBackend } from '../../support/backends.ts';

test('the first step of Adam is the learning rate against the sign of the gradient (Kingma and Ba, section 2.1)', async () => {
  const [[after] = []] = await onWasm(() => {
    const x = tf.variable(tf.scalar(3));
    tf.train.adam(0.1).minimize(() => x.square() as tf.Scalar, false, [x]);
    return x.clone();
  });
  expect(after).toBeCloseTo(2.9, 5);
});

test('a clone of a variable keeps its values when the variable is trained', async () => {
  const [before, after] = await onWasm(() => {
    const x = tf.variable(tf.tensor1d([1, 2]));
    const clone = x.clone();
    tf.train.adam(0.1).minimize(() => x.square().sum() as tf.Scalar, false, [x]);
    return [clone, x];
  });
  expect(before).toEqual([1, 2]);
  expect(after).not.toEqual([1, 2]);
});

test('what a tape or a clone holds is not written over, and what nobody holds is', async () => {
  await onWasm(() => tf.scalar(0));
  const x = tf.variable(tf.tensor1d([1, 2]));
  const optimizer = tf.train.adam(0.1);
  const step = () => optimizer.applyGradients([{ name: x.name, tensor: tf.tensor1d([1, -1]) }]);
  step();
  const before = x.dataId;
  step();
  expect(x.dataId).toBe(before);
  const held = x.clone();
  const values = Array.from(held.dataSync());
  step();
  expect(x.dataId).not.toBe(before);
  expect(Array.from(held.dataSync())).toEqual(values);
  tf.dispose([x, held]);
});

test('a gradient that is missing leaves its variable as it is', async () => {
  const [found] = await onWasm(() => {
    const [x, y] = [tf.variable(tf.tensor1d([1])), tf.variable(tf.tensor1d([2]))];
    tf.train.adam(0.1).applyGradients([
      { name: x.name, tensor: null as unknown as tf.Tensor },
      { name: y.name, tensor: tf.tensor1d([1]) },
    ]);
    return tf.concat([x, y]);
  });
  expect(found?.[0]).toBe(1);
  expect(found?.[1]).toBeCloseTo(1.9, 5);
});

describe('what the kernel has no place for is left to the shipped Adam', () => {
  /** Steps of one optimiser, each with its own variables. */
  const steps = (...all: Array<readonly [variable: tf.Variable, gradient: tf.Tensor]>) => {
    const optimizer = tf.train.adam(0.1);
    for (const [{ name }, gradient] of all) optimizer.applyGradients([{ name, tensor: gradient }]);
    return all.map(([variable]) => variable.clone());
  };
  const variable = (shape: number[], seed: number) => tf.variable(tensor(shape, seed));

  test.each([
    ['one number for all values', () => steps([variable([3, 4], 1), tf.scalar(0.5)])],
    ['a row for all rows', () => steps([variable([3, 4], 1), tensor([4], 3)])],
    ['integers', () => steps([variable([3], 1), tf.tensor1d([1, -2, 3], 'int32')])],
    [
      'moments of a single value',
      () => steps([variable([1], 1), tensor([1], 2)], [variable([1], 3), tf.scalar(2)]),
    ],
  ])('a gradient of another kind: %s', async (_, compute) => {
    await expectSameOnBoth(compute, 1e-6);
  });

  test.each([
    [
      'a larger variable',
      () => steps([variable([4], 1), tensor([4], 2)], [variable([4000], 3), tensor([4000], 4)]),
    ],
    ['a gradient too long', () => steps([variable([4], 1), tensor([8], 2)])],
    ['an integer variable', () => steps([tf.variable(tf.tensor1d([1, 2], 'int32')), tensor([2], 2)])],
    [
      'an unknown variable',
      () => tf.train.adam(0.1).applyGradients([{ name: 'nobody', tensor: tf.scalar(1) }]),
    ],
  ])('%s is refused as on the plain backend', async (_, compute) => {
    const errorOn = async (backend: 'wasm' | 'cpu') => {
      await useBackend(backend);
      try {
        tf.tidy(() => void compute());
        return 'none';
      } catch (error) {
        return String(error);
      }
    };
    const ours = await errorOn('wasm');
    expect(ours).toMatch(/Error/);
    expect(ours).toBe(await errorOn('cpu'));
  });
});

test('a filter that a shipped kernel keeps is looked at again after each step', async () => {
  await expectSameOnBoth(() => {
    const images = tensor([2, 6, 6, 2], 3) as tf.Tensor4D;
    const filter = tf.variable(tensor([3, 3, 2, 1], 5) as tf.Tensor4D);
    const loss = () => tf.depthwiseConv2d(images, filter, 1, 'valid').square().mean() as tf.Scalar;
    const optimizer = tf.train.adam(0.1);
    return [1, 2, 3].map(() => {
      optimizer.minimize(loss, false, [filter]);
      return loss();
    });
  });
});
