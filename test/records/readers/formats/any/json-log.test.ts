import { expect, it, test } from 'vitest';
import { expectTwoEpochs, expectTwoEpochsWithAccuracy } from '../../curves.ts';
import { outcomeOf, read, readLog, refusal } from '../../run-directory.ts';

test.each([
  [
    'flat JSON lines',
    'log.jsonl',
    '{"epoch":1,"train_loss":1,"val_loss":1.1,"val_accuracy":0.5}\n{"epoch":2,"train_loss":0.5,"val_loss":0.9,"val_accuracy":0.6}\n',
  ],
  [
    'JSON lines by split',
    'history.jsonl',
    '{"epoch":1,"train":{"loss":1},"validation":{"loss":1.1,"accuracy":0.5}}\n{"epoch":2,"train":{"loss":0.5},"validation":{"loss":0.9,"accuracy":0.6}}\n',
  ],
  [
    'JSON lines with a line a phase, out of order',
    'log.ndjson',
    '{"run":"a"}\n{"epoch":2,"loss":0.5}\n{"epoch":1,"loss":1}\n\n{"epoch":1,"eval_loss":1.1,"eval_accuracy":0.5}\n{"epoch":2,"eval_loss":0.9,"eval_accuracy":0.6}\n',
  ],
])('%s become curves, and the last validation metrics are the final ones', async (_, name, text) => {
  await expectTwoEpochsWithAccuracy(name, text);
});

test.each([
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
  await expectTwoEpochs(file, text);
});

it('by step is averaged up to each evaluation, as others are', async () => {
  const { curves, metrics } = await read({
    'log.jsonl':
      '{"step":10,"epoch":0.5,"loss":4}\n{"step":20,"epoch":1,"loss":2}\n{"step":20,"epoch":1,"eval_loss":3}\n{"step":30,"epoch":1.5,"loss":NaN}\n',
  });
  expect(curves).toEqual([{ epoch: 1, train: { loss: 3 }, validation: { loss: 3 } }]);
  expect(metrics).toEqual({ validation: { loss: 3 } });
});

it('tolerates a last line that breaks off, and says so', async () => {
  const { curves, warnings } = await read({ 'log.jsonl': '{"epoch":1,"loss":1}\n{"epoch":2,"lo' });
  expect(curves).toHaveLength(1);
  expect(warnings).toEqual(['log.jsonl:2: the last line is incomplete and was left out']);
});

test('a line of JSON is whole when its brace is closed', async () => {
  const { curves, warnings } = await read({
    'log.jsonl': '{"epoch":1,"val_loss":0.93}\n{"epoch":2,"val_loss":0.9}',
  });
  expect({ points: curves.length, warnings }).toEqual({ points: 2, warnings: [] });
});

test.each([
  ['a line is not JSON', { 'a.jsonl': '{"epoch":1}\n{epoch:2}\n' }, /^a\.jsonl:2: not valid JSON: /],
  ['a line is not an object', { 'a.jsonl': '{"epoch":1}\n[1]\n' }, /^a\.jsonl:2: a line must be an object/],
  [
    'an epoch is no number',
    { 'a.jsonl': '{"epoch":"one"}\n' },
    /^a\.jsonl:1: epoch must be a number of at least 0, found "one"$/,
  ],
  [
    'an epoch is infinite',
    { 'a.jsonl': '{"epoch":Infinity}\n' },
    /^a\.jsonl:1: epoch must be a number of at least 0, found Infinity$/,
  ],
  [
    'a line has no end',
    { 'a.jsonl': `{"epoch":1}\n${'x'.repeat(1_500_000)}` },
    /^a\.jsonl: has a line of more than/,
  ],
])('is refused when %s', async (_, files, message) => {
  expect(await refusal(files)).toMatch(message);
});

test('jsonl-resumed-short is read', async () => {
  expect(outcomeOf(await readLog('broken/jsonl-resumed-short'))).toEqual({
    points: 2,
    status: 'ok',
    failure: null,
    warnings: [
      'log.jsonl:5: accuracy goes back from epoch 3 to 1, as in a resumed run; earlier values from epoch 1 on are ignored',
    ],
  });
});
