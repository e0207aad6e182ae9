import { describe } from 'vitest';
import { changeEffect } from '../../../src/checks/comparison/change-effect.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { bothArms, curves } from '../records.ts';

type Run = Partial<RunRecord>;

const check = (records: readonly RunRecord[]) => judgeOne(changeEffect, { records, metrics: [ACCURACY] });
const coarse = (accuracy: number): Run => ({ metrics: { test: { accuracy } } });
const fine = (seed: number): Run => ({
  curves: curves(2, {
    train: (epoch) => Math.sin(seed + epoch),
    validation: (epoch) => Math.cos(seed + epoch),
  }),
  ...coarse(0.8),
});
const OTHER_PROGRAM = { fingerprint: '1'.repeat(64) };
const OTHER_COMMIT = { commit: 'a'.repeat(40) };

/** Both arms have the same runs, but the variant's have `more`. */
function pairs(
  n: number,
  of: (seed: number) => Run,
  more: Run | ((seed: number) => Run) = {},
  change: Run = { params: { depth: 2 }, ...OTHER_PROGRAM },
): RunRecord[] {
  const own = (seed: number) => ({ ...(typeof more === 'function' ? more(seed) : more), ...change });
  return bothArms(n, (seed, arm) => ({ ...of(seed), ...(arm === 1 ? own(seed) : {}) }));
}

const EQUAL = /^this change did nothing: all \d pairs are identical, although code or parameters differ/;
const isFull = (seed: number) => ({ ...fine(seed), ...coarse(1) });
const failed = pairs(2, fine).map((run, index) =>
  index === 0 ? { ...run, status: 'crashed' as const } : run,
);

describe('change-effect', () =>
  cases([
    ['2 pairs that share their losses', check(pairs(2, fine)), { status: 'fail', value: 2, message: EQUAL }],
    ['6 such pairs', check(pairs(6, fine)), { status: 'fail', value: 6, message: EQUAL }],
    ['4 equal pairs of a coarse metric', check(pairs(4, () => coarse(0.8))), 'not-checked'],
    ['5 of them', check(pairs(5, () => coarse(0.8))), 'fail'],
    [
      'a single pair that differs',
      check(pairs(6, fine, (seed) => (seed === 1 ? fine(100) : {}))),
      { status: 'pass', value: 5 },
    ],
    ['results in a table', check(pairs(6, fine, {}, {})), 'not-checked'],
    ['the same commit', check(pairs(6, fine, {}, OTHER_PROGRAM)), 'not-checked'],
    ['the same program of another commit', check(pairs(6, fine, {}, OTHER_COMMIT)), 'not-checked'],
    ['another commit', check(pairs(6, fine, {}, { ...OTHER_COMMIT, ...OTHER_PROGRAM })), 'fail'],
    ['full marks in both arms', check(pairs(6, () => coarse(1))), 'not-checked'],
    ['full marks with equal losses', check(pairs(6, isFull)), 'fail'],
    ['one finished pair', check(failed), 'not-checked'],
  ]));
