/** The statistics of the checks against scipy and diptest: bench/oracles/checks.py. */
import { describe, expect, test } from 'vitest';
import { binomialInterval } from '../../src/stats/estimates/binomial-interval.ts';
import { standardDeviationInterval } from '../../src/stats/estimates/standard-deviation-interval.ts';
import { createRandom } from '../../src/stats/random.ts';
import { brownForsythe } from '../../src/stats/tests/brown-forsythe.ts';
import { dipTest, uniformDips } from '../../src/stats/tests/dip.ts';
import { fisherExact } from '../../src/stats/tests/fisher-exact.ts';
import oracles from '../stats/oracles/checks.json' with { type: 'json' };
import { expectClose } from '../stats/support.ts';

describe('agrees with scipy', () => {
  test('brownForsythe: levene(center="median")', () => {
    for (const { x, y, statistic, pValue } of oracles.brownForsythe) {
      const found = brownForsythe(x, y);
      expectClose(found.statistic, statistic, 1e-6);
      expectClose(found.pValue, pValue, 1e-6);
    }
  });

  test('fisherExact: fisher_exact', () => {
    for (const { counts, pValue } of oracles.fisher) {
      const [a = 0, n = 0, b = 0, m = 0] = counts;
      expectClose(fisherExact({ failed: a, of: n }, { failed: b, of: m }), pValue, 1e-9);
    }
  });

  test('binomialInterval: binomtest(…).proportion_ci(method="exact")', () => {
    for (const { hits, n, level, low, high } of oracles.binomial) {
      const found = binomialInterval(hits, n, { level });
      expectClose(found.low, low, 1e-9);
      expectClose(found.high, high, 1e-9);
    }
  });

  test('standardDeviationInterval: chi2.ppf', () => {
    for (const { n, level, low, high } of oracles.deviation) {
      const found = standardDeviationInterval(1, n, { level });
      expectClose(found.low, low, 1e-9);
      expectClose(found.high, high, 1e-9);
    }
  });
});

test('dipTest agrees with diptest: the statistic to rounding, the p-value to its own and the table’s sampling error', () => {
  for (const [index, { x, statistic, pValue }] of oracles.dip.entries()) {
    const found = dipTest(x, uniformDips(x.length, createRandom('dip', index)));
    expectClose(found.statistic, statistic, 1e-12);
    expect(Math.abs(found.pValue - pValue)).toBeLessThan(0.045);
  }
});
