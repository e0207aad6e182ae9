import { expect, test } from 'vitest';
import { classificationMetrics } from '../../../src/stats/metrics/classification.ts';
import { KNOWN_METRICS, metricDirection } from '../../../src/stats/metrics/names.ts';
import { regressionMetrics } from '../../../src/stats/metrics/regression.ts';

test('every metric that is computed is known', () => {
  const computed = [
    ...Object.keys(
      classificationMetrics({
        labels: [0, 1],
        predictions: [0, 1],
        probabilities: [[0.1], [0.9]],
        classes: 2,
      }),
    ),
    ...Object.keys(regressionMetrics({ labels: [1, 2], predictions: [1, 2] })),
  ];
  expect([...KNOWN_METRICS].sort()).toEqual([...computed, 'loss'].sort());
});

test.each([
  ['macro_f1', 'maximize'],
  ['log_loss', 'minimize'],
  ['rmse', 'minimize'],
  ['my_metric', undefined],
  ['constructor', undefined],
])('%s is to %s', (name, direction) => {
  expect(metricDirection(name)).toBe(direction);
});
