import { describe, expect, test } from 'vitest';
import { gap } from '../../../src/checks/overfitting/gap.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';

const wobble = (seed: number) => 0.01 * (seed % 3);
const overfitted = [1, 2, 3].map((seed) =>
  record('a', seed, {
    curves: curves(
      10,
      (epoch) => 2 / epoch,
      (epoch) => 1 + 0.05 * (epoch - 4) ** 2 + wobble(seed),
    ),
  }),
);

const judgeGap = (records: readonly RunRecord[]) => judgeOne(gap, { records, models: named('a') });

function renumbered(run: RunRecord, first: number): RunRecord {
  return { ...run, curves: run.curves.map((point, index) => ({ ...point, epoch: first + index })) };
}

describe('overfitting/gap', () => {
  test('warns where validation loss has turned and the gap is wide, and says when to stop', () => {
    const check = judgeGap(overfitted);
    expect(check).toMatchObject({
      status: 'warn',
      threshold: 0.1,
      advice: 'stop at epoch 4: 60 % less training',
    });
    // 1 + 0.05 × 36 + mean wobble 0.01 − 0.2
    expect(check.value).toBeCloseTo(2.61, 10);
    expect(check.interval?.low).toBeLessThan(2.61);
  });

  test('counts epochs, whatever number the first has', () => {
    const from = (first: number) => overfitted.map((run) => renumbered(run, first));
    expect(judgeGap(from(0)).advice).toBe('stop at epoch 3: 60 % less training');
    const rising = from(0).map((run) => ({ ...run, curves: run.curves.slice(3) }));
    const early = rising.map((run) => renumbered(run, 0));
    expect(judgeGap(early).advice).toBe('stop at epoch 0: 86 % less training');
  });

  test('passes where validation loss falls to the end, however wide the gap', () => {
    const records = [1, 2, 3].map((seed) =>
      record('a', seed, {
        curves: curves(
          10,
          (epoch) => 1 / epoch,
          (epoch) => 5 - 0.1 * epoch + wobble(seed),
        ),
      }),
    );
    expect(judgeGap(records).status).toBe('pass');
  });

  test('the high losses at which early stopping ends a run are no turn', () => {
    const random = createRandom('patience of three on a plateau');
    const train = (seed: number) => {
      const losses: number[] = [];
      const isOver = () => Math.min(...losses.slice(-3)) >= Math.min(...losses.slice(0, -3));
      while (losses.length < 4 || !isOver()) {
        losses.push(4 + 0.3 * Math.max(0, 10 - losses.length) + 0.02 * randomNormal(random));
      }
      return record('a', seed, {
        curves: curves(
          losses.length,
          (epoch) => 2 / epoch,
          (epoch) => losses[epoch - 1] as number,
        ),
      });
    };
    const alarms = Array.from({ length: 100 }, () =>
      judgeGap(Array.from({ length: 25 }, (_, seed) => train(seed))),
    ).filter(({ status }) => status === 'warn');
    expect(alarms.length).toBeLessThanOrEqual(5);
  });

  test('passes where the gap is not conclusively wider than the limit', () => {
    const records = [1, 2, 3].map((seed) =>
      record('a', seed, {
        curves: curves(
          10,
          (epoch) => 2 / epoch,
          (epoch) => 2 / epoch + (epoch > 8 ? 0.2 * seed - 0.1 : 0),
        ),
      }),
    );
    expect(judgeGap(records).status).toBe('pass');
  });

  test('runs that agree to the last digit have a gap without an interval of any width', () => {
    const records = [1, 2].map((seed) =>
      record('a', seed, {
        curves: curves(
          5,
          (epoch) => 1 / epoch,
          (epoch) => epoch,
        ),
      }),
    );
    expect(judgeGap(records)).toMatchObject({
      status: 'warn',
      interval: { low: 4.8, high: 4.8 },
    });
  });

  test.each([
    ['a single run', overfitted.slice(0, 1)],
    ['runs without curves', [record('a', 1), record('a', 2)]],
    ['runs of another model', [record('b', 1), record('b', 2)]],
    ['runs that failed', overfitted.map((run) => ({ ...run, status: 'crashed' as const }))],
  ])('%s cannot be checked, and it says why', (_, records) => {
    expect(judgeGap(records)).toMatchObject({
      status: 'not-checked',
      value: null,
      message: expect.stringContaining('at least two finished runs'),
    });
  });
});
