/** The statistics of the checks against scipy and diptest: bench/oracles/checks.py. */
import { expect, test } from 'vitest';
import { binomialInterval } from '../../src/stats/estimates/binomial-interval.ts';
import { standardDeviationInterval } from '../../src/stats/estimates/standard-deviation-interval.ts';
import { createRandom } from '../../src/stats/random.ts';
import { brownForsythe } from '../../src/stats/tests/brown-forsythe.ts';
import { dipTest, uniformDips } from '../../src/stats/tests/dip.ts';
import { fisherOneSided } from '../../src/stats/tests/fisher-exact.ts';
import oracles from '../stats/oracles/checks.json' with { type: 'json' };
import { expectClose } from '../stats/support.ts';

const fisher = oracles.fisher.map(({ counts: [a = 0, n = 0, b = 0, m = 0], pValue }) => ({
  actual: { pValue: fisherOneSided({ passed: a, of: n }, { passed: b, of: m }) },
  expected: { pValue },
}));

test.each<[string, ReadonlyArray<{ readonly actual: object; readonly expected: object }>, number]>([
  [
    'brownForsythe: levene(center="median")',
    oracles.brownForsythe.map(({ x, y, ...expected }) => ({ actual: brownForsythe(x, y), expected })),
    1e-6,
  ],
  ['fisherOneSided: fisher_exact(alternative="greater")', fisher, 1e-9],
  [
    'binomialInterval: binomtest(…).proportion_ci(method="exact")',
    oracles.binomial.map(({ hits, n, ...expected }) => ({
      actual: binomialInterval(hits, n, expected),
      expected,
    })),
    1e-9,
  ],
  [
    'standardDeviationInterval: chi2.ppf',
    oracles.deviation.map(({ n, ...expected }) => ({
      actual: standardDeviationInterval(1, n, expected),
      expected,
    })),
    1e-9,
  ],
])('%s', (_, cases, tolerance) => {
  for (const { actual, expected } of cases) {
    for (const [name, value] of Object.entries(expected))
      expectClose((actual as Record<string, number>)[name] as number, value, tolerance);
  }
});

test('dipTest agrees with diptest: the statistic to rounding, the p-value to its own and the table’s sampling error', () => {
  for (const [index, { x, statistic, pValue }] of oracles.dip.entries()) {
    const found = dipTest(x, uniformDips(x.length, createRandom('dip', index)));
    expectClose(found.statistic, statistic, 1e-12);
    expect(Math.abs(found.pValue - pValue)).toBeLessThan(0.045);
  }
});
