/** The same computation on the wasm backend with our kernels and on TensorFlow.js's plain one, which is the reference. */
import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { openWasm } from '../../src/backends/wasm.ts';

let opened: Promise<unknown> | undefined;

export async function useBackend(name: 'wasm' | 'cpu'): Promise<void> {
  opened ??= openWasm();
  await opened;
  // Else its first write prints an advertisement.
  (tf.findBackend('cpu') as unknown as { firstUse: boolean }).firstUse = false;
  await tf.setBackend(name);
}

export type Values = readonly number[];

/** Runs `compute` on the wasm backend and returns the values of its tensors. */
export async function onWasm(compute: () => tf.Tensor | tf.Tensor[]): Promise<Values[]> {
  await useBackend('wasm');
  return values(compute);
}

/** @throws where a value differs by more than `tolerance` times the largest of its tensor, or 1. */
export async function expectSameOnBoth(
  compute: () => tf.Tensor | tf.Tensor[],
  tolerance = 1e-4,
): Promise<Values[]> {
  const ours = await onWasm(compute);
  await useBackend('cpu');
  const reference = values(compute);
  expect(ours.length).toBe(reference.length);
  for (const [i, expected] of reference.entries()) expectClose(ours[i] ?? [], expected, tolerance);
  return ours;
}

export function expectClose(found: Values, expected: Values, tolerance = 1e-4): void {
  expect(found.length).toBe(expected.length);
  // The inputs are of the order of 1, so that sums which cancel are off by as much as others.
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  expected.forEach((value, i) => {
    const off = Math.abs((found[i] ?? Number.NaN) - value);
    if (!(off <= tolerance * scale)) {
      expect.fail(`value ${i} is ${found[i]}, expected ${value}; the largest is ${scale}`);
    }
  });
}

function values(compute: () => tf.Tensor | tf.Tensor[]): Values[] {
  return tf.tidy(() => {
    const answer = compute();
    return (Array.isArray(answer) ? answer : [answer]).map((tensor) => Array.from(tensor.dataSync()));
  });
}

/** Numbers between −1 and 1, the same in every run. */
export function numbers(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  });
}

export function tensor(shape: number[], seed = 1): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(numbers(size, seed), shape);
}
