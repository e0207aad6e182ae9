import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { RUN_SCHEMA } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { TWO_EPOCHS_WITH_ACCURACY } from './curves.ts';
import { type Files, read, readLog, refusal } from './run-directory.ts';

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
    'metrics.json': { val_accuracy: 0.6, accuracy: 0.55 },
  });
  expect(metrics).toEqual({ validation: { loss: 1, accuracy: 0.6 }, test: { accuracy: 0.55 } });
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
  const rows = Array.from({ length: 20_010 }, (_, epoch) => `${epoch}${',0.5'.repeat(20)}`);

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

  test('and what is not refused can be saved', async () => {
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

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const curve = (values: readonly number[], key = 'test_accuracy') =>
  lines(values.map((value, epoch) => ({ epoch, [key]: value })));

describe('where a value comes from', () => {
  it('names file, key and how often it was logged', async () => {
    const { origins } = await read({
      'log.jsonl': lines([
        { epoch: 1, train_loss: 3 },
        { epoch: 1, val_loss: 2 },
        { epoch: 2, val_loss: 1 },
      ]),
      'metrics.json': { accuracy: 0.9 },
      'predictions.csv': 'label,prediction\n0,0\n1,0\n',
    });
    expect(origins).toMatchObject({
      train: { loss: { file: 'log.jsonl', key: 'train_loss', at: 'last' } },
      validation: { loss: { file: 'log.jsonl', key: 'val_loss', at: 'last', of: 2 } },
      test: { accuracy: { file: 'predictions.csv', key: 'accuracy', at: 'computed' } },
    });
  });

  it('leaves out positions in lists and what is random in names of files', async () => {
    const huggingface = await readLog('huggingface/run');
    expect(JSON.stringify(huggingface.origins)).not.toMatch(/\[\d/);
    const tensorboard = await readLog('tensorboard/run');
    expect(JSON.stringify(tensorboard.origins)).toContain('events.out.tfevents…');
    const mlflow = await readLog('mlflow/run');
    expect(JSON.stringify(mlflow.origins)).not.toMatch(/[0-9a-f]{32}/);
  });
});

describe('a value that a program chose', () => {
  it('by its name', async () => {
    const { origins, metrics } = await read(
      { 'metrics.json': { best_val_accuracy: 0.9, test_best_f1: 0.8 } },
      ['best_val_accuracy'],
    );
    expect(metrics.test?.best_val_accuracy).toBeUndefined();
    expect(origins?.validation?.best_val_accuracy).toMatchObject({ at: 'stated', selected: 'name' });
    expect(origins?.test?.best_f1).toMatchObject({ selected: 'name' });
  });

  test.each([
    ['the best of its curve and not the last', [0.5, 0.9, 0.7], { accuracy: 0.9 }, 'curve'],
    ['the same, rounded', [0.5, 0.90004, 0.7], { accuracy: 0.9 }, 'curve'],
    ['the last', [0.5, 0.9, 0.7], { accuracy: 0.7 }, undefined],
    ['the best, which is the last', [0.5, 0.7, 0.9], { accuracy: 0.9 }, undefined],
    ['measured once more', [0.5, 0.9, 0.7], { accuracy: 0.81 }, undefined],
    ['of two', [0.9, 0.7], { accuracy: 0.9 }, undefined],
  ])('is told where it is %s', async (_, values, stated, selected) => {
    const { origins } = await read({ 'log.jsonl': curve(values), 'metrics.json': stated });
    expect(origins?.test?.accuracy?.selected).toBe(selected);
  });

  it('a lowest loss is the best, a lowest accuracy is not', async () => {
    const loss = await read({ 'log.jsonl': curve([3, 1, 2], 'test_loss'), 'metrics.json': { test_loss: 1 } });
    expect(loss.origins?.test?.loss?.selected).toBe('curve');
    const accuracy = await read({ 'log.jsonl': curve([0.9, 0.1, 0.8]), 'metrics.json': { accuracy: 0.1 } });
    expect(accuracy.origins?.test?.accuracy?.selected).toBeUndefined();
  });

  it('whatever the curve: its maximum is told, and its last value never', async () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(values, async (all) => {
        const [most, last] = [Math.max(...all), all.at(-1)];
        const stated = async (accuracy: number | undefined) =>
          (await read({ 'log.jsonl': curve(all), 'metrics.json': { accuracy } })).origins?.test?.accuracy
            ?.selected;
        expect(await stated(most)).toBe(most === last ? undefined : 'curve');
        expect(await stated(last)).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });
});
