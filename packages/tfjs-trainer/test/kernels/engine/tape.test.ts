import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectClose, expectSameOnBoth, numbers, onWasm, useBackend } from '../../support/backends.ts';

test('gradients add up over every way from a variable to the loss', async () => {
  const [gradient] = await onWasm(() =>
    tf.grad((x) => {
      const y = x.square();
      return tf.addN([y.mul(x).sum(), y.sum(), x.sum()]);
    })(tf.tensor1d([2, 3])),
  );
  expect(gradient).toEqual([3 * 4 + 4 + 1, 3 * 9 + 6 + 1]);
});

test('what does not lead to the loss has no gradient; the weight of the loss may be given', async () => {
  await useBackend('wasm');
  const [a, b] = [tf.variable(tf.scalar(2)), tf.variable(tf.scalar(3))];
  const { grads } = tf.variableGrads(() => {
    b.square();
    return a.square() as tf.Scalar;
  }, [a, b]);
  expect(Object.values(grads).map((one) => one?.dataSync()[0])).toEqual([4]);
  const weighted = tf.grad((x) => x.square())(tf.tensor1d([1, 2]), tf.tensor1d([10, 100]));
  expect(Array.from(weighted.dataSync())).toEqual([20, 400]);
  tf.dispose([a, b, weighted, grads]);
});

test('a gradient of a gradient, and one that a module defines', async () => {
  const cube = tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: (x as tf.Tensor).pow(3),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => dy.mul((saved as tf.Tensor).square().mul(30)),
    };
  });
  expect(await onWasm(() => tf.grad((x) => cube(x).sum())(tf.tensor1d([1, 2])))).toEqual([[30, 120]]);
  const second = tf.grad((x) =>
    tf
      .grad((y) => cube(y).sum())(x)
      .sum(),
  );
  const [found = []] = await onWasm(() => second(tf.tensor1d([1, 2])));
  expectClose(found, [60, 120], 1e-5);
});

test('operations of many inputs and many outputs', async () => {
  await expectSameOnBoth(() =>
    tf.grad((x) => {
      const [left, right] = tf.split(x, 2) as [tf.Tensor, tf.Tensor];
      return tf.concat([left.square(), tf.stack([left, right]).mean(0)]).sum();
    })(tf.tensor1d(numbers(8))),
  );
  // One of the two parts leads nowhere.
  await expectSameOnBoth(() =>
    tf.grad((x) => (tf.split(x, 2)[0] as tf.Tensor).exp().sum())(tf.tensor1d(numbers(8))),
  );
});

test('an operation without a gradient fails with the message of TensorFlow.js', async () => {
  await useBackend('wasm');
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const x = tf.tensor1d([1, 2]);
    expect(() => tf.grad(() => tf.scalar(1))(x)).toThrow(
      'Cannot compute gradient of y=f(x) with respect to x',
    );
    expect(() => tf.grad((y) => y.greater(0).toFloat())(x)).toThrow(
      'gradient function not found for Greater',
    );
    expect(() => tf.engine().gradients(() => 5 as never, [x])).toThrow('must be a tensor');
    expect(() => tf.engine().gradients(() => x, [])).toThrow('empty list of xs');
    expect(() => tf.grad((y) => y.square())(x, tf.tensor1d([1, 1], 'int32'))).toThrow("'float32' dtype");
    const withGradient = (gradFunc: (dy: tf.Tensor) => tf.Tensor) =>
      tf.grad(tf.customGrad((y) => ({ value: (y as tf.Tensor).square(), gradFunc })));
    expect(() => withGradient((dy) => dy.toInt())(x)).toThrow(
      "The gradient of input 0 must have 'float32' dtype, but has 'int32'",
    );
    expect(() => withGradient((dy) => dy.sum())(x)).toThrow(
      "The gradient of input '0' has shape '', which does not match the shape of the input '2'",
    );
  });
  expect(tf.memory().numTensors).toBe(before);
});
