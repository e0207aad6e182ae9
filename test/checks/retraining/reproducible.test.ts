import { describe, expect } from 'vitest';
import type { Comparison } from '../../../src/analysis/compare/comparison.ts';
import { repeatedRuns } from '../../../src/checks/retraining/repeated-runs.ts';
import { reproducible } from '../../../src/checks/retraining/reproducible.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { record, scored } from '../records.ts';

const judged = (
  found: ReadonlyArray<{ model: string; records: RunRecord[] }> | { untrained: string },
  more = {},
) =>
  judgeOne(reproducible, {
    models: named('a'),
    metrics: [ACCURACY],
    // Standard deviation 0.01: two seeds differ by 0.0141 on average.
    records: scored('a', [0.8, 0.81, 0.82]),
    comparisons: [{} as Comparison],
    extraRuns: new Map([[repeatedRuns, found]]),
    ...more,
  });
const check = (accuracy: number, change: Partial<RunRecord> = {}, more = {}) =>
  judged([{ model: 'a', records: [record('a', 1, { metrics: { test: { accuracy } }, ...change })] }], more);
const onGpu = (gpu: string) => ({ cost: { ...record('a', 1).cost, gpu } });
const LOSS = { ...ACCURACY, name: 'loss', role: 'secondary' };
const untrained = 'no run was repeated: the disk is full';

describe('reproducible', () =>
  cases([
    [
      'the same run in another time',
      check(0.8, { cost: { wallSeconds: 9, cpuSeconds: 9, peakMemoryBytes: null } }),
      { status: 'pass', value: 0 },
    ],
    [
      'another run, with the size of the difference',
      check(0.801),
      {
        status: 'warn',
        threshold: 0.5,
        value: expect.closeTo(0.001 / (0.01 * Math.SQRT2), 8),
        message:
          'seed 1 did not give the same run twice: accuracy differs by 0.0010, 0.07 times the average difference between two seeds',
      },
    ],
    [
      'another loss with the same accuracy',
      check(0.8, { metrics: { test: { accuracy: 0.8, loss: 0.3 } } }, { metrics: [ACCURACY, LOSS] }),
      'warn',
      'seed 1 did not give the same run twice: accuracy is the same, other numbers or predictions are not',
    ],
    [
      'predictions in one of the two',
      check(0.8, { predictions: { sha256: 'a'.repeat(64) } as unknown as RunRecord['predictions'] }),
      {
        status: 'warn',
        message: 'seed 1 saved predictions once, and none the other time',
        advice: 'write all files before the run ends; what is written later may be lost',
      },
    ],
    [
      'a difference as large as that of two seeds',
      check(0.82),
      {
        message: 'seed 1 did not give the same run twice, so the seed has little or no effect',
        evidence: /^accuracy differs by 0\.020, 1\.41 times the average difference between two seeds/,
      },
    ],
    [
      'a run that differs, with what to do',
      check(0.81),
      {
        advice:
          'seed every source of randomness from CONCLUSIVE_SEED, and turn on deterministic algorithms of the framework',
      },
    ],
    [
      'a run that saw a card of NVIDIA',
      check(0.81, onGpu('NVIDIA A100')),
      {
        advice:
          /framework\. On a GPU, PyTorch needs CUBLAS_WORKSPACE_CONFIG=:4096:8 and torch\.use_deterministic_algorithms\(True\)$/,
      },
    ],
    [
      'a run that saw a card of AMD',
      check(0.81, onGpu('AMD Instinct MI300X')),
      { advice: /\. On a GPU, PyTorch needs torch\.use_deterministic_algorithms\(True\)$/ },
    ],
    ['no second run, with the reason', judged({ untrained }), { status: 'not-checked', message: untrained }],
    [
      'a second run that failed',
      check(0.8, { status: 'crashed' }),
      'warn',
      'seed 1 finished once and crashed the second time',
    ],
    [
      'a run that was not repeated',
      judged([{ model: 'a', records: [] }]),
      { status: 'not-checked', value: null },
    ],
  ]));
