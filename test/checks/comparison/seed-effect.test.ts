import { describe, expect, test } from 'vitest';
import { seedEffect } from '../../../src/checks/comparison/seed-effect.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';

describe('seed-effect', () => {
  const check = (records: readonly RunRecord[]) =>
    judgeOne(seedEffect, { records, models: named('a'), metrics: [ACCURACY] });
  const coarse = (accuracy: number, more = {}) => ({ metrics: { test: { accuracy, ...more } } });
  const loss = (value: number) => ({
    curves: curves(
      2,
      () => value,
      () => 1,
    ),
  });

  test('passes where runs differ', () => {
    expect(check([record('a', 1), record('a', 2)])).toMatchObject({ status: 'pass', value: 2 });
    expect(check([record('a', 1, loss(1)), record('a', 2, loss(2))])).toMatchObject({ status: 'pass' });
  });

  test('passes where a coarse metric repeats, since it may', () => {
    expect(
      check([record('a', 1, coarse(0.8)), record('a', 2, coarse(0.8)), record('a', 3, coarse(0.81))]),
    ).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
  });

  const alike = (count: number, accuracy: number, loss?: number) =>
    Array.from({ length: count }, (_, seed) =>
      record('a', seed, coarse(accuracy, { seconds: seed, ...(loss === undefined ? {} : { loss }) })),
    );

  test('fails where all runs are one, whatever else they log', () => {
    expect(check(alike(5, 0.8))).toMatchObject({ status: 'fail', value: 1 });
    expect(check(alike(2, 0.8, 0.123456789012))).toMatchObject({ status: 'fail', value: 1 });
  });

  test.each([2, 3, 4])('%i runs with one accuracy prove nothing', (count) => {
    expect(check(alike(count, 0.8))).toMatchObject({
      status: 'not-checked',
      message: `${count} runs report equal values, which are too coarse to tell ${count} runs from one`,
    });
  });

  test.each([1, 100])(
    'an accuracy of %d in all runs is no fault of the seed, however many there are',
    (best) => {
      expect(check(alike(20, best))).toMatchObject({
        status: 'not-checked',
        message:
          '20 runs report equal values, but accuracy is at its best value, so nothing is known about the seed',
      });
      // With a loss that has all its digits, they are one run.
      expect(check(alike(20, best, 0.123456789012)).status).toBe('fail');
    },
  );

  test('fails where some runs share all of their losses: they were trained under one seed', () => {
    expect(
      check(
        [Math.SQRT1_2, Math.LN2, Math.SQRT1_2, Math.LN2].map((value, index) =>
          record('a', index, { ...loss(value), ...coarse(0.8) }),
        ),
      ),
    ).toMatchObject({
      status: 'fail',
      value: 2,
      threshold: 4,
      message: '4 seeds gave only 2 different runs: the seed does not fully reach the training',
    });
  });

  test('passes where coarse values repeat beside curves that hold no loss', () => {
    const runs = [40, 41, 40, 42].map((hits, index) =>
      record('a', index, {
        ...coarse(hits / 50),
        curves: [{ epoch: 1, train: {}, validation: { accuracy: hits / 50 } }],
      }),
    );
    expect(check(runs)).toMatchObject({ status: 'pass', value: 3, threshold: 2 });
  });

  test('passes where only the final losses tell the runs apart, as where an accuracy is 1 in all of them', () => {
    const runs = [0.0123456789012345, 0.0234567890123456].map((value, index) =>
      record('a', index, {
        metrics: {
          train: { loss: value / 3 },
          validation: { loss: value / 2 },
          test: { loss: value, accuracy: 1 },
        },
      }),
    );
    expect(check(runs)).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
    const [first] = runs;
    expect(check([...runs, { ...(first as RunRecord), seed: 3 }])).toMatchObject({
      status: 'fail',
      value: 2,
      threshold: 3,
    });
  });

  test('passes where losses repeat that were rounded to two digits', () => {
    expect(check([0.31, 0.32, 0.31].map((value, index) => record('a', index, loss(value))))).toMatchObject({
      status: 'pass',
      threshold: 2,
    });
  });

  test('runs that share their predictions were one run where these are probabilities, and need not be where they are classes', () => {
    const predictions = {
      file: `${'a'.repeat(64)}.predictions.jsonl`,
      sha256: 'a'.repeat(64),
      examples: null,
    };
    const other = { ...predictions, sha256: 'b'.repeat(64) };
    const runs = (more: Record<string, number>) =>
      [predictions, predictions, other].map((kept, index) =>
        record('a', index, { predictions: kept, metrics: { test: { accuracy: 0.9, ...more } } }),
      );
    expect(check(runs({}))).toMatchObject({ status: 'pass', value: 2, threshold: 2 });
    expect(check(runs({ log_loss: 0.3 }))).toMatchObject({ status: 'fail', value: 2, threshold: 3 });
  });

  test('is not checked with fewer than two finished runs', () => {
    expect(check([record('a', 1), record('a', 2, { status: 'crashed' })])).toMatchObject({
      status: 'not-checked',
    });
  });
});
