/** What a file is taken for, and what is said of one that is taken for nothing. */
import { describe, expect, it, test } from 'vitest';
import { read, refusal } from './run-directory.ts';

const FINAL = { 'metrics.json': { accuracy: 0.5 } };

describe('predictions with a column of the epoch or step', () => {
  test.each([
    ['p.csv', 'epoch,id,label,prediction\n3,a,1,1\n3,b,0,1\n'],
    ['p.csv', 'step,id,label,prediction\n900,a,1,1\n900,b,0,1\n'],
    ['p.jsonl', '{"epoch":3,"label":1,"prediction":1}\n{"epoch":3,"label":0,"prediction":1}\n'],
  ])('are predictions: %s', async (file, text) => {
    const { metrics, curves, predictionsFile } = await read({ [file]: text });
    expect(metrics.test?.accuracy).toBe(0.5);
    expect({ curves, kept: predictionsFile !== null }).toEqual({ curves: [], kept: true });
  });

  it('are refused where they are of several epochs, which would count each example several times', async () => {
    expect(await refusal({ 'p.csv': 'epoch,label,prediction\n1,1,1\n1,0,0\n2,1,1\n' })).toBe(
      'p.csv:4: epoch 2, where the rows before have 1; leave the predictions of the last epoch alone',
    );
  });
});

describe('other names for label and prediction', () => {
  test.each([
    ['p.csv', 'y_true,y_pred\n1,1\n0,1\n'],
    ['p.jsonl', '{"target":1,"pred":1}\n{"target":0,"pred":1}\n'],
  ])('are predictions: %s', async (file, text) => {
    expect((await read({ [file]: text })).metrics.test?.accuracy).toBe(0.5);
  });

  it('are none where two of them could be the label', async () => {
    const { warnings } = await read({ ...FINAL, 'p.csv': 'y_true,target,pred\n1,1,1\n' });
    expect(warnings).toEqual([expect.stringMatching(/^p\.csv was not read: .* nor label with prediction$/)]);
  });

  it('are metrics of a log with an epoch in each row', async () => {
    const { curves } = await read({ 'log.csv': 'epoch,target,pred\n1,0.5,0.4\n2,0.5,0.45\n' });
    expect(curves).toHaveLength(2);
  });
});

