import { describe, expect, test } from 'vitest';
import { lossCurves } from '../../../src/checks/overfitting/loss-curves.ts';
import { measureOverfitting } from '../../../src/checks/overfitting/measure-overfitting.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { curves, record } from '../records.ts';

const measure = (records: ReturnType<typeof record>[]) => measureOverfitting(lossCurves(records, 'a'));

/** Validation loss falls to epoch 10 and then stands still, but for noise that wanders. */
function standingStill(label: string | number) {
  const random = createRandom('overfitting', label);
  return Array.from({ length: 6 }, (_, index) => {
    let deviation = 0;
    const validation = (epoch: number) => {
      deviation = 0.7 * deviation + 0.02 * randomNormal(random);
      return 1 + 0.3 * Math.max(0, 10 - epoch) + deviation;
    };
    return record('a', index + 1, { curves: curves(20, { train: (epoch) => 2 / epoch, validation }) });
  });
}

describe('measureOverfitting', () => {
  test('the end of a loss that stands still is called higher than before no more often than the level says', () => {
    const repetitions = 400;
    const found = Array.from({ length: repetitions }, (_, label) => measure(standingStill(label)));
    const rate = (level: number) =>
      found.filter((one) => (one?.turnPValue ?? 1) <= level).length / repetitions;
    // Two binomial standard errors above the level.
    expect(rate(0.05)).toBeLessThan(0.072);
    // The lowest loss lies below the last one nearly always: reading that as overfitting would be wrong.
    expect(
      found.filter((one) => one !== null && one.lowest < one.atEnd).length / repetitions,
    ).toBeGreaterThan(0.8);
  });

  test('a loss that rises is called so, whichever epoch was the best', () => {
    const random = createRandom('overfitting', 'rises');
    for (const best of [1, 4, 11]) {
      const rising = Array.from({ length: 5 }, (_, index) => {
        const validation = (epoch: number) =>
          1 + 0.1 * Math.max(0, epoch - best) + 0.01 * randomNormal(random);
        return record('a', index + 1, { curves: curves(12, { train: (epoch) => 2 / epoch, validation }) });
      });
      const found = measure(rising);
      expect(found?.turnPValue, String(best)).toBeLessThan(best === 11 ? 0.05 : 0.001);
    }
  });

  test('runs that stopped early are measured at their own last epoch, and the epoch to stop at is one that all have', () => {
    const bestAt = (seed: number, best: number, epochs: number) =>
      record('a', seed, {
        curves: curves(epochs, { train: () => 1, validation: (epoch) => 2 + Math.abs(epoch - best) }),
      });
    const found = measure([bestAt(1, 6, 8), bestAt(2, 3, 4)]);
    expect(found).toMatchObject({ stopEpoch: 3, lastEpoch: 8 });
    expect(found?.runs).toMatchObject([
      { bestEpoch: 6, lastEpoch: 8, gapAtEnd: 3, gapAtBest: 1, shareAfterBest: 0.25 },
      { bestEpoch: 3, lastEpoch: 4, gapAtEnd: 2, gapAtBest: 1, shareAfterBest: 0.25 },
    ]);
  });

  test('a single run, and runs without an epoch in common, say nothing', () => {
    expect(measure(standingStill('one').slice(0, 1))).toBeNull();
    const shifted = [0.5, 0].map((start, index) =>
      record('a', index + 1, {
        curves: [1, 2].map((epoch) => ({
          epoch: epoch + start,
          train: { loss: 1 },
          validation: { loss: 1 },
        })),
      }),
    );
    expect(measure(shifted)).toBeNull();
  });
});
