import { describe } from 'vitest';
import { timeLimit } from '../../../src/checks/conditions/time-limit.ts';
import type { Gathered } from '../../../src/checks/evidence.ts';
import { cases, judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';

type Runs = ReadonlyArray<readonly [epochs: number, seconds: number]>;

const LINE = '`while time.time() - start < 60:`';
const run = (model: string, seed: number, epochs: number, wallSeconds: number) =>
  record(model, seed, {
    curves: curves(epochs, { train: () => 1, validation: () => 1 }),
    cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes: null },
  });
const check = (baseline: Runs, head: Runs, line: string | null = null, more: Partial<Gathered> = {}) =>
  judgeOne(timeLimit, {
    timeLimitLine: line,
    records: [
      ...baseline.map(([epochs, seconds], seed) => run('baseline', seed, epochs, seconds)),
      ...head.map(([epochs, seconds], seed) => run('head', seed, epochs, seconds)),
    ],
    ...more,
  });
const stating = (name: string, limit: number) => ({
  statedNumbers: new Map(['baseline', 'head'].map((model) => [model, new Map([[name, limit]])])),
});

const LENGTHS = [30, 24, 33, 28];
const lasting = (seconds: (epochs: number) => number, more = 0): Runs =>
  LENGTHS.map((epochs) => [epochs + more, seconds(epochs + more)]);
const SAME_TIME: Runs = LENGTHS.map((epochs, index) => [epochs, 60.1 + 0.1 * index]);
const BUSY: Runs = [
  [48, 1.67],
  [21, 2.42],
  [40, 1.7],
  [25, 2.3],
];
const CHANCE: Runs = [
  [20, 1.9],
  [22, 4],
  [30, 2],
  [40, 3.4],
  [25, 2.2],
];
const twice = (epochs: number, seconds: number): Runs => [
  [epochs, seconds],
  [epochs, seconds + 0.1],
];
const reach = (limit: number) => {
  const runs = twice(0, 30.5);
  return check(runs, runs, LINE, stating('max_seconds', limit));
};
const chance = (seconds: (run: Runs[number]) => number) => {
  const runs = CHANCE.map((one) => [one[0], seconds(one)] as const);
  const head = runs.map(([epochs, time]) => [epochs + 1, time] as const);
  return check(runs, head, LINE, stating('seconds', 1.5));
};
const WARNED = {
  status: 'warn',
  message: /^training ends at a time limit: \d+ to \d+ epochs or steps in [\d.]+ to [\d.]+ s/,
};

describe('time-limit', () =>
  cases([
    ['the same time for different epochs', check(SAME_TIME, SAME_TIME), WARNED],
    [
      'a slower model with a limit in the code',
      check(
        [
          [40, 5.1],
          [41, 5.3],
        ],
        twice(20, 5.4),
        LINE,
      ),
      WARNED,
    ],
    ['a busy machine, where epochs vary far more', check(BUSY, BUSY.toReversed(), LINE), 'warn'],
    ['equal epochs', check(twice(30, 9), twice(30, 9), LINE), 'pass'],
    [
      'early stopping',
      check(
        lasting((epochs) => 2 * epochs),
        lasting((epochs) => 2 * epochs),
      ),
      'pass',
    ],
    ['arms with different epochs', check(twice(5, 9), twice(50, 9.1), LINE), 'pass'],
    [
      'short runs',
      check(
        lasting(() => 0.5),
        lasting(() => 0.5),
      ),
      'pass',
    ],
    [
      'early stopping after a long start',
      check(
        lasting((epochs) => 60 + 0.02 * epochs),
        lasting((epochs) => 60 + 0.02 * epochs, 1),
      ),
      'pass',
    ],
    [
      'unknown epochs with a limit in the code',
      check(twice(0, 1), twice(0, 1), LINE),
      'not-checked',
      `the runs do not say how many epochs or steps they took, and the program names a limit: ${LINE}`,
    ],
    [
      'unknown epochs, and runs that reach their stated limit',
      reach(30),
      'warn',
      `training ends at a time limit: all 4 runs reach max_seconds = 30 (${LINE})`,
    ],
    ['a limit that no run reaches', reach(3600), 'not-checked'],
    ['a limit that is switched off', reach(0), 'not-checked'],
    [
      'a reached limit on a busy machine, with different times',
      chance(([, seconds]) => seconds),
      'warn',
      /20 to 41 epochs/,
    ],
    ['early stopping beyond the limit', chance(([epochs]) => 1.5 + epochs / 10), 'pass'],
  ]));
