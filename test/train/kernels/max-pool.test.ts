import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../support/backends.ts';

const geometries = fc.record({
  size: fc.integer({ min: 3, max: 9 }),
  wider: fc.integer({ min: 0, max: 1 }),
  channels: fc.integer({ min: 1, max: 9 }),
  window: fc.integer({ min: 1, max: 3 }),
  stride: fc.integer({ min: 1, max: 3 }),
  pad: fc.constantFrom<'same' | 'valid'>('same', 'valid'),
  levels: fc.constantFrom(2, 1000),
});

test('the gradient agrees with the plain backend, with ties and windows that overlap', async () => {
  await fc.assert(
    fc.asyncProperty(geometries, async ({ size, wider, channels, window, stride, pad, levels }) => {
      await expectSameOnBoth(() => {
        const x = tensor([2, size, size + wider, channels], 3)
          .mul(levels)
          .round() as tf.Tensor4D;
        return tf.grad((y) => {
          const pooled = tf.maxPool(y as tf.Tensor4D, window, stride, pad);
          return pooled.mul(tensor(pooled.shape, 7)).sum();
        })(x);
      });
    }),
    { numRuns: 60 },
  );
});

test.each([4, 12])('windows of 2 × 2 that cover the images, with %i channels', async (channels) => {
  await expectSameOnBoth(() =>
    tf.grad((x) => {
      const pooled = tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
      return pooled.mul(tensor(pooled.shape, 7)).sum();
    })(tensor([3, 6, 4, channels], 3)),
  );
});

test('a share of −0 arrives as 0, with each number of channels', async () => {
  for (const channels of [1, 4, 5]) {
    const [found = []] = await onWasm(() =>
      tf.grad((y) =>
        tf
          .maxPool(y as tf.Tensor4D, 2, 2, 'valid')
          .mul(-0)
          .sum(),
      )(tf.ones([1, 2, 2, channels])),
    );
    expect(found).toEqual(Array(4 * channels).fill(0));
  }
});

test.each([1, 4, 5])(
  'with %i channels, a window without a number gives its share to its first',
  async (channels) => {
    const [found = []] = await onWasm(() =>
      tf.grad((y) => tf.maxPool(y as tf.Tensor4D, 2, 2, 'valid').sum())(
        tf.fill([1, 2, 2, channels], Number.NaN),
      ),
    );
    expect(found).toEqual([...Array(channels).fill(1), ...Array(3 * channels).fill(0)]);
  },
);
