/** What several formats are read as. */
import { expect } from 'vitest';
import { read } from './run-directory.ts';

const TWO_EPOCHS = [
  { epoch: 1, train: { loss: 2 }, validation: { loss: 3 } },
  { epoch: 2, train: { loss: 1 }, validation: { loss: 2 } },
];

export const TWO_EPOCHS_WITH_ACCURACY = [
  { epoch: 1, train: { loss: 1 }, validation: { loss: 1.1, accuracy: 0.5 } },
  { epoch: 2, train: { loss: 0.5 }, validation: { loss: 0.9, accuracy: 0.6 } },
];

export async function expectTwoEpochs(file: string, text: string): Promise<void> {
  const { curves, warnings } = await read({ [file]: text });
  expect(curves).toEqual(TWO_EPOCHS);
  expect(warnings).toEqual([]);
}

/** The last validation metrics are the final ones. */
export async function expectTwoEpochsWithAccuracy(file: string, text: string): Promise<void> {
  const { curves, metrics, status } = await read({ [file]: text }, ['accuracy']);
  expect(curves).toEqual(TWO_EPOCHS_WITH_ACCURACY);
  expect(metrics).toEqual({ validation: { loss: 0.9, accuracy: 0.6 } });
  expect(status).toBe('ok');
}
