import { expect, test } from 'vitest';
import { readWanted, wanted } from './wanted.ts';

test('curves are read by expressions, and a line without an epoch belongs to the one above', async () => {
  const { curves } = await readWanted({}, [wanted('loss', undefined, 'minimize')], {
    printed: 'ep 1 tr=3 va=4\nep 2 tr=1\nva=2\n',
    printedCurves: { epoch: 'ep (\\d+)', loss: 'tr=([\\d.]+)', val_loss: 'va=([\\d.]+)' },
  });
  expect(curves.map(({ epoch, train, validation }) => [epoch, train.loss, validation.loss])).toEqual([
    [1, 3, 4],
    [2, 1, 2],
  ]);
});
