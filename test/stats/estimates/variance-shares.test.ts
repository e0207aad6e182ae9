import { describe, expect, test } from 'vitest';
import { type CrossedValue, varianceShares } from '../../../src/stats/estimates/variance-shares.ts';
import { createRandom } from '../../../src/stats/random.ts';

/** The designs of bench/oracles/crossed.R. */
function design(
  size: number,
  sources: number,
  value: (row: number, column: number, third: number) => number,
) {
  const sides = Array.from({ length: size }, (_, level) => level);
  return sides.flatMap((row) =>
    sides.map((column): CrossedValue => {
      const third = (row + column) % size;
      const levels = [row, column, third].slice(0, sources);
      return { levels, value: Number(value(row, column, third).toFixed(6)) };
    }),
  );
}

const LATIN = design(4, 3, (row, column, data) => {
  const sources = 0.03 * Math.sin(7 * row) + 0.02 * Math.sin(5 * column + 1) + 0.05 * Math.sin(3 * data);
  return 0.8 + sources + 0.01 * Math.sin(11 * row * column + data);
});
const TWO = design(3, 2, (row, column) => {
  const sources = 0.05 * Math.sin(7 * row) + 0.001 * Math.sin(5 * column + 1);
  return 0.8 + sources + 0.01 * Math.sin(11 * row * column);
});

const shares = (runs: readonly CrossedValue[], label = 'test') =>
  varianceShares(runs, { random: createRandom(label), draws: 4000 });

describe('components as in R (bench/oracles/crossed.R)', () => {
  test.each([
    [
      'a Latin square of three sources',
      LATIN,
      0.000565510710917,
      [0.2098582640668, 0.5022012852662, 0.2116146561607],
      0.0763257945062,
    ],
    [
      'a crossing of two sources',
      TWO,
      0.000630120903778,
      [0.9804726281124, 0.00234685243564],
      0.01718051945197,
    ],
  ] as const)('%s', (_, runs, variance, expected, rest) => {
    const found = shares(runs);
    expect(found.variance).toBeCloseTo(variance, 12);
    expect(found.rest).toBeCloseTo(rest, 9);
    for (const [source, share] of expected.entries())
      expect(found.shares[source]?.share).toBeCloseTo(share, 9);
  });
});

test('shares stay the same in another unit and around another mean; the same stream gives the same intervals', () => {
  const moved = LATIN.map(({ levels, value }) => ({ levels, value: 100 * value - 7 }));
  const [found, other] = [shares(LATIN), shares(moved)];
  expect(other.variance / found.variance).toBeCloseTo(10_000, 6);
  for (const [source, { share, interval }] of found.shares.entries()) {
    expect(other.shares[source]?.share).toBeCloseTo(share, 9);
    expect(other.shares[source]?.interval.low).toBeCloseTo(interval.low, 9);
    expect(interval.low).toBeGreaterThanOrEqual(0);
    expect(interval.low).toBeLessThanOrEqual(interval.high);
    expect(interval.high).toBeLessThanOrEqual(1);
  }
  expect(shares(LATIN)).toEqual(found);
});

test('a source without any effect has a share of zero and an interval from zero', () => {
  const found = shares(
    design(4, 2, (row, column) => row + ((row * column) % 3) / 10 + 0.1 * Number(column === 5)),
  );
  expect(found.shares[1]?.share).toBeLessThan(0.01);
  expect(found.shares[1]?.interval.low).toBe(0);
});

describe('refuses', () => {
  test.each([
    ['a design with a hole', LATIN.slice(1), 'equally many runs at every level'],
    [
      'a single run a cell that leaves nothing for the rest',
      design(2, 3, (row) => row),
      'requires more runs than 4',
    ],
    ['values that are all the same', design(3, 2, () => 0.8), 'values that vary'],
    ['values that one source decides', design(3, 2, (row) => row), 'not depend on the sources alone'],
    ['no runs', [], 'equally many runs'],
  ] as const)('%s', (_, runs, message) => {
    expect(() => shares(runs)).toThrow(message);
  });
});
