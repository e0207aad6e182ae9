import { expect, test } from 'vitest';
import { columnsOf, describeLeftOut } from '../../src/compare-results/columns-of.ts';
import { readFiles } from '../records/results/result-rows.ts';

const reasons = async (text: string) => {
  const { rows } = await readFiles({ 'a.csv': text });
  return Object.fromEntries([...columnsOf(rows)].map(([name, { whyNot }]) => [name, whyNot]));
};

test('a column of text is no metric', async () => {
  expect(await reasons('model,seed,score,said\na,1,0.5,run 1\nb,1,0.6,run 2\n')).toEqual({
    score: null,
    said: 'text',
  });
});

test('columns are no metrics by their names, and metrics are', async () => {
  const not = [
    'runtime',
    'train_time_s',
    'epoch',
    'lr',
    'batch_size',
    'notes',
    '_step',
    'commit',
    'gpu',
    'fold',
    'acc_std',
    'n_params',
    'tags.x',
    'id',
    'created_at',
  ];
  const are = [
    'acc',
    'val/loss',
    'test_f1',
    'score',
    'metrics.auc',
    'BLEU',
    'mAP50',
    'perplexity',
    'top_5_accuracy',
    'eval_loss',
    'width of belief',
  ];
  const table = `model,${[...not, ...are].join(',')}\na,${[...not, ...are].map((_, index) => index * 0.37).join(',')}\n`;
  const found = await reasons(table);
  expect(Object.keys(found).filter((name) => found[name] === null)).toEqual(
    are.map((name) => name.replace('metrics.', '')),
  );
});

test('what was left out is said, with its reason', async () => {
  const { rows } = await readFiles({ 'a.csv': 'model,f1,lr,notes,user\na,0.5,0.1,good,me\n' });
  expect(describeLeftOut(columnsOf(rows))).toEqual([
    'Columns that are not compared as metrics: "lr" (a setting), "notes", "user" (text). To compare one, name it with --metric.',
  ]);
});
