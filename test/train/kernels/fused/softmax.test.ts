import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../../support/backends.ts';

const gradient = (shape: number[]) => tf.grad((x) => tf.softmax(x))(tensor(shape, 3), tensor(shape, 7));

test.each([[[7]], [[5, 64]], [[2, 3, 4, 21]], [[4, 1]]])(
  'the gradient over the last axis of %j',
  async (shape) => {
    await expectSameOnBoth(() => gradient(shape), 1e-5);
    const separately = () => {
      const [dy, y] = [tensor(shape, 7), tf.softmax(tensor(shape, 3))];
      const product = dy.mul(y);
      return product.sub(product.sum(-1, true).mul(y));
    };
    expect(await onWasm(() => gradient(shape))).toEqual(await onWasm(separately));
  },
);
