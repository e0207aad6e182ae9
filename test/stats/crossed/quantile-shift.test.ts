import { describe, expect, test } from 'vitest';
import { drawLatencies, LATENCY_WORLDS, type LatencyWorld } from '../../../bench/cases/worlds.ts';
import { findClusters } from '../../../src/stats/crossed/clusters.ts';
import {
  casesForQuantile,
  quantileEstimate,
  quantileShift,
} from '../../../src/stats/crossed/quantile-shift.ts';
import { createShiftTest } from '../../../src/stats/crossed/quantile-test.ts';
import { quantile } from '../../../src/stats/describe.ts';
import { createRandom } from '../../../src/stats/random.ts';
import { mcNemar } from '../../../src/stats/tests/mcnemar.ts';

const [WORLD] = LATENCY_WORLDS as readonly [LatencyWorld];
const OPTIONS = { probability: 0.5, level: 0.95 };

test('for one repeat, the p-value at a shift is that of McNemar on who exceeds the common median', () => {
  const before = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  const after = before.map((value) => value + 10);
  const test = createShiftTest([before], [after], { probability: 0.5 });
  // All of the baseline lies below the common median, all of the candidate above.
  expect(test(0, -1)).toBeCloseTo(mcNemar(8, 0).midP / 2, 12);
  expect(test(20, 1)).toBeCloseTo(mcNemar(0, 8).midP / 2, 12);
  expect(test(10, 1)).toBe(1);
});

describe('the interval', () => {
  const [before, after] = drawLatencies(
    WORLD,
    { cases: 200, repeats: 3 },
    createRandom('a test of quantiles'),
  );

  test.each([0.5, 0.95])('holds the shifts that are not rejected, at %f', (probability) => {
    const { value, low, high } = quantileShift(before, after, { probability, level: 0.95 });
    const all = (arm: typeof before) => arm.flatMap((row) => Array.from(row));
    expect(value).toBeCloseTo(quantile(all(after), probability) - quantile(all(before), probability), 9);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    const test = createShiftTest(before, after, { probability });
    expect(test(high + 1e-3 * (high - value), 1)).toBeLessThanOrEqual(0.025);
    expect(test(high - 1e-3 * (high - value), 1)).toBeGreaterThan(0.02);
  });

  test('moves with the candidate, mirrors with the arms, and scales with the unit', () => {
    const found = quantileShift(before, after, OPTIONS);
    const moved = quantileShift(
      before,
      after.map((row) => row.map((value) => value + 64)),
      OPTIONS,
    );
    expect(moved.low - found.low).toBeCloseTo(64, 1);
    expect(moved.high - found.high).toBeCloseTo(64, 1);
    const mirrored = quantileShift(after, before, OPTIONS);
    expect(mirrored.value).toBeCloseTo(-found.value, 9);
    expect(mirrored.low).toBeCloseTo(-found.high, 0);
    const inSeconds = [before, after].map((arm) => arm.map((row) => row.map((value) => value / 1024)));
    expect(
      quantileShift(inSeconds[0] as typeof before, inSeconds[1] as typeof before, OPTIONS).high,
    ).toBeCloseTo(found.high / 1024, 6);
  });

  test('is wider where cases belong together', () => {
    const inGroups = (arm: typeof before) =>
      arm.slice(0, 1).map((row) => row.map((_, at) => row[at - (at % 5)] as number));
    const clusters = findClusters(Array.from({ length: 200 }, (_, at) => Math.floor(at / 5)));
    const widthWith = (options: Parameters<typeof quantileShift>[2]) => {
      const { low, high } = quantileShift(inGroups(before), inGroups(after), options);
      return high - low;
    };
    expect(widthWith({ ...OPTIONS, clusters })).toBeGreaterThan(1.3 * widthWith(OPTIONS));
  });
});

test('few cases bound no 95th percentile', () => {
  const [before, after] = drawLatencies(WORLD, { cases: 20, repeats: 1 }, createRandom('few cases'));
  const { low, high } = quantileShift(before, after, { probability: 0.95, level: 0.95 });
  expect([low, high]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect([0.5, 0.9, 0.95, 0.99].map(casesForQuantile)).toEqual([6, 30, 60, 300]);
});

test('equal answers differ by nothing, and arms with other cases are refused', () => {
  const row = new Float64Array(80).fill(5);
  expect(quantileShift([row], [row], OPTIONS)).toEqual({ value: 0, low: 0, high: 0 });
  expect(() => quantileShift([row], [row, row], OPTIONS)).toThrow('the same cases and repeats');
});

test('the interval of one arm covers the true median', () => {
  const random = createRandom('one arm');
  let misses = 0;
  for (let repetition = 0; repetition < 300; repetition++) {
    const [arm] = drawLatencies(WORLD, { cases: 60, repeats: 1 }, random);
    const { low, high } = quantileEstimate(arm, OPTIONS);
    if (low > 1000 || high < 1000) misses += 1;
  }
  expect(misses / 300).toBeLessThan(0.09);
});

/** A bounded version of `node cases.mjs guards`. */
test.each([
  [0.5, 60, 1],
  [0.95, 60, 1],
  [0.95, 60, 3],
])('a guard that is worse by its margin passes rarely: %f, %d × %d', (probability, cases, repeats) => {
  const random = createRandom('guards', probability, cases, repeats);
  const z = probability === 0.5 ? 0 : 1.6448536269514722;
  const spread = Math.hypot(WORLD.ofCase, WORLD.ofArm, WORLD.ofAnswer);
  const margin = 1000 * Math.exp(z * spread) * (Math.exp(WORLD.slower) - 1);
  let passed = 0;
  for (let repetition = 0; repetition < 400; repetition++) {
    const [before, after] = drawLatencies(WORLD, { cases, repeats }, random);
    if (createShiftTest(before, after, { probability })(margin, 1) <= 0.025) passed += 1;
  }
  expect(passed / 400).toBeLessThan(0.055);
});
