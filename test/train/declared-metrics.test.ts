import { expect, it } from 'vitest';
import { RUN_SCHEMA, type RunRecord } from '../../src/records/record.ts';
import { requireMetrics } from '../../src/train/declared-metrics.ts';

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

it('names the source of a metric that a run does not report, and what comes near to it', () => {
  expect(() => requireMetrics(RECORD, ['loss', 'macro_f1'], ['accuracy', 'acuracy'])).toThrow(
    'metrics: the run of head, seed 3, reports no "accuracy" for "loss"; it reports validation accuracy',
  );
  expect(() => requireMetrics(RECORD, ['accuracy', 'macro_f1'], ['accuracy', 'acuracy'])).toThrow(
    'metrics: the run of head, seed 3, reports no "acuracy" for "macro_f1"; it reports validation accuracy; did you mean "accuracy"?',
  );
});

it('accepts a run that reports every metric, and one that failed', () => {
  requireMetrics(RECORD, ['accuracy']);
  requireMetrics({ ...RECORD, status: 'diverged' }, ['macro_f1']);
  expect(() => requireMetrics(RECORD, ['macro_f1'])).toThrow('reports no "macro_f1"; it reports');
});
