import { describe, expect, test } from 'vitest';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';
import { truthBehind } from '../../../src/stats/sequential/selection.ts';
import { pairedT } from '../../../src/stats/tests/paired-t.ts';

/** One look at 12 pairs, two-sided 0.05: qt(0.975, 11). */
const ONE = [{ information: 12, degreesOfFreedom: 11, critical: 2.200985 }];
/** Two looks, O'Brien–Fleming-like. */
const TWO = [
  { information: 6, degreesOfFreedom: 5, critical: 4 },
  { information: 12, degreesOfFreedom: 11, critical: 2.25 },
];

describe('the truth behind an estimate that reached a verdict', () => {
  test('is the estimate itself where chance plays no part', () => {
    expect(truthBehind(ONE, 0, { difference: 10, standardError: 1 })).toBeCloseTo(10, 1);
  });

  test('is less near the boundary, and nothing at it', () => {
    const near = truthBehind(ONE, 0, { difference: 3, standardError: 1 });
    expect(near).toBeLessThan(2.6);
    expect(near).toBeGreaterThan(0.5);
    expect(truthBehind(ONE, 0, { difference: 2.25, standardError: 1 })).toBe(0);
  });

  test('scales with the unit, and depends on nothing else', () => {
    const one = truthBehind(TWO, 1, { difference: 3.1, standardError: 1 });
    expect(truthBehind(TWO, 1, { difference: 310, standardError: 100 })).toBeCloseTo(100 * one, 8);
  });

  test('of an effect that must be reached counts from there', () => {
    const observed = { difference: 30, standardError: 1, minEffect: 10 };
    expect(truthBehind(ONE, 0, observed)).toBeCloseTo(30, 1);
    expect(truthBehind(ONE, 0, { ...observed, difference: 13 })).toBeLessThan(12.6);
  });

  test('is right on average over experiments that reach a verdict', () => {
    const random = createRandom('truth behind');
    const found: number[] = [];
    for (let experiment = 0; experiment < 150; experiment++) {
      const sample = Array.from({ length: 12 }, () => 0.75 + randomNormal(random));
      const { mean, standardError, statistic } = pairedT(sample);
      if (statistic >= 2.200985) found.push(truthBehind(ONE, 0, { difference: mean, standardError }));
    }
    const average = found.reduce((sum, one) => sum + one, 0) / found.length;
    expect(Math.abs(average - 0.75)).toBeLessThan(0.12);
  });
});
