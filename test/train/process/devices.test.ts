import { expect, test } from 'vitest';
import { gpuOfRun, threadsOfRun } from '../../../src/train/process/devices.ts';

test.each([
  [8, 8, 1],
  [8, 2, 4],
  [8, 3, 2],
  [2, 5, 1],
])('%i cores with %i runs at a time leave %i threads for each', (cores, parallel, threads) => {
  expect(threadsOfRun(cores, parallel)).toBe(threads);
});

const gpus = (count: number | null, visible?: string) =>
  [0, 1, 2].map((place) => gpuOfRun(place, count, visible).CUDA_VISIBLE_DEVICES);

test('each place has one GPU, in turn', () => {
  expect(gpus(2)).toEqual(['0', '1', '0']);
});

test('where the owner of the machine lets only some be seen, it is one of those', () => {
  expect(gpus(2, '4, GPU-8f1a')).toEqual(['4', 'GPU-8f1a', '4']);
});

test('without limits.gpus nothing is said of GPUs', () => {
  expect(gpuOfRun(1, null, '0')).toEqual({});
});
