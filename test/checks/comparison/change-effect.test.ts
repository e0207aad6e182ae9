import { describe, expect, test } from 'vitest';
import { changeEffect } from '../../../src/checks/comparison/change-effect.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { curves, record } from '../records.ts';

const check = (records: readonly RunRecord[], metrics = [ACCURACY]) =>
  judgeOne(changeEffect, { records, models: named('baseline', 'v'), metrics });
const coarse = (accuracy: number) => ({ metrics: { test: { accuracy } } });
const fine = (seed: number) => ({
  curves: curves(
    2,
    (epoch) => Math.sin(seed + epoch),
    (epoch) => Math.cos(seed + epoch),
  ),
  ...coarse(0.8),
});

/** Runs of both arms; the variant's have a parameter of their own. */
function pairs(
  n: number,
  baseline: (seed: number) => Partial<RunRecord>,
  variant = baseline,
  more: Partial<RunRecord> = { params: { depth: 2 }, fingerprint: '1'.repeat(64) },
): RunRecord[] {
  return Array.from({ length: n }, (_, seed) => [
    record('baseline', seed, baseline(seed)),
    record('v', seed, { ...variant(seed), ...more }),
  ]).flat();
}

describe('change-effect', () => {
  test.each([2, 6])('fails where all of %d pairs share their losses', (n) => {
    expect(check(pairs(n, fine))).toMatchObject({
      status: 'fail',
      value: n,
      message: expect.stringMatching(
        /^all \d pairs are equal to the last digit, although code or parameters differ/,
      ),
    });
  });

  test.each([
    [4, 'not-checked'],
    [5, 'fail'],
  ])('with a coarse metric alone, %d equal pairs: %s', (n, status) => {
    expect(check(pairs(n, () => coarse(0.8)))).toMatchObject({ status });
  });

  test('passes where a single pair differs in anything that counts', () => {
    const other = (seed: number) => (seed === 1 ? fine(100) : fine(seed));
    expect(check(pairs(6, fine, other))).toMatchObject({ status: 'pass', value: 5 });
  });

  test('is not asked where nothing is known to differ: tables, the same commit, the same program from another one', () => {
    for (const more of [{}, { fingerprint: '1'.repeat(64) }, { commit: 'a'.repeat(40) }])
      expect(check(pairs(6, fine, fine, more))).toMatchObject({ status: 'not-checked' });
    expect(
      check(pairs(6, fine, fine, { commit: 'a'.repeat(40), fingerprint: '1'.repeat(64) })),
    ).toMatchObject({
      status: 'fail',
    });
  });

  test('leaves two models at full marks alone, unless their losses are the same, too', () => {
    expect(check(pairs(6, () => coarse(1)))).toMatchObject({ status: 'not-checked' });
    expect(check(pairs(6, (seed) => ({ ...fine(seed), ...coarse(1) })))).toMatchObject({ status: 'fail' });
  });

  test('counts finished pairs only', () => {
    const [first, ...rest] = pairs(2, fine);
    const failed = { ...(first as RunRecord), status: 'crashed' as const };
    expect(check([failed, ...rest])).toMatchObject({ status: 'not-checked' });
  });
});
