import { describe, expect, it, test } from 'vitest';
import { read, refusal } from './run-directory.ts';

const FINAL = { 'metrics.json': { accuracy: 0.5 } };

describe('a file that is taken for nothing', () => {
  test.each([
    [
      'log.csv',
      'batch,loss\n1,2\n',
      'log.csv was not read: it has columns "batch", "loss", but no epoch or step, and no label with prediction',
    ],
    [
      'log.jsonl',
      '{"batch":1,"loss":2}\n',
      'log.jsonl was not read: its lines have "batch", "loss", but no number called epoch or step, and no label with prediction',
    ],
    [
      'agent.jsonl',
      '{"step":"search","loss":2}\n',
      'agent.jsonl was not read: its lines have "step", "loss", but no number called epoch or step, and no label with prediction',
    ],
    ['log.csv', '', 'log.csv was not read: it is empty'],
    ['log.jsonl', '\n', 'log.jsonl was not read: it is empty'],
    ['log.jsonl', 'epoch 1: 0.5\n', 'log.jsonl was not read: its lines are not JSON objects'],
    [
      'results.json',
      '{"accuracy": 0.9}',
      'results.json was not read: final metrics such as its "accuracy" are read from metrics.json, curves from *.jsonl or *.csv',
    ],
    [
      'history.json',
      '[{"val_loss": 0.9}]',
      'history.json was not read: final metrics such as its "val_loss" are read from metrics.json, curves from *.jsonl or *.csv',
    ],
    ['history.json', '[{"epoch": 1,', /^history\.json: not valid JSON: .*; it was left out$/],
    [
      'y_pred.npy',
      'x',
      'y_pred.npy was not read: the only NumPy files read are labels.npy, predictions.npy and probabilities.npy',
    ],
  ])('is named with the reason: %s', async (file, text, message) => {
    const { metrics, warnings } = await read({ ...FINAL, [file]: text });
    expect(metrics).toEqual({ test: { accuracy: 0.5 } });
    expect(warnings).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  it('is named where there is nothing else, too', async () => {
    expect(await refusal({ 'log.csv': 'batch,loss\n1,2\n' })).toContain(
      'log.csv was not read: it has columns "batch", "loss", but no epoch or step',
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
