import { describe, expect, test } from 'vitest';
import { seedEffect } from '../../../src/checks/comparison/seed-effect.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';

const check = (runs: ReadonlyArray<Partial<RunRecord>>) =>
  judgeOne(seedEffect, {
    records: runs.map((run, index) => record('a', index + 1, run)),
    models: named('a'),
    metrics: [ACCURACY],
  });
const coarse = (accuracy: number, more = {}) => ({ metrics: { test: { accuracy, ...more } } });
const loss = (value: number) => ({ curves: curves(2, { train: () => value, validation: () => 1 }) });
const LOSS = 0.123456789012;
/** Runs with one series of training losses, and other accuracies. */
const trained = (count: number, losses: readonly number[]) =>
  Array.from({ length: count }, (_, run) => ({
    ...coarse(0.8 + run / 1000),
    curves: curves(losses.length, { train: (epoch) => losses[epoch - 1] as number, validation: () => run }),
  }));
const rounded = Array.from({ length: 12 }, (_, epoch) => Number((2.3 / (epoch + 1.1)).toFixed(4)));

/** Runs that are equal, but log their seconds. */
const alike = (count: number, accuracy: number, more = {}) =>
  Array.from({ length: count }, (_, seconds) => coarse(accuracy, { seconds, ...more }));

const tooCoarse = (count: number) => ({
  status: 'not-checked',
  message: `${count} runs report equal values, which are too coarse to tell ${count} runs from one`,
});
const AT_BEST = {
  status: 'not-checked',
  message:
    '20 runs report equal values, but accuracy is within a few examples of its best value, so nothing is known about the seed',
};

const perfect = [0.0123456789012345, 0.0234567890123456].map((value) => ({
  metrics: {
    train: { loss: value / 3 },
    validation: { loss: value / 2 },
    test: { loss: value, accuracy: 1 },
  },
}));
/** Two of three runs share their predictions. */
const predicted = (more: Record<string, number>) =>
  ['a', 'a', 'b'].map((digest) => ({
    ...coarse(0.9, more),
    predictions: { file: `${'a'.repeat(64)}.predictions.jsonl`, sha256: digest.repeat(64), examples: null },
  }));

describe('seed-effect', () =>
  cases([
    [
      'equal values near the best, of a test set that another model shows to be large',
      judgeOne(seedEffect, {
        records: [
          ...alike(20, 0.967).map((run, seed) => record('a', seed + 1, run)),
          ...[0.9312, 0.9427, 0.9518].map((accuracy, seed) => record('b', seed + 1, coarse(accuracy))),
        ],
        models: named('a'),
        metrics: [ACCURACY],
      }),
      'fail',
    ],
    ['different accuracies', check([coarse(0.8), coarse(0.81)]), { status: 'pass', value: 2 }],
    ['different losses', check([loss(1), loss(2)]), 'pass'],
    [
      'a coarse metric that repeats',
      check([coarse(0.8), coarse(0.8), coarse(0.81)]),
      { status: 'pass', value: 2, threshold: 2 },
    ],
    ['five equal runs, whatever else they log', check(alike(5, 0.8)), { status: 'fail', value: 1 }],
    ['two equal runs with a fine loss', check(alike(2, 0.8, { loss: LOSS })), { status: 'fail', value: 1 }],
    ['2 equal coarse runs', check(alike(2, 0.8)), tooCoarse(2)],
    ['4 equal coarse runs', check(alike(4, 0.8)), tooCoarse(4)],
    ['an accuracy of 1 in all runs', check(alike(20, 1)), AT_BEST],
    ['an accuracy of 100 in all runs', check(alike(20, 100)), AT_BEST],
    ['29 of 30 in all runs', check(alike(20, 29 / 30)), AT_BEST],
    ['24 of 30 in all runs', check(alike(20, 0.8)), 'fail'],
    ['967 of 1013 in all runs', check(alike(20, 967 / 1013)), 'fail'],
    ['an accuracy of 1 with equal losses', check(alike(20, 1, { loss: LOSS })), 'fail'],
    [
      'runs that share all losses in part',
      check(
        [Math.SQRT1_2, Math.LN2, Math.SQRT1_2, Math.LN2].map((value) => ({ ...loss(value), ...coarse(0.8) })),
      ),
      {
        status: 'fail',
        value: 2,
        threshold: 4,
        message: '4 seeds gave only 2 different runs: the seed does not fully reach the training',
      },
    ],
    [
      'coarse values that repeat, with curves without losses',
      check(
        [0.8, 0.82, 0.8, 0.84].map((accuracy) => ({
          ...coarse(accuracy),
          curves: [{ epoch: 1, train: {}, validation: { accuracy } }],
        })),
      ),
      { status: 'pass', value: 3, threshold: 2 },
    ],
    ['runs that only final losses separate', check(perfect), { status: 'pass', value: 2, threshold: 2 }],
    [
      'final losses that repeat',
      check([...perfect, ...perfect.slice(0, 1)]),
      { status: 'fail', value: 2, threshold: 3 },
    ],
    [
      'losses of two digits that repeat',
      check([0.31, 0.32, 0.31].map(loss)),
      { status: 'pass', threshold: 2 },
    ],
    ['predicted classes that repeat', check(predicted({})), { status: 'pass', value: 2, threshold: 2 }],
    [
      'probabilities that repeat',
      check(predicted({ log_loss: 0.3 })),
      { status: 'fail', value: 2, threshold: 3 },
    ],
    [
      'one trained model under all seeds',
      check(trained(3, [1, LOSS, LOSS / 2])),
      { status: 'fail', value: 1 },
    ],
    ['a loss before training only', check(trained(8, [Math.LN10])), 'pass'],
    ['a loss that stays the same', check(trained(8, Array(6).fill(Math.LN2))), 'pass'],
    ['rounded losses that repeat under few seeds', check(trained(3, rounded)), 'pass'],
    [
      'rounded losses that repeat under some seeds',
      check([
        ...trained(7, rounded),
        ...trained(
          1,
          rounded.map((loss) => loss + 0.0001),
        ),
      ]),
      'pass',
    ],
    [
      'rounded losses that repeat under all of many seeds',
      check(trained(8, rounded)),
      { status: 'fail', value: 1 },
    ],
    ['one finished run', check([{}, { status: 'crashed' }]), 'not-checked'],
  ]));

test('equal coarse runs are one run as soon as there are three, where nothing takes the seed', () => {
  for (const count of [2, 3, 4, 6]) {
    const given = {
      records: alike(count, 0.8).map((run, index) => record('a', index + 1, run)),
      models: named('a'),
      metrics: [ACCURACY],
    };
    const [read, unread] = [false, true].map((isSeedUnread) =>
      judgeOne(seedEffect, { ...given, isSeedUnread }),
    );
    expect(read?.status, `${count}`).toBe(count < 5 ? 'not-checked' : 'fail');
    expect(unread?.status, `${count}`).toBe(count < 3 ? 'not-checked' : 'fail');
  }
});
