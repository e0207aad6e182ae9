import { expect, test } from 'vitest';
import { binomialInterval, shareInterval } from '../../../src/stats/estimates/binomial-interval.ts';
import { createRandom } from '../../../src/stats/random.ts';

test('with the standard error of independent answers is the exact interval', () => {
  const n = 40;
  const standardError = Math.sqrt((0.3 * 0.7) / n);
  const interval = shareInterval(0.3, standardError, { units: n, degreesOfFreedom: 1e6 });
  const exact = binomialInterval(12, n);
  expect(interval.low).toBeCloseTo(exact.low, 5);
  expect(interval.high).toBeCloseTo(exact.high, 5);
});

test.each([
  [0, 0],
  [1, 1],
])('a mean of %d takes its units for independent ones', (share, hits) => {
  expect(shareInterval(share, 0, { units: 12, degreesOfFreedom: 11 })).toEqual(
    binomialInterval(12 * hits, 12),
  );
});

test('covers the mean of shares whose cases are easy or hard', () => {
  const random = createRandom('share interval');
  let covered = 0;
  const RUNS = 600;
  for (let run = 0; run < RUNS; run++) {
    const shares = Array.from({ length: 30 }, () => {
      const share = random() < 0.7 ? 1 : random();
      return [1, 2, 3].filter(() => random() < share).length / 3;
    });
    const value = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - value) ** 2, 0) / (shares.length - 1);
    const { low, high } = shareInterval(value, Math.sqrt(variance / shares.length), {
      units: shares.length,
      degreesOfFreedom: shares.length - 1,
    });
    if (low <= 0.85 && 0.85 <= high) covered++;
  }
  expect(covered / RUNS).toBeGreaterThan(0.93);
});
