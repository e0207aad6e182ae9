import { describe } from 'vitest';
import { ownCurve } from '../../../src/checks/metrics/own-curve.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { bothArms, curves } from '../records.ts';

const RMSE = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' } as const;
const rising = (epoch: number) => 0.9 - 0.4 / epoch;
const LAST = 10;

/** @param final of the variant; the baseline's is that of its last epoch */
function check(final: number, scale = 1) {
  const records = bothArms(4, (seed, arm) => {
    const accuracy = (epoch: number) => scale * (rising(epoch) + 0.001 * seed);
    const own = arm === 0 ? accuracy(LAST) : scale * (final + 0.001 * seed);
    return {
      curves: curves(LAST, { train: () => 1, validation: () => 1, accuracy }),
      metrics: { validation: { accuracy: own } },
    };
  });
  return judgeOne(ownCurve, { records, metrics: [ACCURACY] }, {}, 'head');
}

function checkError(final: number) {
  const records = bothArms(4, (seed) => ({
    curves: curves(LAST, { train: () => 1, validation: () => 1 }).map((point) => ({
      ...point,
      validation: { rmse: 2 + 1 / point.epoch + 0.01 * seed },
    })),
    metrics: { validation: { rmse: final + 0.01 * seed } },
  }));
  return judgeOne(ownCurve, { records, metrics: [RMSE] }, {}, 'head');
}

/** The baseline ends at its best epoch under all seeds, the variant's curve falls at the end. */
function checkPlateau(own: number) {
  const records = bothArms(4, (seed, arm) => ({
    curves: curves(LAST, {
      train: () => 1,
      validation: () => 1,
      accuracy: (epoch) => 0.7 + 0.01 * seed + 0.01 * (arm === 1 && epoch === LAST ? own : epoch),
    }),
    metrics: {
      test: {},
      validation: { accuracy: 0.7 + 0.01 * seed + 0.01 * (arm === 1 ? own : LAST) },
    },
  }));
  return judgeOne(ownCurve, { records, metrics: [ACCURACY] }, {}, 'head');
}

describe('metrics/own-curve', () =>
  cases([
    [
      'a final value far below its curve',
      check(0.743),
      'warn',
      /^accuracy on validation is 74.6 % at the end, but 86.3 % at the last epoch of its curve and 86.3 % at the best\./,
    ],
    ['the same in percent', check(0.743, 100), 'warn'],
    ['a final value far above it', check(0.95), 'warn'],
    ['an early epoch', check(rising(2)), 'warn'],
    ['the last epoch', check(rising(LAST)), 'pass'],
    ['a little more', check(rising(LAST) + 0.02), 'pass'],
    ['a far larger error', checkError(4), 'warn'],
    ['a slightly larger error', checkError(2.5), 'pass'],
    ['the last epoch, and a baseline whose last epoch is its best', checkPlateau(LAST - 2), 'pass'],
    [
      'no curve',
      judgeOne(ownCurve, { records: bothArms(4, () => ({})), metrics: [ACCURACY] }),
      'not-checked',
    ],
  ]));
