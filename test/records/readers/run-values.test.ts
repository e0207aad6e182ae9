import { describe, expect, it, test } from 'vitest';
import { type Files, read } from './run-directory.ts';

describe('a value that is not finite', () => {
  test.each([
    [
      'a loss that Python wrote',
      { 'log.jsonl': '{"epoch":1,"train_loss":2}\n{"epoch":2,"train_loss":NaN}\n' },
      'log.jsonl:2: train_loss is NaN',
    ],
    [
      'a loss by split',
      { 'log.jsonl': '{"epoch":1,"validation":{"loss":-Infinity}}\n' },
      'log.jsonl:1: validation.loss is -Infinity',
    ],
    ['a loss as text', { 'log.jsonl': '{"epoch":1,"loss":"nan"}\n' }, 'log.jsonl:1: loss is NaN'],
    [
      'a loss in a CSV',
      { 'log.csv': 'epoch,loss,val_loss\n0,1,2\n1,inf,nan\n' },
      'log.csv:3: loss is Infinity',
    ],
    ['a number beyond all doubles', { 'log.csv': 'epoch,loss\n0,1e400\n' }, 'log.csv:2: loss is Infinity'],
    ['a declared metric', { 'metrics.json': '{"macro_f1": NaN}' }, 'metrics.json: macro_f1 is NaN'],
    [
      'a final loss',
      { 'metrics.json': '{"macro_f1": 0.5, "test": {"loss": Infinity}}' },
      'metrics.json: test.loss is Infinity',
    ],
    [
      'a prediction',
      { 'predictions.jsonl': '{"label":1,"prediction":NaN}\n' },
      'predictions.jsonl:1: prediction is NaN',
    ],
    [
      'a probability that JavaScript wrote',
      { 'p.jsonl': '{"label":1,"probabilities":[null,null]}\n' },
      'p.jsonl:1: probabilities[0] is NaN',
    ],
    [
      'a probability in a CSV',
      { 'p.csv': 'label,probability_0,probability_1\n1,0.5,0.5\n1,nan,nan\n' },
      'p.csv:3: probabilities[0] is NaN',
    ],
  ])('makes the run diverged: %s', async (_, files, failure) => {
    const content = await read(files as Files, ['macro_f1']);
    expect({ status: content.status, failure: content.failure }).toEqual({ status: 'diverged', failure });
    expect(content.predictions).toBeNull();
  });

  test.each<[string, Files, string | null]>([
    ['a loss', { 'log.jsonl': '{"epoch":1,"val_loss":NaN}\n' }, 'loss'],
    ['a declared metric', { 'metrics.json': '{"macro_f1": NaN}' }, 'macro_f1'],
    ['the first of two', { 'log.csv': 'epoch,loss,val_macro_f1\n1,2,nan\n2,nan,1\n' }, 'macro_f1'],
    ['predictions, which no metric outlives', { 'p.jsonl': '{"label":1,"prediction":NaN}\n' }, null],
    ['what the run says by itself', { 'metrics.json': '{"status": "diverged"}' }, null],
  ])('is named in the record: %s', async (_, files, divergedBy) => {
    expect(await read(files, ['macro_f1'])).toMatchObject({ status: 'diverged', divergedBy });
  });

  it('leaves the rest of the curve', async () => {
    const { curves } = await read({ 'log.csv': 'epoch,loss,val_loss\n1,1,2\n2,nan,2\n3,nan,nan\n' });
    expect(curves).toEqual([
      { epoch: 1, train: { loss: 1 }, validation: { loss: 2 } },
      { epoch: 2, train: {}, validation: { loss: 2 } },
    ]);
  });

  it('is left out where nobody asked for it', async () => {
    const { status, metrics, warnings } = await read({ 'metrics.json': '{"accuracy": 0.5, "bleu": NaN}' }, [
      'accuracy',
    ]);
    expect({ status, metrics }).toEqual({ status: 'ok', metrics: { test: { accuracy: 0.5 } } });
    expect(warnings).toEqual(['metrics.json: bleu is NaN and was left out']);
  });
});
