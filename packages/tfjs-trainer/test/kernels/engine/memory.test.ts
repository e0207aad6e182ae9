import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import type { WasmBackend } from '../../../src/kernels/toolkit.ts';
import { expectSameOnBoth, numbers, onWasm, useBackend } from '../../support/backends.ts';

const backend = () => tf.backend() as unknown as WasmBackend & { numDataIds(): number };

test('shipped kernels read what ours have written, and ours what they have', async () => {
  await expectSameOnBoth(() => {
    const x = tf.tensor2d(numbers(12), [3, 4]).square();
    return [tf.cumsum(x, 1), tf.cumsum(x, 1).exp(), tf.reverse(x, 0).add(x), tf.topk(x, 2).values];
  });
});

test('what was freed is used again: no run grows with its steps', async () => {
  await useBackend('wasm');
  const step = () =>
    tf.tidy(() =>
      tf
        .cumsum(tf.ones([256, 1024]).square(), 1)
        .exp()
        .dispose(),
    );
  step();
  const [ids, bytes] = [backend().numDataIds(), backend().wasm.asm.memory.buffer.byteLength];
  for (let i = 0; i < 100; i += 1) step();
  expect(backend().numDataIds()).toBe(ids);
  expect(backend().wasm.asm.memory.buffer.byteLength).toBe(bytes);
});

test('memory that is shared is freed with the last that has it', async () => {
  await useBackend('wasm');
  const ids = backend().numDataIds();
  const x = tf.tensor1d([1, 2, 3]);
  const same = x.reshape([3, 1]);
  expect(backend().refCount(x.dataId)).toBe(2);
  x.dispose();
  expect(Array.from(same.square().dataSync())).toEqual([1, 4, 9]);
  expect(backend().refCount(same.dataId)).toBe(1);
  same.dispose();
  expect(backend().refCount(same.dataId)).toBe(0);
  expect(backend().numDataIds()).toBe(ids + 1);
});

test('text, and tensors of every type and of no elements', async () => {
  expect(
    await onWasm(() => [
      tf.tensor1d([1, 2], 'int32'),
      tf.tensor1d([true, false], 'bool'),
      tf.zeros([0, 3]),
      tf.tensor1d([1.5]),
    ]),
  ).toEqual([[1, 2], [1, 0], [], [1.5]]);
  const text = tf.tensor1d(['a', 'bc']);
  expect(await text.data()).toEqual(['a', 'bc']);
  text.dispose();
});
