import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../src/stats/random.ts';
import { drawUniform, isUniform } from '../../../src/kernels/replay/draws.ts';
import { addressOf, type Toolkit, toolkitOf } from '../../../src/kernels/toolkit.ts';
import { useBackend } from '../../support/backends.ts';

test('numbers from 0 to 1 are known by their draw, and others are not', async () => {
  await useBackend('wasm');
  const { random } = Math;
  Math.random = () => 0.25;
  const bytes = (tensor: tf.Tensor) => new Uint8Array(tensor.dataSync().buffer);
  const [uniform, normal, wide] = [
    tf.randomUniform([7]),
    tf.randomNormal([7]),
    tf.randomUniform([7], 0, 2),
  ].map(bytes);
  Math.random = random;
  expect(isUniform(0.25, uniform as Uint8Array)).toBe(true);
  expect(isUniform(0.5, uniform as Uint8Array)).toBe(false);
  expect(isUniform(0.25, normal as Uint8Array)).toBe(false);
  expect(isUniform(0.25, wide as Uint8Array)).toBe(false);
  expect(isUniform(0.25, new Uint8Array(3))).toBe(false);
});

test('any draw', async () => {
  await useBackend('wasm');
  const { random } = Math;
  const next = createRandom('draws');
  for (const draw of [0, 1e-9, 0.1, 1 - 2 ** -53, ...Array.from({ length: 50 }, next)]) {
    Math.random = () => draw;
    const values = tf.randomUniform([100]).dataSync();
    expect(isUniform(draw, new Uint8Array(values.buffer))).toBe(true);
  }
  Math.random = random;
});

test('drawn anew, from the same stream', async () => {
  await useBackend('wasm');
  const tools = toolkitOf(tf) as Toolkit;
  const target = tf.zeros([5]);
  const { random } = Math;
  Math.random = () => 0.75;
  const expected = tf.randomUniform([5]).dataSync();
  drawUniform(tools, addressOf(tools, target), 5);
  Math.random = random;
  expect(target.dataSync()).toEqual(expected);
});
