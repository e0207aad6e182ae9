import { describe, expect, test } from 'vitest';
import { gap } from '../../../src/checks/overfitting/gap.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { cases, judgeOne, named } from '../judge.ts';
import { curves, record, seedsTo } from '../records.ts';

const judgeGap = (records: readonly RunRecord[]) => judgeOne(gap, { records, models: named('a') });

/** Three runs, whose validation losses differ by up to 0.02. */
const runs = (epochs: number, train: (epoch: number) => number, validation: typeof train) =>
  seedsTo(3).map((seed) =>
    record('a', seed, {
      curves: curves(epochs, { train, validation: (epoch) => validation(epoch) + 0.01 * (seed % 3) }),
    }),
  );
const overfitted = runs(
  10,
  (epoch) => 2 / epoch,
  (epoch) => 1 + 0.05 * (epoch - 4) ** 2,
);
const renumbered = (first: number, from = 0) =>
  overfitted.map((run) => ({
    ...run,
    curves: run.curves.slice(from).map((point, index) => ({ ...point, epoch: first + index })),
  }));
const falling = runs(
  10,
  (epoch) => 1 / epoch,
  (epoch) => 5 - 0.1 * epoch,
);
const uncertain = seedsTo(3).map((seed) =>
  record('a', seed, {
    curves: curves(10, {
      train: (epoch) => 2 / epoch,
      validation: (epoch) => 2 / epoch + (epoch > 8 ? 0.2 * seed - 0.1 : 0),
    }),
  }),
);
const equal = seedsTo(2).map((seed) =>
  record('a', seed, { curves: curves(5, { train: (epoch) => 1 / epoch, validation: (epoch) => epoch }) }),
);
const UNCHECKED = { status: 'not-checked', value: null, message: /at least two finished runs/ };

describe('overfitting/gap', () => {
  cases([
    [
      'a wide gap and a loss that has turned',
      judgeGap(overfitted),
      {
        status: 'warn',
        threshold: 0.1,
        advice: 'stop at epoch 4: 60 % less training',
        // 1 + 0.05 × 36 + mean difference 0.01 − 0.2
        value: expect.closeTo(2.61, 10),
        interval: { low: expect.toSatisfy((low) => low < 2.61) },
      },
    ],
    ['epochs from 0', judgeGap(renumbered(0)), { advice: 'stop at epoch 3: 60 % less training' }],
    [
      'a loss that rises from the start',
      judgeGap(renumbered(0, 3)),
      { advice: 'stop at epoch 0: 86 % less training' },
    ],
    ['a wide gap with a loss that falls', judgeGap(falling), 'pass'],
    ['a gap that is not conclusively wide', judgeGap(uncertain), 'pass'],
    [
      'a rise that few noisy runs do not show, with its size',
      judgeGap(
        seedsTo(3).map((seed) =>
          record('a', seed, {
            curves: curves(10, {
              train: (epoch) => 0.5 / epoch,
              validation: (epoch) => 1 + 0.1 * (epoch > 6 ? seed - 1 : 0),
            }),
          }),
        ),
      ),
      'pass',
      /; above 0\.1, but its validation loss ends 10 % above its lowest, which 3 runs cannot tell from noise \(p 0?\.\d+\)$/,
    ],
    [
      'equal runs, whose gap has an interval without width',
      judgeGap(equal),
      { status: 'warn', interval: { low: 4.8, high: 4.8 } },
    ],
    ['a single run', judgeGap(overfitted.slice(0, 1)), UNCHECKED],
    ['runs without curves', judgeGap([record('a', 1), record('a', 2)]), UNCHECKED],
    ['runs of another model', judgeGap([record('b', 1), record('b', 2)]), UNCHECKED],
    ['failed runs', judgeGap(overfitted.map((run) => ({ ...run, status: 'crashed' as const }))), UNCHECKED],
  ]);

  test('the high losses at which early stopping ends a run are no turn', () => {
    const random = createRandom('patience of three on a plateau');
    const train = (seed: number) => {
      const losses: number[] = [];
      const isOver = () => Math.min(...losses.slice(-3)) >= Math.min(...losses.slice(0, -3));
      while (losses.length < 4 || !isOver()) {
        losses.push(4 + 0.3 * Math.max(0, 10 - losses.length) + 0.02 * randomNormal(random));
      }
      return record('a', seed, {
        curves: curves(losses.length, {
          train: (epoch) => 2 / epoch,
          validation: (epoch) => losses[epoch - 1] as number,
        }),
      });
    };
    const alarms = Array.from({ length: 100 }, () =>
      judgeGap(Array.from({ length: 25 }, (_, seed) => train(seed))),
    ).filter(({ status }) => status === 'warn');
    expect(alarms.length).toBeLessThanOrEqual(5);
  });
});
