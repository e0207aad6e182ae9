import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classificationMetrics } from '../../../src/stats/metrics/classification.ts';
import { COUNT_METRICS, type CountMetricName } from '../../../src/stats/metrics/from-counts.ts';

const names = Object.keys(COUNT_METRICS) as CountMetricName[];
const classes = 4;
const pairs = fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 60 });

describe('metrics from counts by class', () => {
  test.each(names)('%s is that of the predictions counted', (name) => {
    fc.assert(
      fc.property(pairs, (examples) => {
        const [actual, predicted, right] = [0, 1, 2].map(() => new Float64Array(classes));
        for (const [label, prediction] of examples) {
          for (const [counts, index, by] of [
            [actual, label, 1],
            [predicted, prediction, 1],
            [right, label, Number(label === prediction)],
          ] as const) {
            if (counts !== undefined) counts[index] = (counts[index] ?? 0) + by;
          }
        }
        if (actual === undefined || predicted === undefined || right === undefined) return;
        const expected = classificationMetrics({
          labels: examples.map(([label]) => label),
          predictions: examples.map(([, prediction]) => prediction),
          classes,
        });
        expect(COUNT_METRICS[name]({ actual, predicted, right }, examples.length)).toBeCloseTo(
          expected[name] ?? Number.NaN,
          13,
        );
      }),
    );
  });
});
