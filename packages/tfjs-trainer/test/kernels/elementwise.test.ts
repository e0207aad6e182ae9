import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

const FUNCTIONS = { exp: tf.exp, tanh: tf.tanh, erf: tf.erf, rsqrt: tf.rsqrt };

async function apply(name: keyof typeof FUNCTIONS, input: readonly number[]): Promise<readonly number[]> {
  const [values = []] = await onWasm(() => FUNCTIONS[name](tf.tensor1d(Float32Array.from(input))));
  return values;
}

describe('exp', () => {
  test('is within two units in the last place of Math.exp', async () => {
    const arbitrary = fc.array(fc.float({ min: -87, max: 88, noNaN: true }), { minLength: 1, maxLength: 37 });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (input) => {
        const found = await apply('exp', input);
        input.forEach((x, i) => {
          const expected = Math.exp(Math.fround(x));
          expect(Math.abs((found[i] ?? 0) / expected - 1)).toBeLessThan(2.5e-7);
        });
      }),
    );
  });

  test('overflows to infinity, underflows to zero and passes NaN on', async () => {
    expect(await apply('exp', [89, Infinity, -104, -Infinity, Number.NaN, 0])).toEqual([
      Infinity,
      Infinity,
      0,
      0,
      Number.NaN,
      1,
    ]);
  });

  test('reaches the subnormal numbers', async () => {
    const [value = 0] = await apply('exp', [-100]);
    expect(value).toBeGreaterThan(0);
    expect(Math.abs(value / Math.exp(-100) - 1)).toBeLessThan(0.05);
  });
});

describe('tanh', () => {
  test('is within 3e-7 of Math.tanh and odd', async () => {
    const arbitrary = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 37 });
    await fc.assert(
      fc.asyncProperty(arbitrary, async (input) => {
        const found = await apply('tanh', input);
        const mirrored = await apply(
          'tanh',
          input.map((x) => -x),
        );
        input.forEach((x, i) => {
          expect(Math.abs((found[i] ?? 9) - Math.tanh(x))).toBeLessThan(3e-7);
          expect(mirrored[i]).toBe(-(found[i] ?? 9));
        });
      }),
    );
  });

  test('passes NaN on', async () => {
    expect(await apply('tanh', [Number.NaN])).toEqual([Number.NaN]);
  });
});

test('erf agrees with the values of Abramowitz and Stegun, table 7.1, to the 1.5e-7 of formula 7.1.26', async () => {
  const found = await apply('erf', [0, 0.5, 1, 1.5, 2, -1, Number.NaN]);
  const expected = [0, 0.5204998778, 0.8427007929, 0.9661051465, 0.995322265, -0.8427007929];
  expected.forEach((value, i) => {
    expect(Math.abs((found[i] ?? 9) - value)).toBeLessThan(3e-7);
  });
  expect(found[6]).toBeNaN();
});

test('rsqrt is one over the square root', async () => {
  expect(await apply('rsqrt', [1, 4, 16, 0.25, 0])).toEqual([1, 0.5, 0.25, 2, Infinity]);
});

describe('where', () => {
  test('takes each element from one side', async () => {
    const [found] = await onWasm(() =>
      tf.where(
        tf.tensor1d([1, 0, 0, 1, 1, 0], 'bool'),
        tf.tensor1d([1, 2, 3, 4, 5, 6]),
        tf.tensor1d([-1, -2, -3, -4, -5, -6]),
      ),
    );
    expect(found).toEqual([1, -2, -3, 4, 5, -6]);
  });

  test('broadcasts its sides and takes integers', async () => {
    await expectSameOnBoth(() => [
      tf.where(
        tf.tensor2d(
          [
            [1, 0],
            [0, 1],
          ],
          [2, 2],
          'bool',
        ),
        tf.scalar(7),
        tensor([2, 2]),
      ),
      tf.where(tf.tensor1d([1, 0], 'bool'), tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')),
      tf.where(tf.tensor2d([1, 0], [2, 1], 'bool'), tensor([2, 3], 2), tensor([2, 3], 3)),
    ]);
  });
});

describe('FusedBatchNorm', () => {
  test.each([
    ['by channel', [3], [2, 4, 4, 3]],
    ['by channel, a width of whole vectors', [8], [2, 2, 2, 8]],
    ['by element', [1, 2, 3, 5], [1, 2, 3, 5]],
    ['by row', [1, 2, 1, 1], [1, 2, 3, 5]],
  ])('normalises %s', async (_, statistics, shape) => {
    await expectSameOnBoth(() => {
      const variance = tf.square(tensor(statistics, 3));
      const x = tensor(shape, 2) as tf.Tensor4D;
      return [
        tf.batchNorm(
          x,
          tensor(statistics, 5) as tf.Tensor1D,
          variance as tf.Tensor1D,
          tensor(statistics, 7) as tf.Tensor1D,
          tensor(statistics, 11) as tf.Tensor1D,
          0.01,
        ),
        tf.batchNorm(x, tensor(statistics, 5) as tf.Tensor1D, variance as tf.Tensor1D),
      ];
    });
  });
});
