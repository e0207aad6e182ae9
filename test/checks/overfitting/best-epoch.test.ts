import { describe, expect } from 'vitest';
import { bestEpoch } from '../../../src/checks/overfitting/best-epoch.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';
import { overfitting, SEEDS } from './overfitted.ts';

const check = (records: readonly RunRecord[]) =>
  judgeOne(bestEpoch, { records, models: named('a'), metrics: [ACCURACY] });

/** The accuracy on validation changes by 0.001 × the seed per epoch from epoch 4 on. */
const withAccuracy = (sign: number) =>
  overfitting('a', 0.1).map((run) => ({
    ...run,
    curves: run.curves.map((point) => ({
      ...point,
      validation: {
        ...point.validation,
        accuracy: 0.9 + sign * 0.001 * run.seed * Math.max(0, point.epoch - 4),
      },
    })),
  }));
const falling = SEEDS.map((seed) =>
  record('a', seed, {
    curves: curves(10, { train: (epoch) => 2 / epoch, validation: (epoch) => 3 / epoch + seed / 100 }),
  }),
);
/** Each run ends three epochs after its best one, at epoch 4 to 9. */
const stopped = SEEDS.map((seed) =>
  record('a', seed, {
    curves: curves(seed + 6, {
      train: (epoch) => 2 / epoch,
      validation: (epoch) => 1 + 0.1 * Math.abs(seed + 3 - epoch),
    }),
  }),
);
const goesOn = record('a', 7, { curves: curves(9, { train: () => 1, validation: (epoch) => 1 + epoch }) });
const belowZero = overfitting('a', 0.1).map((run) => ({
  ...run,
  curves: run.curves.map(({ epoch, validation }) => ({
    epoch,
    train: { loss: -epoch },
    validation: { loss: (validation.loss ?? 0) - 5 },
  })),
}));

/** As `overfitting`, with the validation loss of the model that each run kept. */
const kept = (lossOf: (losses: readonly number[]) => number) =>
  overfitting('a', 0.1).map((run) => ({
    ...run,
    metrics: {
      ...run.metrics,
      validation: { loss: lossOf(run.curves.map(({ validation }) => validation.loss ?? 0)) },
    },
  }));

describe('overfitting/best-epoch', () =>
  cases([
    [
      'runs that kept their best checkpoint',
      check(kept((losses) => Math.min(...losses))),
      { status: 'pass', message: /best checkpoint is kept/ },
    ],
    ['runs that kept their last', check(kept((losses) => losses.at(-1) ?? 0)), 'warn'],
    [
      'training that mostly comes after the best epoch',
      check(overfitting('a', 0.1)),
      {
        status: 'warn',
        value: 0.6,
        threshold: 0.25,
        advice: 'stop at epoch 4: saves about 12 s of 20 s per run',
        message: '60 % [60, 60] of the training comes after the best epoch (4 of 10)',
        evidence:
          /^training loss falls by another 60 %, validation loss ends 5\d\.\d % above its lowest \(GL, PQ 0\.\d+, UP 1\)$/,
      },
    ],
    [
      // 0.006 × the mean seed, 3.5
      'a metric that falls from there to the end',
      check(withAccuracy(-1)),
      { evidence: /; accuracy on validation falls by 2\.1 points \[0\./ },
    ],
    [
      'a metric that gains',
      check(withAccuracy(1)),
      { status: 'pass', advice: null, message: /accuracy on validation rises by 2\.1 points \[/ },
    ],
    ['a validation loss that falls to the end', check(falling), { status: 'pass', value: 0 }],
    [
      'early stopping, which goes on after the best epoch',
      check(stopped),
      'pass',
      /of the training comes after the best epoch \(6 of 12\), since it was stopped early, with a patience of 3/,
    ],
    [
      'a run that goes on longer',
      check([...stopped, goesOn]),
      { message: expect.not.stringContaining('patience') },
    ],
    [
      'a loss below 0, which has no GL',
      check(belowZero),
      { status: 'pass', value: 0.6, message: expect.not.stringContaining('GL') },
    ],
    ['no curves', check(SEEDS.map((seed) => record('a', seed))), { status: 'not-checked', value: null }],
  ]));
