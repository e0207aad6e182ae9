import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { expectSameOnBoth, onWasm, tensor } from '../support/backends.ts';

test('a kernel that the wasm backend lacks runs on the plain backend', async () => {
  await expectSameOnBoth(() => tf.einsum('bij,bjk->bik', tensor([2, 3, 4], 3), tensor([2, 4, 5], 5)));
  expect(tf.getKernel('Einsum', 'wasm')).toBeDefined();
});

test('every kernel of the plain backend is there', async () => {
  await onWasm(() => tf.scalar(0));
  const missing = tf
    .getKernelsForBackend('cpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => tf.getKernel(name, 'wasm') == null);
  expect(missing).toEqual([]);
});

test('values of another type than the plain kernel says arrive as what it says', async () => {
  const image = tf.tensor4d([-1, -2, -3, -4], [1, 2, 2, 1]);
  expect(
    await onWasm(() => {
      const { result, indexes } = tf.maxPoolWithArgmax(image, 2, 2, 'valid') as Record<string, tf.Tensor>;
      return [result, indexes] as tf.Tensor[];
    }),
  ).toEqual([[-1], [0]]);
});

test('operations on complex numbers and int32 agree with the plain backend', async () => {
  await expectSameOnBoth(() => {
    const signal = tensor([4, 8], 3);
    const spectrum = tf.spectral.rfft(signal);
    const numbers = tf.complex(signal, tensor([4, 8], 5));
    return [
      tf.real(spectrum),
      tf.imag(spectrum),
      tf.abs(spectrum),
      tf.spectral.irfft(spectrum),
      tf.imag(tf.ifft(tf.fft(numbers))),
      tf.real(tf.mul(numbers, numbers)),
      tf.imag(tf.concat([numbers, numbers.clone().reshape([2, 16]).reshape([4, 8])], 1)),
      tf.cast(numbers, 'float32'),
      tf.imag(tf.cast(signal, 'complex64')),
      tf.abs(tf.signal.stft(tensor([32], 7) as tf.Tensor1D, 8, 4)),
      tf.matMul(tf.ones([2, 3], 'int32'), tf.ones([3, 2], 'int32')),
      tf.math.confusionMatrix(tf.tensor1d([0, 2, 1], 'int32'), tf.tensor1d([0, 1, 1], 'int32'), 3),
      tf.cumsum(tf.tensor1d([1, 0, 1], 'bool')),
    ];
  });
});

test('complex numbers are read as pairs, outlive a clone, and are gone when disposed', async () => {
  await onWasm(() => tf.scalar(0));
  const before = { tensors: tf.memory().numTensors, data: tf.backend().numDataIds() };
  const kept = tf.tidy(() => tf.complex([1, 2], [3, 4]).clone());
  expect(await kept.data()).toEqual(Float32Array.of(1, 3, 2, 4));
  const other = kept.reshape([2, 1]);
  kept.dispose();
  expect(Array.from(tf.tidy(() => tf.imag(other)).dataSync())).toEqual([3, 4]);
  other.dispose();
  tf.dispose(tf.tidy(() => [tf.complex([1], [2])]));
  expect(tf.memory().numTensors - before.tensors).toBe(1);
  tf.disposeVariables();
});

test('leaves no tensors behind', async () => {
  await onWasm(() => tf.scalar(0));
  const before = tf.memory().numTensors;
  await onWasm(() => tf.einsum('ij->ji', tensor([3, 4])));
  expect(tf.memory().numTensors).toBe(before);
});
