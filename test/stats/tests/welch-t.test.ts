import { test } from 'vitest';
import { welchT } from '../../../src/stats/tests/welch-t.ts';
import { expectClose } from '../support.ts';

test('swapping the arms flips the sign, and two large losses keep the digits of their difference', () => {
  const [one, other] = [
    [0.5, 1.25, 0.75],
    [0, 0.25, 0.125],
  ] as const;
  const there = welchT(one, other);
  const back = welchT(other, one);
  expectClose(back.statistic, -there.statistic, 1e-14);
  expectClose(back.interval.low, -there.interval.high, 1e-14);
  const large = (values: readonly number[]) => values.map((value) => 1e9 + value);
  expectClose(welchT(large(one), large(other)).statistic, there.statistic, 1e-14);
});

test('one constant arm leaves the degrees of freedom of the other', () => {
  const result = welchT([1, 2, 3, 4], [0.5, 0.5, 0.5]);
  expectClose(result.degreesOfFreedom, 3, 1e-12);
  expectClose(result.standardError, Math.sqrt(5 / 3 / 4), 1e-12);
});
