import { expect, it, test } from 'vitest';
import { read, refusal } from '../../run-directory.ts';

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
    origins: {
      validation: { loss: { file: 'metrics.json', key: 'validation.loss', at: 'stated' } },
      test: { accuracy: { file: 'metrics.json', key: 'test.accuracy', at: 'stated' } },
    },
    slices: { short: { examples: 10, metrics: { accuracy: 0.7 } } },
    parameters: 123,
    environment: { torch: '2.6.0', gpus: '0' },
    cost: { cpuSeconds: 12.5, peakMemoryBytes: 1e9, inferenceSeconds: 0.01 },
    predictions: null,
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
    /^metrics\.json: is larger than 10 MB$/,
  ],
])('is refused when it %s', async (_, text, message) => {
  expect(await refusal({ 'metrics.json': text }, ['accuracy'])).toMatch(message);
});

it('is refused when it holds more metrics than a record may', async () => {
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`m${index}`, 1]));
  expect(await refusal({ 'metrics.json': many })).toBe('metrics.json: more than 1000 different metrics');
});

it('keeps what stands beside the metrics of the hardware, and no other text', async () => {
  const { environment, metrics } = await read({
    'metrics.json': '{"accuracy": 0.6, "gpu": "A100", "note": "x", "environment": {"torch": "2.6"}}',
  });
  expect(environment).toEqual({ gpu: 'A100', torch: '2.6' });
  expect(metrics.test).toEqual({ accuracy: 0.6 });
});

it.each(['n_params', 'trainable_parameters', 'param_count'])(
  '%s is the number of parameters',
  async (name) => {
    expect((await read({ 'metrics.json': JSON.stringify({ accuracy: 0.6, [name]: 1234 }) })).parameters).toBe(
      1234,
    );
  },
);
