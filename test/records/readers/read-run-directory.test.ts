import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { readRunDirectory } from '../../../src/records/readers/read-run-directory.ts';
import { RUN_SCHEMA } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { directoryOf, type Files, read, refusal } from './run-directory.ts';

describe('metrics.json', () => {
  it('is flat: metrics of the test split, others by prefix', async () => {
    const stated = {
      accuracy: 0.9,
      train_loss: 0.1,
      val_loss: 0.3,
      validation_accuracy: 0.8,
      shifted_accuracy: 0.5,
    };
    const { metrics, status, curves } = await read({ 'metrics.json': stated });
    expect(metrics).toEqual({
      train: { loss: 0.1 },
      validation: { loss: 0.3, accuracy: 0.8 },
      test: { accuracy: 0.9 },
      shifted: { accuracy: 0.5 },
    });
    expect({ status, curves }).toEqual({ status: 'ok', curves: [] });
  });

  it('is nested, with everything else that a run can say', async () => {
    const content = await read({
      'metrics.json': {
        validation: { loss: 0.3 },
        test: { accuracy: 0.9 },
        slices: { short: { examples: 10, metrics: { accuracy: 0.7 } } },
        parameters: 123,
        environment: { torch: '2.6.0', gpus: 0 },
        cost: {
          wallSeconds: 1e308,
          cpuSeconds: 12.5,
          peakMemoryBytes: 1e9,
          inferenceSeconds: 0.01,
          joules: 3,
        },
      },
    });
    expect(content).toEqual({
      status: 'ok',
      failure: null,
      divergedBy: null,
      curves: [],
      metrics: { validation: { loss: 0.3 }, test: { accuracy: 0.9 } },
      slices: { short: { examples: 10, metrics: { accuracy: 0.7 } } },
      parameters: 123,
      environment: { torch: '2.6.0', gpus: '0' },
      cost: { cpuSeconds: 12.5, peakMemoryBytes: 1e9, inferenceSeconds: 0.01 },
      predictionsFile: null,
      warnings: [],
    });
  });

  it('may say that the run failed', async () => {
    const { status, failure } = await read({
      'metrics.json': { status: 'diverged', failure: 'gradient too large' },
    });
    expect({ status, failure }).toEqual({ status: 'diverged', failure: 'gradient too large' });
  });

  it('keeps the whole name of a metric that the config declares', async () => {
    const { metrics } = await read({ 'metrics.json': { test_seconds: 3, test_accuracy: 0.9 } }, [
      'test_seconds',
    ]);
    expect(metrics).toEqual({ test: { test_seconds: 3, accuracy: 0.9 } });
  });

  it('may hold texts and flags that are no metrics', async () => {
    const { metrics } = await read({
      'metrics.json': { accuracy: 0.9, model: 'resnet', done: true, tags: ['a'] },
    });
    expect(metrics).toEqual({ test: { accuracy: 0.9 } });
  });

  it('leaves out what is undefined on a slice, and says so', async () => {
    const text =
      '{"accuracy": 1, "slices": {"short": {"examples": 3, "metrics": {"auroc": NaN, "accuracy": 1}}}}';
    const { slices, status, warnings } = await read({ 'metrics.json': text }, ['accuracy']);
    expect({ slices, status }).toEqual({
      slices: { short: { examples: 3, metrics: { accuracy: 1 } } },
      status: 'ok',
    });
    expect(warnings).toEqual(['metrics.json: slices.short.metrics.auroc is NaN and was left out']);
  });

  test.each([
    ['is not JSON', '{"accuracy": 0.9', /^metrics\.json: not valid JSON: /],
    ['is a list', '[0.9]', /^metrics\.json: must be an object such as \{"accuracy": 0\.9\}$/],
    [
      'has text for a metric',
      '{"accuracy": "high"}',
      /^metrics\.json: accuracy must be a number, found "high"$/,
    ],
    [
      'has a list for a loss',
      '{"test": {"loss": [1]}}',
      /^metrics\.json: test\.loss must be a number, found \[1\]$/,
    ],
    [
      'has a prototype key',
      '{"test": {"__proto__": 1}}',
      /^metrics\.json: not valid JSON: the key "__proto__" is reserved$/,
    ],
    ['has a reserved name', '{"constructor": 1}', /^metrics\.json: the name "constructor" cannot be used: /],
    ['has a name over two lines', '{"a\\nb": 1}', /^metrics\.json: the name "a\\nb" cannot be used: /],
    ['has an unknown status', '{"status": "fine"}', /^metrics\.json: status: .*found "fine"$/],
    ['has half a parameter', '{"parameters": 1.5}', /^metrics\.json: parameters: .*found 1\.5$/],
    [
      'has a slice without examples',
      '{"slices": {"short": {"metrics": {}}}}',
      /^metrics\.json: slices\.short\.examples: /,
    ],
    ['costs less than nothing', '{"cost": {"cpuSeconds": -1}}', /^metrics\.json: cost\.cpuSeconds: /],
    [
      'costs more than there is',
      '{"cost": {"cpuSeconds": 1e308}}',
      /^metrics\.json: cost\.cpuSeconds: Too big: expected number to be <=100000000/,
    ],
    [
      'takes more memory than there is',
      '{"cost": {"peakMemoryBytes": 1e16}}',
      /^metrics\.json: cost\.peakMemoryBytes: Too big/,
    ],
    [
      'is nested without end',
      `{"a": ${'['.repeat(100)}${']'.repeat(100)}}`,
      /nested more than 20 levels deep$/,
    ],
    [
      'is larger than 10 MB',
      `{"a": 1${' '.repeat(11 * 1024 * 1024)}}`,
      /^metrics\.json: has more than 10 MB$/,
    ],
  ])('is refused when it %s', async (_, text, message) => {
    expect(await refusal({ 'metrics.json': text }, ['accuracy'])).toMatch(message);
  });

  it('is refused when it holds more metrics than a record may', async () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`m${index}`, 1]));
    expect(await refusal({ 'metrics.json': many })).toBe('metrics.json: more than 1000 different metrics');
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
      'the slice "short" has 1001 metrics, those computed from predictions among them; at most 1000 are kept, leave some out',
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
      'log.csv:20002: more than 400000 values in all epochs; log fewer metrics, or not every epoch',
    ],
  ])('%s', async (_, files, message) => {
    expect(await refusal(files)).toContain(message);
  });

  it('and what is not refused can be saved', async () => {
    const store = await openRunStore(await temporaryFolder(), () => {});
    const { predictionsFile, cost, ...content } = await read({
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
    expect(predictionsFile).toBeNull();
    expect((await store.save(record)).curves).toHaveLength(20_000);
  });
});

