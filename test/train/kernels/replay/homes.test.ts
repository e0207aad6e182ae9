import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { Homes } from '../../../../src/train/kernels/replay/homes.ts';
import { addressOf, type Toolkit, toolkitOf } from '../../../../src/train/kernels/toolkit.ts';
import { useBackend } from '../../../support/backends.ts';

test('a variable gets its new values in its old place', async () => {
  await useBackend('wasm');
  const tools = toolkitOf(tf) as Toolkit;
  const { assign } = tf.Variable.prototype;
  const [variable, other] = tf.tidy(
    () => [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.tensor1d([5]))] as const,
  );
  const before = { ...tf.memory(), address: addressOf(tools, variable) };
  const homes = new Homes(tools);
  const copied: number[] = [];
  tf.tidy(() => {
    variable.assign(variable.add(1));
    variable.assign(variable.mul(10));
    other.assign(other);
  });
  homes.putBack((_from, _to, bytes) => copied.push(bytes));
  expect(Array.from(variable.dataSync())).toEqual([20, 30]);
  expect(copied).toEqual([8]);
  expect(addressOf(tools, variable)).toBe(before.address);
  expect(tools.backend.refCount(variable.dataId)).toBe(1);
  homes.putBack((_from, _to, bytes) => copied.push(bytes));
  expect(copied).toEqual([8]);
  // A kernel in C++ that has seen the old values looks again.
  expect(Array.from(tf.cumsum(variable).dataSync())).toEqual([20, 50]);
  tf.tidy(() => variable.assign(variable.neg()));
  homes.end();
  expect(Array.from(tf.cumsum(variable).dataSync())).toEqual([-20, -50]);
  expect(tf.Variable.prototype.assign).toBe(assign);
  variable.dispose();
  other.dispose();
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});
