import { describe, expect, it, test } from 'vitest';
import { areParts, splitOfFile } from '../../../../src/records/readers/predictions/parts-by-split.ts';
import { read, refusal } from '../run-directory.ts';

test.each([
  ['out/val_predictions.csv', 'validation', 'predictions.csv'],
  ['predictions_train.jsonl', 'train', 'predictions.jsonl'],
  ['predictions.csv', null, 'predictions.csv'],
])('%s is of the split %s', (path, split, stem) => {
  expect(splitOfFile(path)).toEqual({ split, stem });
});

test.each([
  ['a/val_p.csv', 'a/test_p.csv', true],
  ['a/val_p.csv', 'a/p.csv', true],
  ['a/test_p.csv', 'a/p.csv', false],
  ['a/val_p.csv', 'b/test_p.csv', false],
  ['a/val_p.csv', 'a/test_q.csv', false],
])('%s and %s: one table is %s', (one, other, are) => {
  expect(areParts(one, other)).toBe(are);
});

const RIGHT = 'id,label,prediction\na,1,1\nb,0,0\n';
const WRONG = 'id,label,prediction\na,1,0\nb,0,1\n';

describe('predictions', () => {
  it('are of the split that the name of their file states, never of the test split for it', async () => {
    const { metrics } = await read({ 'train_predictions.csv': RIGHT });
    expect(metrics.test).toBeUndefined();
    expect(metrics.train?.accuracy).toBe(1);
  });

  it('in a file for each split are one table', async () => {
    const files = {
      'val_predictions.csv': RIGHT,
      'test_predictions.csv': WRONG,
      'train_predictions.csv': RIGHT,
    };
    const { metrics } = await read(files);
    expect([metrics.train?.accuracy, metrics.validation?.accuracy, metrics.test?.accuracy]).toEqual([
      1, 1, 0,
    ]);
  });

  it('whose rows name their split are of that, whatever the file is called', async () => {
    const { metrics } = await read({ 'val_predictions.csv': 'split,label,prediction\ntest,1,1\n' });
    expect(metrics.test?.accuracy).toBe(1);
  });

  it('on two test sets are refused, with what to do', async () => {
    expect(await refusal({ 'test_a.csv': RIGHT, 'test_b.csv': WRONG })).toBe(
      'test_a.csv and test_b.csv both hold predictions; write one file with all splits (a second test set is called shifted), or one file per split: val_predictions.csv, test_predictions.csv',
    );
  });

  it('with a message about a row name the file of the row', async () => {
    const files = { 'test_p.csv': RIGHT, 'val_p.csv': 'id,label,prediction\na,,1\n' };
    expect(await refusal(files)).toContain('val_p.csv:2: label is missing');
  });
});
