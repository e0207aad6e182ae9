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

describe('a file of another kind', () => {
  const LFS = 'version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 123\n';
  const PICKLE = Buffer.from([0x80, 4, 0x95]);

  it.each<[string, string | Buffer, string]>([
    ['results.pkl', PICKLE, 'opening a pickle runs its code'],
    ['model.joblib', PICKLE, 'opening a pickle runs its code'],
    ['log.eval', Buffer.from('PK'), 'it is an archive of Inspect'],
    ['table.parquet', Buffer.from('PAR1'), 'it is a binary table; write CSV'],
    ['metrics.json', LFS, 'run "git lfs pull"'],
    ['log.csv', LFS, 'run "git lfs pull"'],
  ])('%s is refused with the remedy', async (name, content, remedy) => {
    await expect(read({ [name]: content }, ['accuracy'])).rejects.toThrow(remedy);
  });

  it.each<[string, string, number]>([
    ['log.csv', 'epoch,val_accuracy\n1,81.5%\n2,93.4%\n', 0.934],
    ['log.csv', 'epoch;val_accuracy\n1;81,5 %\n2;93,4 %\n', 0.934],
    ['log.tsv', 'step\tval_accuracy\n10\t0.8\n20\t0.934\n', 0.934],
    ['log.jsonl', '{"epoch": 1, "val_accuracy": 0.934}\n', 0.934],
  ])('%s in UTF-8 and in both orders of UTF-16 has its last value', async (name, text, value) => {
    const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const content of [Buffer.from(text), marked, Buffer.from(marked).swap16()]) {
      const { metrics } = await read({ [name]: content }, ['accuracy']);
      expect(metrics.validation?.accuracy).toBe(value);
    }
  });
});
