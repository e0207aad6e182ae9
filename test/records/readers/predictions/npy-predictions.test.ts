import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import {
  isNpyPredictions,
  readNpyPredictions,
} from '../../../../src/records/readers/predictions/npy-predictions.ts';
import { temporaryFolder } from '../../../support/temporary.ts';
import { readLog } from '../run-directory.ts';

it('labels, predictions and probabilities of two splits, in C and in Fortran order', async () => {
  const { metrics, predictions } = await readLog('numpy/run');
  expect(metrics.test?.accuracy).toBeCloseTo(58 / 60, 12);
  expect(metrics.validation?.accuracy).toBeCloseTo(38 / 40, 12);
  expect(Object.keys(metrics.test ?? {})).toContain('log_loss');
  expect(predictions?.splits.get('test')?.ids).toHaveLength(60);
});

it('class names', async () => {
  expect((await readLog('numpy/named')).metrics.test?.accuracy).toBe(0.75);
});

test.each([
  ['npy-alone', 'predictions.npy: the labels are missing; save them in the same folder as labels.npy'],
  [
    'npy-cut',
    'test_labels.npy: has 472 bytes of data, but shape (60) of <i8 needs 480; the file may be incomplete',
  ],
  ['npy-lengths', 'predictions.npy: 4 examples, but 60 labels'],
  ['npy-object', 'labels.npy: arrays of type "|O" are not supported; save numbers, booleans or strings'],
])('%s is refused', async (folder, message) => {
  await expect(readLog(`broken/${folder}`)).rejects.toThrow(message);
});

it('clusters, which alone are no predictions', async () => {
  const folder = await temporaryFolder();
  const column = (values: readonly number[]) => {
    const header = [
      `{'descr': '|u1', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117),
      '',
    ].join('\n');
    return Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.from([header.length, 0]),
      Buffer.from(header, 'latin1'),
      Buffer.from(values),
    ]);
  };
  await writeFile(join(folder, 'clusters.npy'), column([7, 7, 9]));
  expect(isNpyPredictions(join(folder, 'clusters.npy'))).toBe(false);
  await writeFile(join(folder, 'labels.npy'), column([0, 1, 1]));
  await writeFile(join(folder, 'predictions.npy'), column([0, 1, 0]));
  const { splits } = await readNpyPredictions(join(folder, 'labels.npy'));
  expect(splits.get('test')).toMatchObject({ ids: ['0', '1', '2'], clusters: ['7', '7', '9'] });
});