describe('an id that stands twice', () => {
  it('is refused with two labels', async () => {
    expect(await refusal({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,0,1\n' })).toBe(
      'predictions: the id "a" stands there twice in the test split, with different labels; an id names one example: give each row one of its own, or leave ids out',
    );
  });

  it('is told of with one label', async () => {
    const { metrics, warnings } = await read({ 'p.csv': 'id,label,prediction\na,1,1\nb,0,1\na,1,1\n' });
    expect(metrics.test?.accuracy).toBeCloseTo(2 / 3, 10);
    expect(warnings).toEqual([
      'predictions: one row of the test split repeats the id of another, such as "a"; each row counts in the metrics, and nothing is compared example by example: leave every example once',
    ]);
  });

  it('is one in each split, and no position is one', async () => {
    const { warnings } = await read({
      'p.csv': 'split,id,label,prediction\ntest,a,1,1\nval,a,0,1\ntest,,1,1\ntest,,0,1\n',
    });
    expect(warnings).toEqual([]);
  });
});

describe('a log', () => {
  const CURVES = [
    { epoch: 1, train: { loss: 2 }, validation: { loss: 3 } },
    { epoch: 2, train: { loss: 1 }, validation: { loss: 2 } },
  ];

  test.each([
    [
      'the name that the documentation of Keras gives it',
      'training.log',
      'epoch,loss,val_loss\n1,2,3\n2,1,2\n',
    ],
    ['another name', 'curve.txt', 'epoch\tloss\tval_loss\n1\t2\t3\n2\t1\t2\n'],
    ['the name of a text, by step', 'train.log', 'step,loss,val_loss\n1,2,3\n2,1,2\n'],
    ['spaces in its names', 'log.csv', 'Epoch,Train Loss,Val Loss\n1,2,3\n2,1,2\n'],
    ['spaces in its names, by step', 'log.csv', 'Global Step,Train Loss,Val Loss\n1,2,3\n2,1,2\n'],
    ['a capital Epoch', 'log.csv', 'Epoch,Loss,Val_Loss\n1,2,3\n2,1,2\n'],
    ['the index of pandas', 'log.csv', ',epoch,loss,val_loss\n0,1,2,3\n1,2,1,2\n'],
    ['two columns without a name', 'log.csv', ',epoch,loss,val_loss,\n0,1,2,3,\n1,2,1,2,\n'],
    ['the index of pandas, by step', 'log.csv', ',Step,loss,val_loss\n0,1,2,3\n1,2,1,2\n'],
    [
      'a first epoch after many other lines',
      'log.jsonl',
      `${'{"event":"compile","seconds":1}\n'.repeat(40)}{"epoch":1,"loss":2,"val_loss":3}\n{"epoch":2,"loss":1,"val_loss":2}\n`,
    ],
    [
      'a capital Epoch in JSON lines',
      'log.jsonl',
      '{"Epoch":1,"loss":2,"val_loss":3}\n{"Epoch":2,"loss":1,"val_loss":2}\n',
    ],
    [
      'steps alone in JSON lines',
      'log.jsonl',
      '{"step":1,"loss":2}\n{"step":1,"val_loss":3}\n{"step":2,"train":{"loss":1},"validation":{"loss":2}}\n',
    ],
  ])('is read with %s', async (_, file, text) => {
    const { curves, warnings } = await read({ [file]: text });
    expect(curves).toEqual(CURVES);
    expect(warnings).toEqual([]);
  });

  it('of JSON lines by step is averaged up to each evaluation, as others are', async () => {
    const { curves, metrics } = await read({
      'log.jsonl':
        '{"step":10,"epoch":0.5,"loss":4}\n{"step":20,"epoch":1,"loss":2}\n{"step":20,"epoch":1,"eval_loss":3}\n{"step":30,"epoch":1.5,"loss":NaN}\n',
    });
    expect(curves).toEqual([{ epoch: 1, train: { loss: 3 }, validation: { loss: 3 } }]);
    expect(metrics).toEqual({ validation: { loss: 3 } });
  });

  it('of MLflow may have a metric with a dot in its name', async () => {
    const run = 'mlruns/0/0123456789abcdef0123456789abcdef/metrics';
    const { curves } = await read({
      [`${run}/val.loss`]: '1 0.5 0\n2 0.4 1\n',
      [`${run}/train/acc.json`]: '1 0.7 0\n2 0.8 1\n',
    });
    expect(curves).toEqual([
      { epoch: 0, train: { 'acc.json': 0.7 }, validation: { loss: 0.5 } },
      { epoch: 1, train: { 'acc.json': 0.8 }, validation: { loss: 0.4 } },
    ]);
  });
});

describe('a file that is taken for nothing', () => {
  test.each([
    [
      'log.csv',
      'iter,loss\n1,2\n',
      'log.csv was not read: it has columns "iter", "loss", and none called epoch or step, nor label with prediction',
    ],
    [
      'log.jsonl',
      '{"iter":1,"loss":2}\n',
      'log.jsonl was not read: its lines have "iter", "loss", and none has a number as epoch or step, nor label with prediction',
    ],
    [
      'agent.jsonl',
      '{"step":"search","loss":2}\n',
      'agent.jsonl was not read: its lines have "step", "loss", and none has a number as epoch or step, nor label with prediction',
    ],
    ['log.csv', '', 'log.csv was not read: it is empty'],
    ['log.jsonl', '\n', 'log.jsonl was not read: it is empty'],
    ['log.jsonl', 'epoch 1: 0.5\n', 'log.jsonl was not read: its lines are no objects of JSON'],
    [
      'results.json',
      '{"accuracy": 0.9}',
      'results.json was not read: final metrics such as its "accuracy" are read from metrics.json, curves from *.jsonl or *.csv',
    ],
    [
      'history.json',
      '[{"epoch": 1, "val_loss": 0.9}]',
      'history.json was not read: final metrics such as its "epoch" are read from metrics.json, curves from *.jsonl or *.csv',
    ],
    ['history.json', '[{"epoch": 1,', /^history\.json: not valid JSON: .*; it was left out$/],
    [
      'y_pred.npy',
      'x',
      'y_pred.npy was not read: of NumPy only labels.npy, predictions.npy and probabilities.npy are',
    ],
  ])('is named with the reason: %s', async (file, text, message) => {
    const { metrics, warnings } = await read({ ...FINAL, [file]: text });
    expect(metrics).toEqual({ test: { accuracy: 0.5 } });
    expect(warnings).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it('is named where there is nothing else, too', async () => {
    expect(await refusal({ 'log.csv': 'iter,loss\n1,2\n' })).toContain(
      'log.csv was not read: it has columns "iter", "loss", and none called epoch or step',
    );
  });

  test.each([
    ['tokenizer.json', '{"version": "1.0", "model": {"vocab": {"loss": 1}}}'],
    ['vocab.json', '{"the": 1, "__proto__": 2}'],
    ['tokenizer.json', `{"vocab": "${'x'.repeat(11 * 1024 * 1024)}"}`],
    ['merges.json', `${'['.repeat(30)}${']'.repeat(30)}`],
    ['embeddings.npy', 'x'],
    ['config.json', '{"hidden_size": 128, "classifier_dropout": 0.1}'],
    ['train.log', 'epoch, loss: 0.5, 0.4\nepoch, loss: 0.3, 0.2\n'],
    ['train.log', 'epoch,loss\nstarted\n'],
    ['notes.txt', 'epoch,loss\n'],
    ['train.log', 'epoch\n1\n2\n'],
    ['special_tokens_map.json', '{"unk_token": "[UNK]"}'],
  ])('goes without a word where it is no log: %s', async (file, text) => {
    expect((await read({ ...FINAL, [file]: text })).warnings).toEqual([]);
  });

  it('is not counted one by one where there are many', async () => {
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`fold${index}.csv`, 'a,b\n']));
    const { warnings } = await read({ ...FINAL, ...files });
    expect(warnings).toHaveLength(6);
    expect(warnings.at(-1)).toBe('7 more files were not read: "fold5.csv", "fold6.csv", "fold7.csv", …');
  });
});

describe('texts beside the logs', () => {
  it('may be many: a file of labels for each image is no log', async () => {
    const labels = Array.from({ length: 1100 }, (_, index) => [`labels/${index}.txt`, '0 0.5 0.5\n']);
    const { metrics } = await read({ ...FINAL, ...Object.fromEntries(labels) });
    expect(metrics).toEqual({ test: { accuracy: 0.5 } });
  });

  it('are named where there is nothing else, and what most programs can write comes first', async () => {
    expect(await refusal({ 'train.log': 'done\n' })).toMatch(
      /It holds "train\.log"\..* Looked for: metrics\.json; \*\.csv with a column epoch; \*\.jsonl .*trainer_state/,
    );
  });
});

describe('lists of boosting and of Keras', () => {
  it('are read beside a list a class, which is no curve', async () => {
    const { curves } = await read({
      'evals_result.json': {
        train: {
          mlogloss: [1, 0.5],
          recall: [
            [0.5, 0.6],
            [0.7, 0.8],
          ],
        },
        validation: { mlogloss: [1.5, 1] },
      },
    });
    expect(curves.at(-1)).toEqual({
      epoch: 2,
      train: { loss: 0.5, mlogloss: 0.5 },
      validation: { loss: 1, mlogloss: 1 },
    });
    const history = await read({ 'history.json': { loss: [2, 1], val_loss: [3, 2], f1: [[1, 0]] } });
    expect(history.curves.at(-1)).toEqual({ epoch: 1, train: { loss: 1 }, validation: { loss: 2 } });
  });

  it('are refused where the metric of the config has a list a class', async () => {
    const file = { 'evals_result.json': { validation: { mlogloss: [1.5, 1], recall: [[0.5, 0.6]] } } };
    expect(await refusal(file, ['recall'])).toBe(
      'evals_result.json: validation.recall[0] must be a number, found [0.5,0.6]',
    );
  });
});
