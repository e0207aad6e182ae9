import { expect, test } from 'vitest';
import type { LossCurve } from '../../../src/checks/overfitting/loss-curves.ts';
import { measureOverfitting, type Overfitting } from '../../../src/checks/overfitting/measure-overfitting.ts';
import { findStoppingEpoch } from '../../../src/checks/overfitting/stopping-epoch.ts';
import { ACCURACY } from '../judge.ts';

const EPOCHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The validation loss is lowest at epoch 4; `score` is that of every epoch. */
function stopFor(score: ((epoch: number, seed: number) => number) | null, metric = ACCURACY) {
  const curves = [1, 2, 3, 4].map(
    (seed): LossCurve => ({
      seed,
      wallSeconds: 1,
      epochs: EPOCHS,
      train: EPOCHS.map((epoch) => 1 / epoch),
      validation: EPOCHS.map((epoch) => 1 + 0.1 * Math.abs(epoch - 4) + 0.01 * Math.sin(seed * epoch)),
      scores: EPOCHS.map((epoch) => (score === null ? {} : { [metric.name]: score(epoch, seed) })),
    }),
  );
  return findStoppingEpoch(curves, measureOverfitting(curves) as Overfitting, [metric], 0.05);
}
const luck = (seed: number) => 0.001 * Math.sin(7 * seed);

test('without a score it is the epoch with the lowest validation loss', () => {
  expect(stopFor(null)).toEqual({ epoch: 4, shareAfter: 0.6, score: null });
});

test('a score that peaks later moves it to the first epoch that is as good as the end', () => {
  const found = stopFor((epoch, seed) => 0.6 + 0.05 * Math.min(epoch, 7) + luck(seed * epoch));
  expect(found.epoch).toBeGreaterThanOrEqual(7);
  expect(found.score).toMatchObject({ isStillRising: true, hasFallen: false });
  expect(found.score?.words).toMatch(
    /^accuracy on validation rises by 15\.?\d* points \[.*\] from epoch 4 to the end$/,
  );
});

test('a score that falls leaves it where the loss is lowest', () => {
  const found = stopFor((epoch, seed) => 0.9 - (0.02 + luck(seed)) * epoch);
  expect(found).toMatchObject({
    epoch: 4,
    shareAfter: 0.6,
    score: { isStillRising: false, hasFallen: true },
  });
});

test('a metric that is to be low falls by getting better', () => {
  const metric = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' } as const;
  const found = stopFor((epoch, seed) => 10 - epoch + luck(seed * epoch), metric);
  expect(found).toMatchObject({ epoch: 10, shareAfter: 0, score: { isStillRising: true, hasFallen: false } });
  expect(found.score?.words).toMatch(/^rmse on validation falls by 6 \[.*\] from epoch 4 to the end$/);
});
