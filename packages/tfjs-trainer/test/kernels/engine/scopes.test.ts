import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, test, vi } from 'vitest';
import { useBackend } from '../../support/backends.ts';

const counts = () => {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes };
};

afterEach(() => {
  vi.restoreAllMocks();
});

test.each<[string, () => tf.TensorContainer, number]>([
  ['nothing', () => void tf.ones([4]).square(), 0],
  ['one tensor', () => tf.ones([4]).square(), 1],
  ['a list', () => [tf.ones([4]).square(), tf.ones([4])], 2],
  ['an object', () => ({ a: tf.ones([4]).square(), deep: { b: [tf.ones([4])] } }), 2],
  ['one that is kept', () => tf.keep(tf.ones([4]).square()), 1],
  ['the same one twice', () => ((x) => [x, x])(tf.ones([4])), 1],
  ['one out of an inner scope', () => tf.tidy(() => tf.tidy(() => tf.ones([4]).square())), 1],
  ['a clone, whose memory is that of another', () => tf.ones([4]).clone(), 1],
])('a scope that returns %s leaves that and no more', async (_, make, left) => {
  await useBackend('wasm');
  const before = counts();
  const answer = tf.tidy(make);
  expect(counts()).toEqual({
    numTensors: before.numTensors + left,
    numDataBuffers: before.numDataBuffers + left,
    numBytes: before.numBytes + left * 16,
  });
  tf.dispose(answer);
  expect(counts()).toEqual(before);
});

test('what a scope keeps outlasts the scopes around it', async () => {
  await useBackend('wasm');
  const kept = tf.tidy(() => {
    tf.tidy(() => tf.keep(tf.tensor1d([1, 2])));
    return tf.keep(tf.tensor1d([3]));
  });
  expect(Array.from(kept.dataSync())).toEqual([3]);
});

test('a scope that throws leaves nothing', async () => {
  await useBackend('wasm');
  const before = counts();
  const fail = () => {
    tf.ones([8]).square();
    throw new Error('no');
  };
  expect(() => tf.tidy(() => tf.tidy(fail))).toThrow('no');
  expect(() => tf.tidy(() => tf.ones([2]).matMul(tf.ones([3, 3])))).toThrow('matMul');
  expect(counts()).toEqual(before);
});

test('numbers, truth values, text and complex numbers are counted as before', async () => {
  await useBackend('wasm');
  const before = counts();
  const all = [tf.ones([3], 'int32'), tf.ones([3], 'bool'), tf.tensor1d(['ab', 'c']), tf.scalar(1)];
  // Two bytes a character, as TensorFlow.js guesses.
  expect(counts().numBytes - before.numBytes).toBe(12 + 3 + 3 + 4);
  tf.dispose(all);
  expect(counts()).toEqual(before);
});

test('a tensor of another backend goes there and back, and is disposed of once', async () => {
  await useBackend('cpu');
  const before = counts();
  const x = tf.tensor1d([1, 2, 3]);
  await useBackend('wasm');
  const y = x.square();
  await useBackend('cpu');
  expect(Array.from(y.add(x).dataSync())).toEqual([2, 6, 12]);
  tf.dispose([x, y]);
  x.dispose();
  await useBackend('wasm');
  expect(counts().numTensors - before.numTensors).toBe(1);
});

test('a wrong call of tidy is an error that says so', async () => {
  await useBackend('wasm');
  expect(() => tf.tidy('name' as never)).toThrow('function');
  expect(() => tf.tidy(5 as never, (() => null) as never)).toThrow('first argument');
  const told = vi.spyOn(console, 'error').mockReturnValue();
  tf.tidy(() => Promise.resolve(null) as never);
  expect(told.mock.calls).toEqual([['Cannot return a Promise inside of tidy.']]);
});
