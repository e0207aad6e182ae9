import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scale } from '../../../src/checks/comparison/scale.ts';
import type { Metric } from '../../../src/config/file/normalise.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { parseConfig } from '../../support/parse-config.ts';
import { judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';

const metricsOf = (list: string) =>
  parseConfig(
    `trainer: { command: train }\nmodels: { variants: [{ name: head, params: { x: 1 } }] }\nmetrics: ${list}`,
    'c.yml',
  ).metrics;
const ACCURACY = metricsOf('[{ name: accuracy }, { name: macro_f1 }, { name: loss }]');
const MODELS = named('baseline', 'head', 'other');
const check = (records: readonly RunRecord[], metrics: readonly Metric[] = ACCURACY) =>
  judgeOne(scale, { records, models: MODELS, metrics });

function runs(values: Readonly<Record<string, readonly number[]>>, metric = 'accuracy') {
  return Object.entries(values).flatMap(([model, list]) =>
    list.map((value, index) => record(model, index + 1, { metrics: { test: { [metric]: value } } })),
  );
}

test('fails where a variant logs a share on another scale than the baseline', () => {
  const records = runs({ baseline: [0.794, 0.8], head: [81.7, 82], other: [0.81, 1] });
  expect(check(records)).toMatchObject({
    id: 'scale',
    status: 'fail',
    metric: 'accuracy',
    value: 1,
    message: 'accuracy: baseline in 0–1, head in 0–100; log both on one scale',
  });
});

test('says so the other way round, of several variants, and of counts', () => {
  const records = runs({ baseline: [81.7, 82], head: [0.8], other: [0.9] });
  expect(check(records).message).toBe(
    'accuracy: baseline in 0–100, head and other in 0–1; log all on one scale',
  );
  const counts = runs({ baseline: [0.8], head: [8170] });
  expect(check(counts).message).toContain('head up to 8170;');
});

test.each([
  ['shares', { baseline: [0.794, 0.8], head: [0.81, 1.0000001] }],
  ['percentages, single ones of them below 1', { baseline: [0.9, 7.4], head: [0.8, 40] }],
])('passes where all models log %s', (_, values) => {
  expect(check(runs(values))).toMatchObject({ status: 'pass', value: 0 });
});

test('between 1 and 5 nobody can tell a low percentage from a share that is broken', () => {
  expect(check(runs({ baseline: [0.8], head: [1.04], other: [0.9] })).status).toBe('pass');
  expect(check(runs({ baseline: [0.9, 2.4], head: [40] })).status).toBe('not-checked');
});

test('a secondary metric decides nothing, so it warns', () => {
  const records = runs({ baseline: [0.7], head: [71] }, 'macro_f1');
  expect(check(records)).toMatchObject({ status: 'warn', metric: 'macro_f1' });
});

test('a metric without a bound has no scale to mistake', () => {
  const records = runs({ baseline: [0.7], head: [71] }, 'loss');
  expect(check(records, metricsOf('[{ name: loss }]'))).toMatchObject({
    status: 'not-checked',
    value: null,
  });
});

test('runs that failed have no scale', () => {
  const records = runs({ baseline: [0.7, 0.8], head: [0.7, 80] }).map((run) =>
    run.metrics.test?.accuracy === 80 ? { ...run, status: 'crashed' as const } : run,
  );
  expect(check(records).status).toBe('pass');
});

const UNKNOWN = metricsOf('[{ name: fluency, direction: maximize, margin: 0.01 }]');

test.each([
  ['fluency', 'maximize', { baseline: [0.794, 0.8], head: [81.7, 82] }],
  ['word_error', 'minimize', { baseline: [3.1, 2.9], head: [0.03, 0.031] }],
  ['wer', 'minimize', { baseline: [0.12], head: [11, 13] }],
])('%s, which is no share by its name alone, is caught on two scales', (name, direction, values) => {
  const metrics = metricsOf(`[{ name: ${name}, direction: ${direction} }]`);
  expect(check(runs(values, name), metrics)).toMatchObject({
    status: 'fail',
    metric: name,
    message: expect.stringContaining('log both on one scale'),
  });
});

test.each([
  ['is ten times as good', { baseline: [0.08], head: [0.8] }],
  ['counts in hundreds', { baseline: [0.8], head: [80_000] }],
  ['is below zero', { baseline: [-0.8, 0.9], head: [80, 81] }],
  ['is not a hundredfold', { baseline: [0.8], head: [9] }],
])('a metric that is not known and %s is no share on two scales', (_, values) => {
  expect(check(runs(values, 'fluency'), UNKNOWN).status).not.toBe('fail');
});

test('a hundredth of any values within 0–1 is caught, whatever the metric is called', () => {
  const arm = fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 });
  const name = fc.constantFrom('fluency', 'accuracy', 'bleu', 'word_error', 'f1_macro');
  fc.assert(
    fc.property(name, arm, arm, (metric, baseline, head) => {
      const records = runs({ baseline, head: head.map((value) => 100 * value) }, metric);
      const metrics = metricsOf(
        `[{ name: ${metric}${metric === 'fluency' ? ', direction: maximize' : ''} }]`,
      );
      expect(check(records, metrics).status).toBe('fail');
    }),
  );
});

test('a margin as large as the scale decides nothing, and is told so', () => {
  const metrics = metricsOf('[{ name: fluency, direction: maximize, margin: 5 }]');
  expect(check(runs({ baseline: [0.7, 0.8], head: [0.6, 0.5] }, 'fluency'), metrics)).toMatchObject({
    status: 'fail',
    message: 'fluency: all values lie within 0–1, so with its margin of 5 everything would be equivalent',
    advice: "write the margin in the metric's own unit: 0.05 is 5 percentage points",
  });
  expect(check(runs({ baseline: [70, 80], head: [60, 50] }, 'fluency'), metrics).status).toBe('pass');
});

test('seconds are no share', () => {
  const metrics = metricsOf('[{ name: train_seconds, direction: minimize, margin: 5 }]');
  expect(check(runs({ baseline: [0.7], head: [0.6] }, 'train_seconds'), metrics).status).toBe('not-checked');
});
