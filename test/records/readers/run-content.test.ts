import { describe, expect, it, test } from 'vitest';
import { RUN_SCHEMA } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { TWO_EPOCHS_WITH_ACCURACY } from './curves.ts';
import { type Files, read, refusal } from './run-directory.ts';

it('merges several files by epoch', async () => {
  const { curves, metrics } = await read({
    'train.csv': 'epoch,loss\n1,1\n2,0.5\n',
    'validation.jsonl':
      '{"epoch":1,"val_loss":1.1,"val_accuracy":0.5}\n{"epoch":2,"val_loss":0.9,"val_accuracy":0.6}\n',
    'metrics.json': { accuracy: 0.55 },
  });
  expect(curves).toEqual(TWO_EPOCHS_WITH_ACCURACY);
  expect(metrics.test).toEqual({ accuracy: 0.55 });
});

it('takes the last value of each metric that has no final one, whatever else is final', async () => {
  const { metrics } = await read({
    'log.csv': 'epoch,val_loss,val_accuracy\n1,2,0.5\n2,1,0.6\n',
    'metrics.json': { val_accuracy: 0.7, accuracy: 0.55 },
  });
  expect(metrics).toEqual({ validation: { loss: 1, accuracy: 0.7 }, test: { accuracy: 0.55 } });
});

describe('predictions', () => {
  const ROWS = [
    '{"label":1,"prediction":1}',
    '{"label":0,"prediction":1}',
    '{"label":0,"prediction":0}',
  ].join('\n');

  it('decide the metrics; what they cannot give is taken from the run', async () => {
    const { metrics, warnings, predictions } = await read(
      { 'metrics.json': { accuracy: 0.99, loss: 0.4 }, 'predictions.jsonl': ROWS },
      ['accuracy'],
    );
    expect(metrics.test).toMatchObject({ accuracy: 2 / 3, loss: 0.4 });
    expect(warnings).toEqual([
      `the run reports test accuracy 0.99, but its predictions give ${2 / 3}; the computed value is used`,
    ]);
    expect([...(predictions?.splits.keys() ?? [])]).toEqual(['test']);
  });

  it('agree with what the run states up to rounding', async () => {
    const { warnings } = await read({ 'metrics.json': { accuracy: 0.66667 }, 'predictions.jsonl': ROWS });
    expect(warnings).toEqual([]);
  });

  it('add to the slices that the run states', async () => {
    const { slices } = await read({
      'metrics.json': {
        slices: {
          short: { examples: 9, metrics: { bleu: 0.1, accuracy: 0 } },
          rare: { examples: 1, metrics: {} },
        },
      },
      'predictions.csv': 'split,id,label,prediction,slices\ntest,a,1,1,short;odd\ntest,b,1,0,\n',
    });
    expect(slices.short).toMatchObject({ examples: 1, metrics: { bleu: 0.1, accuracy: 1 } });
    expect(Object.keys(slices).sort()).toEqual(['odd', 'rare', 'short']);
  });

  it('are in one file', async () => {
    expect(await refusal({ 'a.jsonl': ROWS, 'b.jsonl': ROWS })).toBe(
      'a.jsonl and b.jsonl both hold predictions; write one file with all splits (a second test set is called shifted), or one file per split: val_predictions.csv, test_predictions.csv',
    );
  });
});

describe('more than a record holds is refused', () => {
  const metrics = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}`, 1]));
  const names = Array.from({ length: 600 }, (_, index) => `s${index}`);
  const predictions = `{"label":1,"prediction":1,"slices":${JSON.stringify(names)}}\n`;
  const header = ['epoch', ...Object.keys(metrics(20))];
  const rows = Array.from({ length: 60_000 }, (_, epoch) => `${epoch}${',0.5'.repeat(20)}`);

  test.each<[string, Files, string]>([
    [
      'metrics of a slice',
      { 'metrics.json': { a: 1, slices: { short: { examples: 3, metrics: metrics(1001) } } } },
      'the slice "short" has 1001 metrics, including those computed from predictions, but at most 1000 are kept; log fewer',
    ],
    [
      'metrics, with those from predictions',
      { 'metrics.json': metrics(1000), 'predictions.jsonl': predictions },
      'the test split has 1006 metrics',
    ],
    [
      'slices, with those from predictions',
      {
        'metrics.json': {
          slices: Object.fromEntries(names.map((name) => [`stated ${name}`, { examples: 1, metrics: {} }])),
        },
        'predictions.jsonl': predictions,
      },
      'the run has 1200 slices',
    ],
    [
      'values in the curves',
      { 'log.csv': [header.join(','), ...rows].join('\n') },
      'log.csv:20002: more than 400000 values in all epochs; log fewer metrics, or fewer epochs',
    ],
  ])('%s', async (_, files, message) => {
    expect(await refusal(files)).toContain(message);
  });

  it('and what is not refused can be saved', async () => {
    const store = await openRunStore(await temporaryFolder(), () => {});
    const { predictions, cost, ...content } = await read({
      'log.csv': [header.join(','), ...rows.slice(0, 20_000), ''].join('\n').replaceAll('0.5', '0.123456789'),
    });
    const record = {
      ...content,
      schema: RUN_SCHEMA,
      fingerprint: 'ab'.repeat(32),
      model: 'head',
      seed: 1,
      params: {},
      commit: null,
      cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null, ...cost },
    } as const;
    expect(predictions).toBeNull();
    expect((await store.save(record)).curves).toHaveLength(20_000);
  });
});
