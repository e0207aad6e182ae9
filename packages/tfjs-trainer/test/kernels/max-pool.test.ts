import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assetPath } from '../../src/backends/assets.ts';
import { loadKernelsFrom } from '../../src/kernels/simd.ts';
import { expectSameOnBoth, numbers, onWasm, tensor } from '../support/backends.ts';

test.each([4, 12])('windows of 2 × 2 that cover the images, with %i channels', async (channels) => {
  await expectSameOnBoth(() =>
    tf.grad((x) => {
      const pooled = tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
      return pooled.mul(tensor(pooled.shape, 7)).sum();
    })(tensor([3, 6, 4, channels], 3)),
  );
});

const CHANNELS = [1, 4, 5];

test.each(CHANNELS)('a share of −0 arrives as 0, with %i channels', async (channels) => {
  const [found = []] = await onWasm(() =>
    tf.grad((y) =>
      tf
        .maxPool(y as tf.Tensor4D, 2, 2, 'valid')
        .mul(-0)
        .sum(),
    )(tf.ones([1, 2, 2, channels])),
  );
  expect(found).toEqual(Array(4 * channels).fill(0));
});

test.each(CHANNELS)(
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

const side = (max: number) => fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }));

/** Floats before, between and behind the tensors. Any window that reaches them would take one for its largest. */
const GUARDED = 64;
const GUARD = 1e30;

test('every window takes values of the input alone, and writes nowhere else', async () => {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { maxPoolBackprop } = await loadKernelsFrom(readFileSync(assetPath('kernels.wasm')), memory);
  const geometry = fc.record({
    batch: fc.integer({ min: 1, max: 2 }),
    size: side(6),
    channels: fc.integer({ min: 1, max: 5 }),
    window: side(4),
    strides: side(3),
    pad: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })),
    windows: side(5),
  });
  fc.assert(
    fc.property(geometry, ({ batch, size, channels, window, strides, pad, windows }) => {
      const floats = new Float32Array(memory.buffer).fill(GUARD);
      const [inputs, outputs] = [size, windows].map(
        ([height, width]) => batch * height * width * channels,
      ) as [number, number];
      const x = GUARDED;
      const dy = x + inputs + GUARDED;
      const dx = dy + outputs + GUARDED;
      // Of few levels, so that there are ties.
      floats.set(
        numbers(inputs, 3).map((value) => Math.round(value * 4)),
        x,
      );
      floats.set(numbers(outputs, 5), dy);
      const expected = floats.slice();
      expected.fill(0, dx, dx + inputs);
      const place = (image: number, row: number, column: number, channel: number) =>
        ((image * size[0] + row) * size[1] + column) * channels + channel;
      let share = dy;
      for (let image = 0; image < batch; image++)
        for (let y = 0; y < windows[0]; y++)
          for (let column = 0; column < windows[1]; column++)
            for (let channel = 0; channel < channels; channel++) {
              let best = -1;
              for (let i = 0; i < window[0]; i++)
                for (let j = 0; j < window[1]; j++) {
                  const [row, at] = [y * strides[0] - pad[0] + i, column * strides[1] - pad[1] + j];
                  if (row < 0 || row >= size[0] || at < 0 || at >= size[1]) continue;
                  const here = place(image, row, at, channel);
                  if (best < 0 || (floats[x + here] ?? 0) > (floats[x + best] ?? 0)) best = here;
                }
              if (best >= 0) expected[dx + best] = (expected[dx + best] ?? 0) + (floats[share] ?? 0);
              share += 1;
            }
      const addresses = [x, dy, dx].map((at) => at * 4);
      maxPoolBackprop(...addresses, batch, ...size, channels, ...windows, ...window, ...strides, ...pad);
      expect(Buffer.compare(Buffer.from(floats.buffer), Buffer.from(expected.buffer))).toBe(0);
    }),
  );
});