describe('training logs', () => {
  const CURVES = [
    { epoch: 1, train: { loss: 1 }, validation: { loss: 1.1, accuracy: 0.5 } },
    { epoch: 2, train: { loss: 0.5 }, validation: { loss: 0.9, accuracy: 0.6 } },
  ];

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
    ['CSV', 'log.csv', 'epoch,train_loss,val_loss,val_accuracy\n1,1.0,1.1,0.5\n2,5e-1,.9,0.6\n'],
    [
      'CSV as Keras writes it',
      'training.csv',
      'epoch,val_accuracy,val_loss,loss\n1,NA,NA,1.0\n1,0.5,1.1,NA\n2,0.6,0.9,0.5\n',
    ],
    [
      'CSV from Windows with quotes and spaces',
      'LOG.CSV',
      '\uFEFF"epoch", "loss", "val_loss", "val_accuracy"\r\n1, 1, 1.1, 0.5\r\n\r\n2, 0.5, 0.9, 0.6\r\n',
    ],
  ])('%s become curves, and the last validation metrics are the final ones', async (_, name, text) => {
    const { curves, metrics, status } = await read({ [name]: text }, ['accuracy']);
    expect(curves).toEqual(CURVES);
    expect(metrics).toEqual({ validation: { loss: 0.9, accuracy: 0.6 } });
    expect(status).toBe('ok');
  });

  it('takes what DVCLive logs by step without a split for training in its metrics.json too, and the rest as final', async () => {
    const { metrics, curves } = await read({
      'dvclive/plots/metrics/accuracy.tsv': 'step\taccuracy\n0\t0.9\n1\t0.99\n',
      'dvclive/plots/metrics/eval/accuracy.tsv': 'step\taccuracy\n0\t0.6\n1\t0.7\n',
      'dvclive/metrics.json': '{"accuracy": 0.99, "eval": {"accuracy": 0.7}, "f1": 0.65, "step": 1}',
    });
    expect(curves.map(({ train }) => train.accuracy)).toEqual([0.9, 0.99]);
    expect(metrics).toEqual({
      train: { accuracy: 0.99 },
      validation: { accuracy: 0.7 },
      test: { f1: 0.65 },
    });
  });

  it('takes a metrics.json of the program itself beside the folder of DVCLive as final', async () => {
    const { metrics } = await read({
      'dvclive/plots/metrics/accuracy.tsv': 'step\taccuracy\n0\t0.9\n',
      'metrics.json': '{"accuracy": 0.6}',
    });
    expect(metrics.test).toEqual({ accuracy: 0.6 });
  });

  it('merges several files by epoch', async () => {
    const { curves, metrics } = await read({
      'train.csv': 'epoch,loss\n1,1\n2,0.5\n',
      'validation.jsonl':
        '{"epoch":1,"val_loss":1.1,"val_accuracy":0.5}\n{"epoch":2,"val_loss":0.9,"val_accuracy":0.6}\n',
      'metrics.json': { accuracy: 0.55 },
    });
    expect(curves).toEqual(CURVES);
    expect(metrics.test).toEqual({ accuracy: 0.55 });
  });

  it('takes test metrics from the last epoch that has some', async () => {
    const { metrics, curves } = await read({ 'log.csv': 'epoch,test_accuracy\n1,0.5\n2,0.6\n3,\n' }, [
      'accuracy',
    ]);
    expect({ metrics, curves }).toEqual({ metrics: { test: { accuracy: 0.6 } }, curves: [] });
  });

  it('takes the last value of each metric that has no final one, whatever else is final', async () => {
    const { metrics } = await read({
      'log.csv': 'epoch,val_loss,val_accuracy\n1,2,0.5\n2,1,0.6\n',
      'metrics.json': { val_accuracy: 0.7, accuracy: 0.55 },
    });
    expect(metrics).toEqual({ validation: { loss: 1, accuracy: 0.7 }, test: { accuracy: 0.55 } });
  });

  it('tolerates a last line that breaks off, and says so', async () => {
    const { curves, warnings } = await read({ 'log.jsonl': '{"epoch":1,"loss":1}\n{"epoch":2,"lo' });
    expect(curves).toHaveLength(1);
    expect(warnings).toEqual(['log.jsonl:2: the last line breaks off and was left out']);
  });

  test.each([
    ['a line is not JSON', { 'a.jsonl': '{"epoch":1}\n{epoch:2}\n' }, /^a\.jsonl:2: not valid JSON: /],
    ['a line is not an object', { 'a.jsonl': '{"epoch":1}\n[1]\n' }, /^a\.jsonl:2: a line must be an object/],
    [
      'an epoch is no number',
      { 'a.jsonl': '{"epoch":"one"}\n' },
      /^a\.jsonl:1: epoch must be a number from 0 on, found "one"$/,
    ],
    [
      'an epoch is below 0',
      { 'a.csv': 'epoch,loss\n-1,2\n' },
      /^a\.csv:2: epoch must be a number from 0 on, found -1$/,
    ],
    [
      'an epoch is infinite',
      { 'a.jsonl': '{"epoch":Infinity}\n' },
      /^a\.jsonl:1: epoch must be a number from 0 on, found Infinity$/,
    ],
    [
      'a loss is a word',
      { 'a.csv': 'epoch,loss\n1,low\n' },
      /^a\.csv:2: loss must be a number, found "low"$/,
    ],
    [
      'a row has a cell too many',
      { 'a.csv': 'epoch,loss\n1,2\n2,3,4\n' },
      /^a\.csv: not valid CSV: 3 cells instead of 2 on line 3$/,
    ],
    ['a quote is not closed', { 'a.csv': 'epoch,loss\n1,"2\n' }, /^a\.csv: not valid CSV: .*[Qq]uote/],
    [
      'a column stands twice',
      { 'a.csv': 'epoch,loss,loss\n1,2,3\n' },
      /^a\.csv:1: the column "loss" stands there twice$/,
    ],
    [
      'a line has no end',
      { 'a.jsonl': `{"epoch":1}\n${'x'.repeat(1_500_000)}` },
      /^a\.jsonl: has a line of more than/,
    ],
    [
      'a CSV line has no end',
      { 'a.csv': `epoch,loss\n1,${'1'.repeat(1_500_000)}\n` },
      /^a\.csv: has a line of more than/,
    ],
    [
      'every step is logged as an epoch',
      { 'a.csv': `epoch,loss\n${Array.from({ length: 100_001 }, (_, index) => `${index},1\n`).join('')}` },
      /^a\.csv:100002: more than 100000 epochs; log once an epoch, not once a step$/,
    ],
  ])('are refused when %s', async (_, files, message) => {
    expect(await refusal(files)).toMatch(message);
  });
});

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
    expect(content.predictionsFile).toBeNull();
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

