/** One result of every kind that a reader of reports meets. */
import type { Check } from '../../src/checks/check.ts';
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { failureMessage } from '../../src/records/failure-reason.ts';
import { RunValues } from '../../src/records/readers/run-values.ts';
import { describeFailure } from '../../src/train/run/describe-failure.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { ACCURACY, draws, LOG_LOSS, MACRO_F1, moved, type Sample, sampleResult } from './sample-results.ts';

export function check(values: Partial<Check> & Pick<Check, 'id' | 'status' | 'message'>): Check {
  return { model: null, value: null, threshold: null, interval: null, advice: null, ...values };
}

const F1 = draws('f1', 8, 0.691, 0.008);
const F1_20 = draws('f1-20', 20, 0.69, 0.019);
const ACC = draws('acc', 8, 0.832, 0.009);

const BETTER: Sample = {
  metrics: [MACRO_F1, ACCURACY],
  baseline: { macro_f1: F1, accuracy: ACC },
  variants: {
    head: { macro_f1: moved(F1, 'better', 0.021, 0.008), accuracy: moved(ACC, 'better-acc', 0.008, 0.009) },
  },
  seeds: normaliseSeeds(DEFAULT_SEEDS),
  curves: { baseline: { epochs: 10 }, head: { epochs: 10, lead: 0.08 } },
};
export const better: ExperimentResult = sampleResult(BETTER);

export const worse: ExperimentResult = sampleResult({
  metrics: [{ ...ACCURACY, role: 'primary', margin: 0.005 }],
  baseline: { accuracy: ACC },
  variants: { head: { accuracy: moved(ACC, 'worse', -0.019, 0.008) } },
  curves: { baseline: { epochs: 10 }, head: { epochs: 10 } },
});

export const equivalent: ExperimentResult = sampleResult({
  metrics: [{ ...ACCURACY, role: 'primary', margin: 0.005 }],
  baseline: { accuracy: draws('acc-20', 20, 0.832, 0.009) },
  variants: { head: { accuracy: moved(draws('acc-20', 20, 0.832, 0.009), 'equal', -0.0005, 0.0035) } },
  curves: { baseline: { epochs: 10 }, head: { epochs: 10 } },
});

export const inconclusive: ExperimentResult = sampleResult({
  metrics: [ACCURACY, MACRO_F1],
  parameters: { 'variant-a': 45_045 },
  baseline: { accuracy: draws('a0', 20, 0.832, 0.009), macro_f1: F1_20 },
  variants: {
    'variant-a': { accuracy: draws('a1', 20, 0.827, 0.011), macro_f1: moved(F1_20, 'va', 0.003, 0.02) },
    'variant-b': { accuracy: draws('a2', 20, 0.829, 0.01), macro_f1: moved(F1_20, 'vb3', 0.002, 0.018) },
  },
  models: { 'variant-a': { params: { units: 64, learning_rate: 0.003 } } },
  curves: {
    baseline: { epochs: 20, speed: 0.12, rise: 0.002 },
    'variant-a': { epochs: 20, speed: 0.12, rise: 0.002 },
    'variant-b': { epochs: 20, rise: 0.035 },
  },
});

/** Nothing is trained for a comparison that cannot mean anything. */
export const invalidByEvaluation: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: F1 } },
  files: { evaluation: 'data/test.csv' },
});

export const invalidByCode: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: moved(F1, 'code', 0.03, 0.006) } },
  files: { code: ['checkpoints/last.pt'] },
  curves: { baseline: { epochs: 10 }, head: { epochs: 10 } },
});

const EXITED = { kind: 'exited', exitCode: 1, wallSeconds: 1, tail: '' } as const;
export const TRACE = failureMessage(
  describeFailure(EXITED, { timeoutMs: 0 })?.cause ?? '',
  `Traceback (most recent call last):
  File "/home/runner/work/app/train.py", line 41, in <module>
    loss.backward()
RuntimeError: CUDA error: device-side assert triggered`,
);

const diverged = new RunValues([]);
diverged.check({ name: 'loss', key: 'train_loss', file: 'log.csv', line: 4 }, Number.NaN);
export const DIVERGED = diverged.failure ?? '';

export const invalidByFailures: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: moved(F1, 'fails', 0.02, 0.01).slice(0, 5) } },
  failed: [
    { model: 'head', seed: 6, status: 'diverged', failure: DIVERGED },
    { model: 'head', seed: 7, status: 'crashed', failure: TRACE },
    { model: 'head', seed: 8, status: 'crashed', failure: TRACE },
  ],
});

export const unpaired: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: draws('unpaired', 10, 0.712, 0.01) } },
  existed: true,
  provenance: {
    config: 'results.csv',
    trainer: 'none, the results existed',
    head: null,
    base: null,
    environment: {},
    command: 'conclusive compare results.csv --baseline baseline --metric macro_f1',
  },
});

export const firstRun: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1.slice(0, 5) },
  variants: { head: { macro_f1: moved(F1.slice(0, 5), 'first', 0.01, 0.02) } },
  provenance: {
    notices: ["the base has no gloss/conclusive.yml yet, so this branch's own config applies"],
  },
});

const LOSS = draws('loss', 10, 0.92, 0.02);
const F1_10 = draws('f1-10', 10, 0.69, 0.012);

export const severalPrimary: ExperimentResult = sampleResult({
  metrics: [
    MACRO_F1,
    LOG_LOSS,
    ACCURACY,
    { name: 'tokens_per_second', role: 'secondary', direction: 'maximize', margin: null, unit: 'none' },
  ],
  baseline: {
    macro_f1: F1_10,
    log_loss: LOSS,
    accuracy: draws('sa', 10, 0.83, 0.01),
    tokens_per_second: draws('t', 10, 12_400, 350),
  },
  variants: {
    bag: {
      macro_f1: moved(F1_10, 'p1', 0.028, 0.01),
      log_loss: moved(LOSS, 'p2', -0.04, 0.012),
      accuracy: draws('sb', 10, 0.85, 0.01),
      tokens_per_second: draws('u', 10, 31_000, 800),
    },
    'two-layers': {
      macro_f1: moved(F1_10, 'p3', -0.002, 0.015),
      log_loss: moved(LOSS, 'p4', 0.001, 0.006),
      accuracy: draws('sc', 10, 0.83, 0.01),
      tokens_per_second: draws('w', 10, 7_000, 200),
    },
  },
  curves: {
    baseline: { epochs: 40, speed: 0.05, rise: 0 },
    bag: { epochs: 40, speed: 0.05, rise: 0, lead: 0.1 },
    'two-layers': { epochs: 40, speed: 0.05, rise: 0 },
  },
});

export const withoutCurves: ExperimentResult = sampleResult({ ...BETTER, curves: {} });
