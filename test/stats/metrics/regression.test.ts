import { describe, expect, test } from 'vitest';
import { regressionMetrics } from '../../../src/stats/metrics/compute.ts';
import oracle from '../oracles/metrics.json' with { type: 'json' };

describe('regressionMetrics', () => {
  test.each(oracle.regression.map((each) => [each.name, each] as const))(
    'agrees with scikit-learn: %s',
    (_name, given) => {
      const actual = regressionMetrics(given);
      expect(Object.keys(actual).sort()).toEqual(Object.keys(given.expected).sort());
      for (const [metric, expected] of Object.entries(given.expected)) {
        expect(Math.abs((actual[metric] as number) - expected), metric).toBeLessThan(1e-9);
      }
    },
  );

  test('no examples, no metrics', () => {
    expect(regressionMetrics({ labels: [], predictions: [] })).toEqual({});
  });

  test.each([
    [[1, 2], [1], 'one prediction a label: 1 predictions, 2 labels'],
    [[1, 2], [1, Number.NaN], 'regressionMetrics requires finite values: value 2 of 2 is NaN'],
  ])('refuses %j and %j', (labels, predictions, message) => {
    expect(() => regressionMetrics({ labels, predictions })).toThrow(message);
  });
});
