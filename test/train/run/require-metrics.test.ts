import { expect, it } from 'vitest';
import { renameMetrics } from '../../../src/records/metrics/metric-sources.ts';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { requireMetrics } from '../../../src/train/run/require-metrics.ts';

const RECORD: RunRecord = {
  schema: RUN_SCHEMA,
  fingerprint: 'ab'.repeat(32),
  model: 'head',
  seed: 3,
  params: {},
  commit: null,
  status: 'ok',
  failure: null,
  divergedBy: null,
  curves: [],
  metrics: { validation: { accuracy: 0.5 } },
  slices: {},
  predictions: null,
  parameters: null,
  environment: {},
  cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
};

const named = (...names: string[]) => names.map((name) => ({ name }));

it('names the source of a metric that a run does not report, its split, and what comes near to it', () => {
  const from = (name: string, split: 'test' | null = null) => [{ name: 'macro_f1', from: { name, split } }];
  expect(() => requireMetrics(RECORD, from('acuracy'))).toThrow(
    'metrics: the run of head, seed 3, reports no "acuracy" for "macro_f1" (from: acuracy); it reports validation accuracy; did you mean "accuracy"?',
  );
  expect(() => requireMetrics(RECORD, from('eval_f1'))).toThrow(
    'reports no validation "f1" for "macro_f1" (from: eval_f1); it reports validation accuracy',
  );
  expect(() => requireMetrics(RECORD, from('f1', 'test'))).toThrow('reports no test "f1" for "macro_f1"');
});

it('lists what stands in the curves alone as well', () => {
  const curves = [{ epoch: 1, train: { loss: 1 }, validation: { loss: 2, f1: 0.3 } }];
  expect(() => requireMetrics({ ...RECORD, curves }, named('rmse'))).toThrow(
    'it reports validation accuracy, loss, f1; train loss',
  );
});

it('accepts a run that reports every metric, and one that failed', () => {
  requireMetrics(RECORD, named('accuracy'));
  requireMetrics({ ...RECORD, status: 'diverged' }, named('macro_f1'));
  expect(() => requireMetrics(RECORD, named('macro_f1'))).toThrow('reports no "macro_f1"; it reports');
});

it('a metric of the shifted split alone decides nothing', () => {
  const metrics = { shifted: { accuracy: 0.5 } };
  expect(() => requireMetrics({ ...RECORD, metrics }, named('accuracy'))).toThrow(
    'reports "accuracy" on the shifted split only, which does not affect the verdict',
  );
});

it('a metric that is logged for training alone is not what is asked for; the message says how to log or how to take it', () => {
  const curves = [{ epoch: 1, train: { loss: 1, accuracy: 0.6 }, validation: {} }];
  const record = { ...RECORD, curves, metrics: {} };
  const message =
    'reports "accuracy" for training only; it reports train loss, accuracy; log it as val_accuracy or test_accuracy, or compare the training value with from: { name: accuracy, split: train }';
  expect(() => requireMetrics(record, named('accuracy'))).toThrow(message);
  const from = { name: 'accuracy', split: 'train' } as const;
  expect(renameMetrics(record, [{ name: 'accuracy', from }]).metrics).toEqual({ train: { accuracy: 0.6 } });
});

it('never asks whether a name was meant that is the very one', () => {
  const from = { name: 'Val Acc', split: null };
  expect(() =>
    requireMetrics({ ...RECORD, metrics: { test: { Acc: 1 } } }, [{ name: 'accuracy', from }]),
  ).toThrow(
    'reports no validation "Acc" for "accuracy" (from: Val Acc); it reports test Acc; its "Acc" is for the test split: log it for validation, or write from: { name: Acc, split: test }',
  );
});

it('knows the short form of a name', () => {
  const metrics = { validation: { Acc: 0.5, loss: 1 } };
  expect(() => requireMetrics({ ...RECORD, metrics }, named('accuracy'))).toThrow(
    'reports no "accuracy"; it reports validation Acc, loss; if you mean its "Acc", write from: Acc',
  );
});
