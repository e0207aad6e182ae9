import { describe, expect, test } from 'vitest';
import { timeLimit } from '../../../src/checks/conditions/time-limit.ts';
import { judgeOne } from '../judge.ts';
import { curves, record } from '../records.ts';

const LINE = '`while time.time() - start < 60:`';
const run = (model: string, seed: number, epochs: number, wallSeconds: number) =>
  record(model, seed, {
    curves: curves(
      epochs,
      () => 1,
      () => 1,
    ),
    cost: { wallSeconds, cpuSeconds: null, peakMemoryBytes: null },
  });
/** Epochs and seconds of four runs of both arms. */
const check = (
  baseline: ReadonlyArray<readonly [number, number]>,
  head: ReadonlyArray<readonly [number, number]>,
  timeLimitLine: string | null = null,
) =>
  judgeOne(timeLimit, {
    timeLimitLine,
    records: [
      ...baseline.map(([epochs, seconds], seed) => run('baseline', seed, epochs, seconds)),
      ...head.map(([epochs, seconds], seed) => run('head', seed, epochs, seconds)),
    ],
  });
const SAME_TIME = [
  [30, 60.1],
  [24, 60.4],
  [33, 60.2],
  [28, 60.3],
] as const;

describe('time-limit', () => {
  test.each<
    [
      string,
      ReadonlyArray<readonly [number, number]>,
      ReadonlyArray<readonly [number, number]>,
      string | null,
    ]
  >([
    ['the same time, and epochs that differ', SAME_TIME, SAME_TIME, null],
    [
      'a slower model under a limit in the code',
      [
        [40, 5.1],
        [41, 5.3],
      ],
      [
        [20, 5.6],
        [20, 5.4],
      ],
      LINE,
    ],
  ])('warns of %s', (_, baseline, head, line) => {
    expect(check(baseline, head, line)).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(
        /^training ends at a time limit: \d+ to \d+ epochs or steps in [\d.]+ to [\d.]+ s/,
      ),
    });
  });

  test.each<
    [
      string,
      ReadonlyArray<readonly [number, number]>,
      ReadonlyArray<readonly [number, number]>,
      string | null,
    ]
  >([
    [
      'epochs that are the same',
      [
        [30, 9],
        [30, 9.1],
      ],
      [
        [30, 9],
        [30, 9],
      ],
      LINE,
    ],
    [
      'early stopping, whose time goes with its epochs',
      [
        [30, 60],
        [24, 48],
        [33, 66],
        [28, 56],
      ],
      [
        [30, 60],
        [25, 50],
        [33, 66],
        [28, 57],
      ],
      null,
    ],
    [
      'two arms that are trained for different numbers of epochs',
      [
        [5, 9],
        [5, 9.1],
      ],
      [
        [50, 9.2],
        [50, 9.1],
      ],
      LINE,
    ],
    [
      'short runs, most of which is the start',
      SAME_TIME.map(([epochs]) => [epochs, 0.5] as const),
      SAME_TIME.map(([epochs]) => [epochs, 0.5] as const),
      null,
    ],
    [
      'training that is stopped early, behind a long start',
      SAME_TIME.map(([epochs]) => [epochs, 60 + 0.02 * epochs] as const),
      SAME_TIME.map(([epochs]) => [epochs + 1, 60.02 + 0.02 * epochs] as const),
      null,
    ],
  ])('passes %s', (_, baseline, head, line) => {
    expect(check(baseline, head, line)).toMatchObject({ status: 'pass' });
  });

  test('is not checked where runs do not say how long they trained, and names the limit', () => {
    const records = [1, 2, 3, 4].map((seed) => record(seed > 2 ? 'head' : 'baseline', seed));
    expect(judgeOne(timeLimit, { records, timeLimitLine: LINE })).toMatchObject({
      status: 'not-checked',
      message: `the runs do not say how many epochs or steps they took, and the program names a limit: ${LINE}`,
    });
  });

  test('on a busy machine times scatter, and epochs by far more', () => {
    const busy = [
      [48, 1.67],
      [21, 2.42],
      [40, 1.7],
      [25, 2.3],
    ] as const;
    expect(check(busy, [...busy].reverse(), LINE).status).toBe('warn');
  });

  test('without epochs, runs that all reach the limit that they state are told', () => {
    const reach = (seconds: number, budget: number) =>
      judgeOne(timeLimit, {
        timeLimitLine: LINE,
        statedNumbers: new Map(
          ['baseline', 'head'].map((model) => [model, new Map([['max_seconds', budget]])]),
        ),
        records: ['baseline', 'head'].flatMap((model) =>
          [1, 2].map((seed) => run(model, seed, 0, seconds + seed / 10)),
        ),
      });
    expect(reach(30.5, 30)).toMatchObject({
      status: 'warn',
      message: `training ends at a time limit: all 4 runs reach max_seconds = 30; the program says ${LINE}`,
    });
    // A limit that nobody reaches, or that has been switched off.
    expect(reach(30.5, 3600).status).toBe('not-checked');
    expect(reach(30.5, 0).status).toBe('not-checked');
  });

  test('runs that all reach the limit that they state need not take the same time: a busy machine gives some of them more', () => {
    const reach = (lengths: ReadonlyArray<readonly [number, number]>) =>
      judgeOne(timeLimit, {
        timeLimitLine: LINE,
        statedNumbers: new Map(['baseline', 'head'].map((model) => [model, new Map([['seconds', 1.5]])])),
        records: ['baseline', 'head'].flatMap((model, index) =>
          lengths.map(([epochs, seconds], seed) => run(model, seed, epochs + index, seconds)),
        ),
      });
    const byChance = [
      [20, 1.9],
      [22, 4],
      [30, 2],
      [40, 3.4],
      [25, 2.2],
    ] as const;
    expect(reach(byChance)).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('20 to 41 epochs'),
    });
    // Early stopping behind the same limit: the time goes with the epochs.
    expect(reach(byChance.map(([epochs]) => [epochs, 1.5 + epochs / 10] as const)).status).toBe('pass');
  });
});
