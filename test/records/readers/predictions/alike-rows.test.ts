import { expect, it } from 'vitest';
import { lines, readTable } from './prediction-file.ts';

it('rows with scores beside rows with labels are refused', async () => {
  const text = lines({ id: 'a', scores: { em: 1 } }, { id: 'b', label: 1, prediction: 1 });
  await expect(readTable(text)).rejects.toThrow(
    'predictions.jsonl:2: all rows need a score, or all need label and prediction',
  );
});

it('rows of two epochs are refused', async () => {
  const text = lines({ epoch: 1, label: 1, prediction: 1 }, { epoch: 2, label: 1, prediction: 1 });
  await expect(readTable(text)).rejects.toThrow('epoch 2, but earlier rows have 1');
});
