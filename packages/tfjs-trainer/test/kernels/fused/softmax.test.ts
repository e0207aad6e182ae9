import * as tf from '@tensorflow/tfjs';
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax.js';
import { expect, test } from 'vitest';
import { onWasm, tensor } from '../../support/backends.ts';

/** The rows by our kernel, and by the one that it replaces. */
function both(logits: () => tf.Tensor) {
  return onWasm(() => {
    const x = logits();
    const backend = tf.backend();
    softmaxConfig.setupFunc?.(backend);
    const attributes = { dim: x.rank - 1 };
    const shipped = softmaxConfig.kernelFunc({
      inputs: { logits: x },
      attrs: attributes,
      backend,
    }) as tf.TensorInfo;
    return [tf.softmax(x), tf.engine().makeTensorFromTensorInfo(shipped)];
  });
}

test('its bytes are those of the shipped kernel, whatever the width and the values', async () => {
  for (const scale of [1, 30, 300])
    for (let width = 1; width <= 40; width++) {
      const [ours, shipped] = await both(() => tensor([1, width, width], width).mul(scale));
      expect(ours).toEqual(shipped);
    }
  const rows = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN].flatMap((odd) =>
    Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => (j <= i ? odd : j))),
  );
  const [ours, shipped] = await both(() => tf.tensor3d(rows.flat(), [3, 6, 6]));
  expect(ours).toEqual(shipped);
});

test.each([[[7]], [[5, 64]], [[2, 3, 4, 21]], [[4, 1]]])(
  'the gradient over the last axis of %j has the bytes of the separate operations',
  async (shape) => {
    const fused = () => tf.grad((x) => tf.softmax(x))(tensor(shape, 3), tensor(shape, 7));
    const separately = () => {
      const [dy, y] = [tensor(shape, 7), tf.softmax(tensor(shape, 3))];
      const product = dy.mul(y);
      return product.sub(product.sum(-1, true).mul(y));
    };
    expect(await onWasm(fused)).toEqual(await onWasm(separately));
  },
);
