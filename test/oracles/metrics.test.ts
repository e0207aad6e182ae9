/** Metrics against scikit-learn: bench/oracles/metrics.py. */
import { expect, test } from 'vitest';
import { classificationMetrics, regressionMetrics } from '../../src/stats/metrics/compute.ts';
import oracle from '../stats/oracles/metrics.json' with { type: 'json' };

test.each([
  ...oracle.classification.map(
    (each) => [each.name, classificationMetrics(each), each.expected, 1e-12] as const,
  ),
  ...oracle.regression.map((each) => [each.name, regressionMetrics(each), each.expected, 1e-9] as const),
])('%s', (_, actual, expected, tolerance) => {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [metric, value] of Object.entries(expected))
    expect(Math.abs((actual[metric] as number) - value), metric).toBeLessThan(tolerance);
});
