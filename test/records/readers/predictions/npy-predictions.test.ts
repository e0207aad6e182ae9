import { expect, it, test } from 'vitest';
import { readLog } from '../run-directory.ts';

it('labels, predictions and probabilities of two splits, in C and in Fortran order', async () => {
  const { metrics, predictionsFile } = await readLog('numpy/run');
  expect(metrics.test?.accuracy).toBeCloseTo(58 / 60, 12);
  expect(metrics.validation?.accuracy).toBeCloseTo(38 / 40, 12);
  expect(Object.keys(metrics.test ?? {})).toContain('log_loss');
  expect(predictionsFile).toMatch(/\.npy$/);
});

it('class names', async () => {
  expect((await readLog('numpy/named')).metrics.test?.accuracy).toBe(0.75);
});

test.each([
  ['npy-alone', 'predictions.npy: the labels are missing; save them beside it as labels.npy'],
  [
    'npy-cut',
    'test_labels.npy: 472 bytes of data where shape (60) of <i8 needs 480; was it written to the end?',
  ],
  ['npy-lengths', 'predictions.npy: 4 examples, but 60 labels'],
  ['npy-object', 'labels.npy: arrays of type "|O" are not read; save numbers, booleans or texts'],
])('%s is refused', async (folder, message) => {
  await expect(readLog(`broken/${folder}`)).rejects.toThrow(message);
});
