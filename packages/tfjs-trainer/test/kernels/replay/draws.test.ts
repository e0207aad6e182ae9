import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { drawUniform, isUniform } from '../../../src/kernels/replay/draws.ts';
import { addressOf, type Toolkit, toolkitOf } from '../../../src/kernels/toolkit.ts';
import { useBackend } from '../../support/backends.ts';

function drawn<Answer>(draw: number, make: () => Answer): Answer {
  const { random } = Math;
  Math.random = () => draw;
  try {
    return make();
  } finally {
    Math.random = random;
  }
}

test('numbers from 0 to 1 are known by their draw, and drawn again', async () => {
  await useBackend('wasm');
  const tools = toolkitOf(tf) as Toolkit;
  const target = tf.zeros([100]);
  const next = createRandom('draws');
  for (const draw of [0, 1e-9, 0.1, 1 - 2 ** -53, ...Array.from({ length: 50 }, next)]) {
    const values = drawn(draw, () => tf.randomUniform([100]).dataSync());
    expect(isUniform(draw, new Uint8Array(values.buffer))).toBe(true);
    expect(isUniform(draw + 0.5, new Uint8Array(values.buffer))).toBe(false);
    drawn(draw, () => drawUniform(tools, addressOf(tools, target), 100));
    expect(target.dataSync()).toEqual(values);
  }
});

test.each([
  ['a normal distribution', () => tf.randomNormal([7])],
  ['a wider range', () => tf.randomUniform([7], 0, 2)],
  ['truth values', () => tf.zeros([3], 'bool')],
])('numbers of %s are not', async (_, make) => {
  await useBackend('wasm');
  const { buffer } = drawn(0.25, make).dataSync();
  expect(isUniform(0.25, new Uint8Array(buffer))).toBe(false);
});
