import { describe, expect, test } from 'vitest';
import { studentTQuantile } from '../../../src/stats/distributions/student-t.ts';
import { falseAlarmRate } from '../../../src/stats/estimates/false-alarms.ts';
import { createRandom, randomNormal } from '../../../src/stats/random.ts';

const fixed = (pairs: number, alpha = 0.05) => [{ pairs, critical: -studentTQuantile(alpha / 2, pairs - 1) }];
const normal = (n: number, label: string) => {
  const random = createRandom('false alarms', label);
  return Array.from({ length: n }, () => [randomNormal(random)]);
};
const rateOf = (runs: ReadonlyArray<readonly number[]>, looks = fixed(runs.length / 2)) =>
  falseAlarmRate(runs, looks, { random: createRandom('test') });

/** Every way to pair four values: (12)(34), (13)(24), (14)(23), each pair either way round. */
function everyPairing([a, b, c, d]: readonly [number, number, number, number], critical: number): number {
  const pairings = [
    [a - b, c - d],
    [a - c, b - d],
    [a - d, b - c],
  ] as const;
  const alarms = pairings.flatMap(([first, second]) =>
    [1, -1].map((sign) => {
      const [mean, half] = [(first + sign * second) / 2, Math.abs(first - sign * second) / 2];
      // The standard error of two values is half of their distance.
      return Math.abs(mean) >= critical * half ? 1 : 0;
    }),
  );
  return alarms.reduce((sum: number, alarm) => sum + alarm, 0) / alarms.length;
}

describe('the false-alarm rate of shuffled runs', () => {
  test('is that of all pairings where they can be counted', () => {
    const values = [0, 0.1, 1, 1.11] as const;
    const critical = 3;
    const exact = everyPairing(values, critical);
    expect(exact).toBe(0.5);
    const { rate, splits } = rateOf(
      values.map((value) => [value]),
      [{ pairs: 2, critical }],
    );
    expect(Math.abs(rate - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / splits));
  });

  test('is near alpha for normal runs, and alpha lies in its interval', () => {
    const { rate, interval } = rateOf(normal(40, 'forty'));
    expect(Math.abs(rate - 0.05)).toBeLessThan(0.015);
    expect(interval.low).toBeLessThanOrEqual(0.05);
    expect(interval.high).toBeGreaterThanOrEqual(rate);
  });

  test('shows a test that is too eager', () => {
    // Looking after every pair at 0.05 each, as common practice has it.
    const runs = normal(20, 'peeking');
    const peeking = [2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((pairs) => fixed(pairs));
    const { rate, interval } = rateOf(runs, peeking);
    expect(rate).toBeGreaterThan(0.15);
    expect(interval.low).toBeGreaterThan(0.05);
  });

  test('counts an alarm of any metric, and none where nothing varies', () => {
    const runs = normal(20, 'two').map(([value], index) => [value ?? 0, Math.sin(index * 37)]);
    expect(rateOf(runs).rate).toBeGreaterThan(rateOf(runs.map(([value]) => [value ?? 0])).rate);
    expect(rateOf(runs.map(() => [0.8]))).toMatchObject({ rate: 0, interval: { low: 0, high: 0 } });
  });
});