describe('predictions', () => {
  const ROWS = [
    '{"label":1,"prediction":1}',
    '{"label":0,"prediction":1}',
    '{"label":0,"prediction":0}',
  ].join('\n');

  it('decide the metrics; what they cannot give is taken from the run', async () => {
    const { metrics, warnings, predictionsFile } = await read(
      { 'metrics.json': { accuracy: 0.99, loss: 0.4 }, 'predictions.jsonl': ROWS },
      ['accuracy'],
    );
    expect(metrics.test).toMatchObject({ accuracy: 2 / 3, loss: 0.4 });
    expect(warnings).toEqual([
      `the run states test accuracy 0.99, its predictions give ${2 / 3}; the computed value is used`,
    ]);
    expect(predictionsFile).toMatch(/predictions\.jsonl$/);
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
      'a.jsonl and b.jsonl both hold predictions; leave one file with all splits',
    );
  });
});

describe('a directory with nothing to read', () => {
  const ADVICE = 'Write e.g. {"accuracy": 0.9} to metrics.json in the folder that CONCLUSIVE_RUN_DIR names.';
  const LOOKED_FOR = / Looked for: metrics\.json; .*; \*\.jsonl with an epoch a line; /;

  it('is answered with where was looked, and what to write', async () => {
    const message = await refusal({});
    expect(message).toMatch(LOOKED_FOR);
    expect(message).toContain(`nothing to read in the run directory. It is empty. ${ADVICE} Looked for: `);
  });

  it('lists what is there instead', async () => {
    const message = await refusal({
      'model.bin': 'x',
      'config.json': '{}',
      'log.txt': 'epoch 1',
      'steps.jsonl': '{"batch":1}\n',
      'result.json': '{"accuracy": 0.',
    });
    expect(message).toContain(
      'It holds "config.json", "log.txt", "result.json", "steps.jsonl", "model.bin". result.json: not valid JSON: ',
    );
  });

  it('looks into folders, but not into hidden ones', async () => {
    expect((await read({ 'deep/down/metrics.json': { accuracy: 1 } })).metrics.test).toEqual({ accuracy: 1 });
    expect(await refusal({ '.cache/metrics.json': { accuracy: 1 } })).toContain('It holds ".cache".');
  });

  it('takes what lies directly in it before what lies in folders, and later versions before earlier ones', async () => {
    const { metrics, warnings } = await read({
      'a/version_10/metrics.json': { accuracy: 0.1 },
      'a/version_9/metrics.json': { accuracy: 0.2, loss: 2 },
      'metrics.json': { f1: 0.4 },
      'z/metrics.json': { f1: 0.5 },
    });
    expect(metrics.test).toEqual({ accuracy: 0.1, loss: 2, f1: 0.4 });
    expect(warnings).toEqual([
      'a/version_10/metrics.json: accuracy is stated again (0.2, then 0.1); the later value counts',
      'metrics.json: f1 is stated again (0.5, then 0.4); the later value counts',
    ]);
  });

  test.runIf(process.platform !== 'win32')('does not follow links', async () => {
    const directory = await directoryOf({ 'elsewhere.txt': '{"accuracy": 1}' });
    await symlink(join(directory, 'elsewhere.txt'), join(directory, 'metrics.json'));
    await symlink(tmpdir(), join(directory, 'folder'));
    await expect(readRunDirectory(directory, { declaredMetrics: [] })).rejects.toThrow(
      'It holds "elsewhere.txt", "folder (a link, not followed)", "metrics.json (a link, not followed)".',
    );
  });

  it('is refused when it is a heap of files', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1001 }, (_, index) => [`${index}.csv`, 'epoch,loss\n']),
    );
    expect(await refusal(files)).toBe(
      'more than 1000 logs or 10000 files in the run directory; write only logs there',
    );
  });
});
