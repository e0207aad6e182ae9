import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

const stepwise = fc.record({
  height: fc.integer({ min: 3, max: 9 }),
  width: fc.integer({ min: 3, max: 9 }),
  channels: fc.constantFrom(4, 8, 12),
  filters: fc.constantFrom(4, 8, 20),
  images: fc.constantFrom(1, 4),
  pad: fc.constantFrom<'same' | 'valid' | 1 | 2>('same', 'valid', 1, 2),
});

test('windows of 3 × 3 that go step by step over many channels: the convolution and its gradients agree with the plain backend', async () => {
  await fc.assert(
    fc.asyncProperty(stepwise, async ({ height, width, channels, filters, images, pad }) => {
      await expectSameOnBoth(() => {
        const x = tensor([images, height, width, channels], 3) as tf.Tensor4D;
        const filter = tensor([3, 3, channels, filters], 5) as tf.Tensor4D;
        const convolve = (a: tf.Tensor, b: tf.Tensor) =>
          tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, pad);
        return [convolve(x, filter), ...tf.grads((a, b) => convolve(a, b).square().mean())([x, filter])];
      });
    }),
    { numRuns: 15 },
  );
});

test.each([[3], [7], [8]])('images of %i pixels have the same bytes alone and in a batch', async (size) => {
  const [together = [], ...alone] = await onWasm(() => {
    const x = tensor([6, size, size, 8], 3) as tf.Tensor4D;
    const filter = tensor([3, 3, 8, 12], 5) as tf.Tensor4D;
    return ([x, ...tf.split(x, 6)] as tf.Tensor4D[]).map((images) => tf.conv2d(images, filter, 1, 'same'));
  });
  expect(alone.flat()).toEqual(together);
});

test.each([
  ['few pixels', 4, 8],
  ['many filters', 8, 260],
])(
  'windows over %s are unrolled: an infinite value reaches those that hold it, and is no NaN',
  async (_, size, channels) => {
    const found = await onWasm(() => {
      const ones = tf.ones([1, size, size, channels]) as tf.Tensor4D;
      const x = tf.where(tf.range(0, ones.size).reshape(ones.shape).equal(0), Infinity, ones) as tf.Tensor4D;
      const filter = tf.ones([3, 3, channels, channels]) as tf.Tensor4D;
      const attributes = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC' };
      const backprop = (name: string, inputs: tf.NamedTensorMap, shape: object) =>
        tf.engine().runKernel(name, inputs, { ...attributes, ...shape }) as tf.Tensor;
      return [
        tf.conv2d(x, filter, 1, 'same'),
        backprop('Conv2DBackpropInput', { dy: x, filter }, { inputShape: x.shape }),
        backprop('Conv2DBackpropFilter', { x, dy: ones }, { filterShape: filter.shape }),
      ];
    });
    for (const values of found) expect(values.some(Number.isNaN)).toBe(false);
    expect(found.slice(0, 2).map((values) => values.filter((value) => value === Infinity).length)).toEqual([
      4 * channels,
      4 * channels,
    ]);
  },
);

test.each([
  ['more images than are transformed at a time', [5, 13, 14, 32], 4],
  ['an image too large to be transformed', [1, 130, 130, 4], 4],
  ['an image larger than the buffer of unrolled rows', [1, 60, 60, 6], 3],
  ['one channel, whose rows are copied whole', [2, 28, 28, 1], 9],
])('%s', async (_, shape, filters) => {
  await expectSameOnBoth(() =>
    tf.grads((a, b) =>
      tf
        .conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same')
        .square()
        .mean(),
    )([tensor(shape, 3), tensor([3, 3, shape[3] ?? 1, filters], 5)]),
  );
});

test('a batch without images', async () => {
  const [found] = await onWasm(() =>
    tf.conv2d(tf.zeros([0, 5, 5, 1]) as tf.Tensor4D, tensor([3, 3, 1, 2], 5) as tf.Tensor4D, 1, 'same'),
  );
  expect(found).toEqual([]);
});
