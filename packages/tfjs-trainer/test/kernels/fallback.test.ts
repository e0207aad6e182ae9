import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { onWasm } from '../support/backends.ts';

test('every kernel of the plain backend is there', async () => {
  await onWasm(() => tf.scalar(0));
  const missing = tf
    .getKernelsForBackend('cpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => tf.getKernel(name, 'wasm') == null);
  expect(missing).toEqual([]);
});

test('complex numbers are read as pairs, outlive a clone, and are gone when disposed', async () => {
  await onWasm(() => tf.scalar(0));
  const before = tf.memory().numTensors;
  const kept = tf.tidy(() => tf.complex([1, 2], [3, 4]).clone());
  expect(await kept.data()).toEqual(Float32Array.of(1, 3, 2, 4));
  const other = kept.reshape([2, 1]);
  kept.dispose();
  expect(Array.from(tf.tidy(() => tf.imag(other)).dataSync())).toEqual([3, 4]);
  other.dispose();
  tf.dispose(tf.tidy(() => [tf.complex([1], [2])]));
  expect(tf.memory().numTensors - before).toBe(1);
  tf.disposeVariables();
});
