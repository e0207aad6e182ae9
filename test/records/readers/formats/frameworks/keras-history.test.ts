import { expect, it } from 'vitest';
import { read, readLog } from '../../run-directory.ts';

it('History.history says what CSVLogger says', async () => {
  expect((await readLog('keras/history')).curves).toEqual((await readLog('keras/run')).curves);
});

it('is read beside a list a class, which is no curve', async () => {
  const { curves } = await read({ 'history.json': { loss: [2, 1], val_loss: [3, 2], f1: [[1, 0]] } });
  expect(curves.at(-1)).toEqual({ epoch: 1, train: { loss: 1 }, validation: { loss: 2 } });
});
