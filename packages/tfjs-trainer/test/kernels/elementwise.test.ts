import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

async function apply(f: (x: tf.Tensor) => tf.Tensor, input: readonly number[]): Promise<readonly number[]> {
  const [values = []] = await onWasm(() => f(tf.tensor1d(Float32Array.from(input))));
  return values;
}

test.each([
  // Two units in the last place.
  ['exp', tf.exp, Math.exp, [-87, 88], (value: number) => 2.5e-7 * value],
  ['tanh', tf.tanh, Math.tanh, [-20, 20], () => 3e-7],
] as const)('%s is that of JavaScript, but for rounding', async (_, ours, theirs, [min, max], tolerance) => {
  const inputs = fc.array(fc.float({ min, max, noNaN: true }), { minLength: 1, maxLength: 37 });
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const found = await apply(ours, input);
      input.forEach((x, i) => {
        const expected = theirs(Math.fround(x));
        expect(Math.abs((found[i] ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance(expected));
      });
    }),
  );
});

test('tanh is odd', async () => {
  const input = Array.from({ length: 40 }, (_, i) => i / 3);
  const [found, mirrored] = [
    await apply(tf.tanh, input),
    await apply(
      tf.tanh,
      input.map((x) => -x),
    ),
  ];
  expect(mirrored).toEqual(found.map((value) => -value));
});

test('exp overflows to infinity, underflows to zero and reaches the subnormal numbers', async () => {
  const [subnormal = 0, ...found] = await apply(tf.exp, [-100, 89, -104, 0]);
  expect(subnormal / Math.exp(-100)).toBeCloseTo(1, 1);
  expect(found).toEqual([Infinity, 0, 1]);
});

test('erf agrees with the values of Abramowitz and Stegun, table 7.1, to the 1.5e-7 of formula 7.1.26', async () => {
  const found = await apply(tf.erf, [0, 0.5, 1, 1.5, 2, -1]);
  const expected = [0, 0.5204998778, 0.8427007929, 0.9661051465, 0.995322265, -0.8427007929];
  expected.forEach((value, i) => {
    expect(Math.abs((found[i] ?? 9) - value)).toBeLessThan(3e-7);
  });
});

test.each([
  ['more channels than a vector has', [9], [2, 2, 2, 9]],
  ['rows', [1, 2, 1, 1], [1, 2, 3, 5]],
])('a batch is normalised with statistics of %s', async (_, statistics, shape) => {
  await expectSameOnBoth(() => {
    const [mean, offset, scale] = [5, 7, 11].map((seed) => tensor(statistics, seed) as tf.Tensor1D);
    const variance = tf.square(tensor(statistics, 3)) as tf.Tensor1D;
    return tf.batchNorm(tensor(shape, 2) as tf.Tensor4D, mean as tf.Tensor1D, variance, offset, scale, 0.01);
  });
});
