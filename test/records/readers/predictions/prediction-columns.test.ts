import { describe, expect, it, test } from 'vitest';
import { read } from '../run-directory.ts';
import { readPlain } from './prediction-file.ts';

describe('other names for label, prediction and probabilities', () => {
  test.each([
    ['y_true,y_pred\n1,0\n', 'p.csv', null],
    ['target,pred\n1,0\n', 'p.csv', null],
    ['actual,predicted\n1,0\n', 'p.csv', null],
    ['observed,fitted\n1,0\n', 'p.csv', null],
    ['target,output\n1,0\n', 'p.csv', null],
    ['y_true,target,label,prediction\n7,7,1,0\n', 'p.csv', null],
    ['y_true,y_pred,prob_0,prob_1\n1,0,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['label,proba_0,proba_1\n1,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['label,prediction,p_0,p_1,p_value\n1,0,0.75,0.25,3\n', 'p.csv', null],
    ['label,p_0,p_1\n1,0.75,0.25\n', 'p.csv', [[0.75, 0.25]]],
    ['y_true,y_pred,0,1\n1,0,0.75,0.25\n', 'p.csv', null],
    ['y_true,y_pred,no,yes\n1,0,0.75,0.25\n', 'p.csv', null],
    ['{"y_true":1,"y_pred":0}\n', 'p.jsonl', null],
    ['{"target":1,"pred":0}\n', 'p.jsonl', null],
  ])('%s', async (text, name, rows) => {
    const test = (await readPlain(text, name)).splits.get('test');
    expect([test?.labels, test?.predictions, test?.probabilities]).toEqual([[1], [0], rows]);
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
    const { warnings } = await read({
      'metrics.json': { accuracy: 0.5 },
      'p.csv': 'y_true,target,pred\n1,1,1\n',
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^p\.csv was not read: .* and no label with prediction$/),
    ]);
  });

  it('are metrics of a log with an epoch in each row', async () => {
    const { curves } = await read({ 'log.csv': 'epoch,target,pred\n1,0.5,0.4\n2,0.5,0.45\n' });
    expect(curves).toHaveLength(2);
  });
});
