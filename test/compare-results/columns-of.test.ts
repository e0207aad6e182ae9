import { expect, test } from 'vitest';
import { columnsOf, describeLeftOut } from '../../src/compare-results/columns-of.ts';
import { readFiles } from '../records/results/result-rows.ts';

const reasons = async (text: string) => {
  const { rows } = await readFiles({ 'a.csv': text });
  return Object.fromEntries([...columnsOf(rows)].map(([name, { whyNot }]) => [name, whyNot]));
};

test('columns are no metrics by what they hold', async () => {
  const rows = [1, 2, 3, 4].map((seed) =>
    [
      ...[seed < 3 ? 'a' : 'b', seed, 0.5 + seed / 10, seed < 3 ? 8 : 16, 1_795_807_680 + 7 * seed],
      ...[seed, 40 + seed, `run ${seed}`, seed < 3 ? '7e12' : 'a81f0c2'],
    ].join(','),
  );
  expect(await reasons(`model,seed,score,width,when,again,row,said,git\n${rows.join('\n')}\n`)).toEqual({
    score: null,
    width: 'the same in all runs of a model',
    when: 'a date',
    again: 'the same as the seed',
    row: 'counts the rows',
    said: 'text',
    git: 'an id',
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

test('a metric that is the same in all runs stays one where its name says so', async () => {
  const text = 'model,seed,accuracy,x\na,1,1,1\na,2,1,1\nb,1,1,2\nb,2,1,2\n';
  expect(await reasons(text)).toMatchObject({ accuracy: null, x: 'the same in all runs of a model' });
});

test('what was left out is said, with its reason', async () => {
  const { rows } = await readFiles({ 'a.csv': 'model,f1,lr,notes,user\na,0.5,0.1,good,me\n' });
  expect(describeLeftOut(columnsOf(rows))).toEqual([
    'Columns that are not compared as metrics: "lr" (a setting), "notes", "user" (text). To compare one, name it with --metric.',
  ]);
});
