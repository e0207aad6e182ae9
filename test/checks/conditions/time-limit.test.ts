import { describe } from 'vitest';
import { timeLimit } from '../../../src/checks/conditions/time-limit.ts';
import { cases, judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';

type Runs = ReadonlyArray<readonly [epochs: number, seconds: number]>;

const run = (model: string, seed: number, epochs: number, wallSeconds: number, params = {}) =>
  record(model, seed, {
    params,
    curves: curves(epochs, { train: () => 1, validation: () => 1 }),
    cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes: null },
  });
const check = (baseline: Runs, head: Runs, params = {}) =>
  judgeOne(timeLimit, {
    records: [
      ...baseline.map(([epochs, seconds], seed) => run('baseline', seed, epochs, seconds, params)),
      ...head.map(([epochs, seconds], seed) => run('head', seed, epochs, seconds, params)),
    ],
  });
const LENGTHS = [30, 24, 33, 28];
const lasting = (seconds: (epochs: number) => number, more = 0): Runs =>
  LENGTHS.map((epochs) => [epochs + more, seconds(epochs + more)]);
const SAME_TIME: Runs = LENGTHS.map((epochs, index) => [epochs, 60.1 + 0.1 * index]);
const twice = (epochs: number, seconds: number): Runs => [
  [epochs, seconds],
  [epochs, seconds + 0.1],
];
const CHANCE: Runs = [
  [20, 1.9],
  [22, 4],
  [30, 2],
  [40, 3.4],
  [25, 2.2],
];
const reach = (limit: number) => {
  const runs = twice(0, 30.5);
  return check(runs, runs, { max_seconds: limit });
};
const chance = (seconds: (run: Runs[number]) => number) => {
  const runs = CHANCE.map((one) => [one[0], seconds(one)] as const);
  const head = runs.map(([epochs, time]) => [epochs + 1, time] as const);
  return check(runs, head, { seconds: 1.5 });
};
const WARNED = {
  status: 'warn',
  message: /^training ends at a time limit: \d+ to \d+ epochs or steps in [\d.]+ to [\d.]+ s/,
};

describe('time-limit', () =>
  cases([
    ['the same time for different epochs', check(SAME_TIME, SAME_TIME), WARNED],
    ['equal epochs', check(twice(30, 9), twice(30, 9)), 'pass'],
    [
      'early stopping',
      check(
        lasting((epochs) => 2 * epochs),
        lasting((epochs) => 2 * epochs),
      ),
      'pass',
    ],
    ['arms with different epochs', check(twice(5, 9), twice(50, 9.1)), 'pass'],
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
      'unknown epochs',
      check(twice(0, 1), twice(0, 1)),
      'not-checked',
      'the runs do not say how many epochs or steps they took',
    ],
    [
      'unknown epochs, and runs that reach their limit',
      reach(30),
      'warn',
      /^training ends at a time limit: all 4 runs reach max_seconds: 30\. /,
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
