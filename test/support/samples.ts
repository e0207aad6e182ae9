/** One result of every kind that a reader of reports meets. */
import type { Check } from '../../src/checks/check.ts';
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import type { ExperimentResult } from '../../src/verdict/result.ts';
import { curve } from './sample-curves.ts';
import { ACCURACY, draws, LOG_LOSS, MACRO_F1, moved, sampleResult } from './sample-results.ts';

export function check(values: Partial<Check> & Pick<Check, 'id' | 'status' | 'message'>): Check {
  return { model: null, value: null, threshold: null, interval: null, advice: null, ...values };
}

export const PASSED: readonly Check[] = [
  check({
    id: 'evaluation-files',
    status: 'pass',
    value: 0,
    threshold: 0,
    message: '2 evaluation files are the same for every model',
  }),
  check({
    id: 'failed-runs',
    model: 'baseline',
    status: 'pass',
    value: 0,
    threshold: 0.1,
    message: 'all 8 runs finished',
  }),
  check({
    id: 'slices/named',
    model: 'head',
    status: 'not-checked',
    threshold: 0,
    message: 'no run reports metrics by slice',
    advice: 'name corner cases in slices: of data() in a module, of the predictions in a command',
  }),
];

export const F1 = draws('f1', 8, 0.691, 0.008);
const F1_20 = draws('f1-20', 20, 0.69, 0.019);
export const ACC = draws('acc', 8, 0.832, 0.009);

export const better: ExperimentResult = sampleResult({
  metrics: [MACRO_F1, ACCURACY],
  baseline: { macro_f1: F1, accuracy: ACC },
  variants: {
    head: { macro_f1: moved(F1, 'better', 0.021, 0.008), accuracy: moved(ACC, 'better-acc', 0.008, 0.009) },
  },
  seeds: normaliseSeeds(DEFAULT_SEEDS),
  checks: PASSED,
  curves: [curve('baseline', 8, 10, { rise: 0.005 }), curve('head', 8, 10, { rise: 0.004, speed: 0.25 })],
});

export const worse: ExperimentResult = sampleResult({
  metrics: [{ ...ACCURACY, role: 'primary', margin: 0.005 }],
  baseline: { accuracy: ACC },
  variants: { head: { accuracy: moved(ACC, 'worse', -0.019, 0.008) } },
  checks: PASSED,
  curves: [curve('baseline', 8, 10), curve('head', 8, 10)],
});

export const equivalent: ExperimentResult = sampleResult({
  metrics: [{ ...ACCURACY, role: 'primary', margin: 0.005 }],
  baseline: { accuracy: draws('acc-20', 20, 0.832, 0.009) },
  variants: { head: { accuracy: moved(draws('acc-20', 20, 0.832, 0.009), 'equal', -0.0005, 0.0035) } },
  checks: PASSED,
  curves: [curve('baseline', 20, 10), curve('head', 20, 10)],
});

export const inconclusive: ExperimentResult = sampleResult({
  metrics: [ACCURACY, MACRO_F1],
  parameters: { 'variant-a': 45_045 },
  baseline: { accuracy: draws('a0', 20, 0.832, 0.009), macro_f1: F1_20 },
  variants: {
    'variant-a': { accuracy: draws('a1', 20, 0.827, 0.011), macro_f1: moved(F1_20, 'va', 0.003, 0.02) },
    'variant-b': { accuracy: draws('a2', 20, 0.829, 0.01), macro_f1: moved(F1_20, 'vb3', 0.002, 0.018) },
  },
  checks: [
    ...PASSED,
    check({
      id: 'overfitting/gap',
      model: 'variant-b',
      status: 'warn',
      value: 0.31,
      threshold: 0.1,
      interval: { level: 0.95, low: 0.27, high: 0.35 },
      message:
        'validation loss is lowest at epoch 4 of 20 (1.47) and 1.91 at the end, while the gap to training loss grows from 0.12 [0.1, 0.14] to 0.31 [0.27, 0.35]',
      advice: 'stop at epoch 4: 80 % less training',
    }),
    check({
      id: 'smaller-model',
      model: 'variant-a',
      status: 'warn',
      value: 2.1,
      threshold: 1.1,
      message:
        '2.1× the parameters (45045 against 21450), time of a prediction not known, no conclusive gain',
      advice: 'keep the smaller model unless something else speaks for the larger one',
    }),
  ],
  curves: [
    curve('baseline', 20, 20, { speed: 0.12, rise: 0.01 }),
    curve('variant-a', 20, 20),
    curve('variant-b', 20, 20, { rise: 0.035 }),
  ],
});

export const invalidByEvaluation: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: moved(F1, 'eval', 0.03, 0.006) } },
  checks: [
    check({
      id: 'evaluation-files',
      status: 'fail',
      value: 1,
      threshold: 0,
      message:
        "data/test.csv (head) differs from the baseline's, so the scores do not measure the same thing",
      advice: 'merge the change of the evaluation first, by itself, then compare',
    }),
  ],
  curves: [curve('baseline', 8, 10), curve('head', 8, 10)],
});

export const TRACE = `the trainer exited with code 1
Traceback (most recent call last):
  File "/home/runner/work/app/train.py", line 41, in <module>
    loss.backward()
RuntimeError: CUDA error: device-side assert triggered`;

export const invalidByFailures: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: moved(F1, 'fails', 0.02, 0.01).slice(0, 5) } },
  failed: [
    { model: 'head', seed: 6, status: 'diverged', failure: 'training loss became NaN at epoch 3' },
    { model: 'head', seed: 7, status: 'crashed', failure: TRACE },
    { model: 'head', seed: 8, status: 'crashed', failure: TRACE },
  ],
  checks: [
    check({
      id: 'failed-runs',
      model: 'head',
      status: 'fail',
      value: 0.375,
      threshold: 0.1,
      message:
        '3 of 8 runs did not finish: seed 6 (diverged), 7 (crashed), 8 (crashed); the first: training loss became NaN at epoch 3',
      advice:
        'see the messages of the failed runs; the verdict stays invalid until they are fewer than limits.failed-runs allows',
    }),
  ],
});

/** As `compare` finds them. */
const ELSEWHERE = { ref: null, commit: null, params: {} };

export const unpaired: ExperimentResult = sampleResult({
  metrics: [MACRO_F1],
  baseline: { macro_f1: F1 },
  variants: { head: { macro_f1: draws('unpaired', 10, 0.712, 0.01) } },
  seedShift: 100,
  models: { baseline: ELSEWHERE, head: ELSEWHERE },
  costs: { trained: 0, reused: 18, parallel: 0, wallSeconds: 0, cpuSeconds: 0 },
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
  checks: PASSED,
  provenance: {
    notices: ["the base has no fixtures/gloss/conclusive.yml yet, so this branch's own config governs"],
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
  checks: PASSED,
  curves: [curve('baseline', 10, 40), curve('bag', 10, 40, { speed: 0.5 }), curve('two-layers', 10, 40)],
});

export const withoutCurves: ExperimentResult = { ...better, curves: [] };
