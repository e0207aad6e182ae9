import * as tf from '@tensorflow/tfjs';
import { expect, test, vi } from 'vitest';
import { onWasm, useBackend } from '../../support/backends.ts';

test('a kernel that nobody has is named', async () => {
  await useBackend('wasm');
  expect(() => tf.engine().runKernel('Nobodys', {})).toThrow(
    "Kernel 'Nobodys' not registered for backend 'wasm'",
  );
});

test('a kernel that a module registers is used from then on, in place of another, too', async () => {
  await useBackend('wasm');
  const shipped = tf.getKernel('Square', 'wasm');
  tf.unregisterKernel('Square', 'wasm');
  tf.registerKernel({ kernelName: 'Square', backendName: 'wasm', kernelFunc: () => tf.tensor1d([7]) });
  try {
    expect(await onWasm(() => tf.tensor1d([3]).square())).toEqual([[7]]);
  } finally {
    tf.unregisterKernel('Square', 'wasm');
    tf.registerKernel(shipped);
  }
});

test('a gradient is as before after a kernel has failed within another', async () => {
  await useBackend('wasm');
  expect(() => tf.grad((x) => tf.gather(x, tf.tensor1d([9], 'int32')))(tf.tensor1d([1, 2]))).toThrow(
    'out of range',
  );
  expect(await onWasm(() => tf.grad((x) => x.square().sum())(tf.tensor1d([1, 2])))).toEqual([[2, 4]]);
});

test('a kernel of several outputs gives all of them', async () => {
  const parts = await onWasm(() => tf.split(tf.tensor1d([1, 2, 3, 4]), 2));
  expect(parts).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('a profile tells kernels and bytes, and debugging tells every kernel', async () => {
  await useBackend('wasm');
  const { kernels, newTensors } = await tf.profile(() => tf.ones([4]).square());
  expect(kernels.map(({ name, bytesAdded }) => [name, bytesAdded])).toEqual([['Square', 16]]);
  expect(newTensors).toBe(2);
  const told = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')].map((spy) => spy.mockReturnValue());
  tf.env().set('DEBUG', true);
  tf.dispose(tf.tidy(() => tf.scalar(0).div(tf.scalar(0))));
  await new Promise((settle) => setImmediate(settle));
  tf.env().set('DEBUG', false);
  expect(told[1]?.mock.calls.flat().join()).toContain('RealDiv');
  vi.restoreAllMocks();
});
