import { describe, expect, test } from 'vitest';
import { bestEpoch } from '../../../src/checks/overfitting/best-epoch.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';
import { overfitting, SEEDS } from './overfitted.ts';

describe('overfitting/best-epoch', () => {
  const check = (records: ReturnType<typeof overfitting>) =>
    judgeOne(bestEpoch, { records, models: named('a'), metrics: [ACCURACY] });

  test('warns where most of the training comes after the best epoch, with what stopping there saves', () => {
    const found = check(overfitting('a', 0.1));
    expect(found).toMatchObject({
      status: 'warn',
      value: 0.6,
      threshold: 0.25,
      advice: 'stop at epoch 4: saves about 12 s of 20 s per run',
    });
    expect(found.message).toBe('60 % [60, 60] of the training comes after the best epoch (4 of 10)');
    expect(found.evidence).toMatch(
      /^training loss falls by another 60 %, validation loss ends 5\d\.\d % above its lowest \(GL, PQ 0\.\d+, UP 1\)$/,
    );
  });

  /** The accuracy on validation changes by 0.001 × the seed an epoch from epoch 4 on. */
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

  test('tells what became of a metric on validation, from the best epoch to the end', () => {
    // 0.006 × the mean seed, 3.5
    expect(check(withAccuracy(-1)).evidence).toContain('; accuracy on validation falls by 2.1 points [0.');
  });

  test('passes where the metric gains by going on, and says so', () => {
    expect(check(withAccuracy(1))).toMatchObject({
      status: 'pass',
      advice: null,
      message: expect.stringContaining('accuracy on validation rises by 2.1 points ['),
    });
  });

  test('passes where the validation loss falls to the end', () => {
    const falling = SEEDS.map((seed) =>
      record('a', seed, {
        curves: curves(
          10,
          (epoch) => 2 / epoch,
          (epoch) => 3 / epoch + seed / 100,
        ),
      }),
    );
    expect(check(falling)).toMatchObject({ status: 'pass', value: 0 });
  });

  test('passes where training was stopped early: it goes on after the best epoch by design', () => {
    // Each run ends three epochs after its best one, at 4 to 9 of them.
    const stopped = SEEDS.map((seed) =>
      record('a', seed, {
        curves: curves(
          seed + 6,
          (epoch) => 2 / epoch,
          (epoch) => 1 + 0.1 * Math.abs(seed + 3 - epoch),
        ),
      }),
    );
    const found = check(stopped);
    expect(found).toMatchObject({ status: 'pass' });
    expect(found.message).toContain(
      'of the training comes after the best epoch (6 of 12), since it was stopped early, with a patience of 3',
    );
    const goesOn = record('a', 7, {
      curves: curves(
        9,
        () => 1,
        (epoch) => 1 + epoch,
      ),
    });
    expect(check([...stopped, goesOn]).message).not.toContain('patience');
  });

  test('a loss that goes below zero has a best epoch, and no generalisation loss', () => {
    const records = overfitting('a', 0.1).map((run) => ({
      ...run,
      curves: run.curves.map(({ epoch, validation }) => ({
        epoch,
        train: { loss: -epoch },
        validation: { loss: (validation.loss ?? 0) - 5 },
      })),
    }));
    expect(check(records)).toMatchObject({ value: 0.6, status: 'pass' });
    expect(check(records).message).not.toContain('GL');
  });

  test('is not checked without curves', () => {
    expect(check(SEEDS.map((seed) => record('a', seed)))).toMatchObject({
      status: 'not-checked',
      value: null,
    });
  });
});
