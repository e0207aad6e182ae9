import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../../support/backends.ts';

test('a kernel that the wasm backend lacks runs on the plain backend', async () => {
  await expectSameOnBoth(() => tf.einsum('bij,bjk->bik', tensor([2, 3, 4], 3), tensor([2, 4, 5], 5)));
  expect(tf.getKernel('Einsum', 'wasm')).toBeDefined();
});

test('every kernel of the plain backend is there, but for those of complex numbers', async () => {
  await onWasm(() => tf.scalar(0));
  const missing = tf
    .getKernelsForBackend('cpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => tf.getKernel(name, 'wasm') == null);
  expect(missing.sort()).toEqual(['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real']);
});

test('leaves no tensors behind', async () => {
  await onWasm(() => tf.scalar(0));
  const before = tf.memory().numTensors;
  await onWasm(() => tf.einsum('ij->ji', tensor([3, 4])));
  expect(tf.memory().numTensors).toBe(before);
});
