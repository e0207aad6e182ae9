import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classificationMetrics, regressionMetrics } from '../../../src/stats/metrics/compute.ts';

test('the order of the examples and the names of the classes do not matter, and every metric is in its range', () => {
  const examples = fc.integer({ min: 2, max: 6 }).chain((classes) =>
    fc.record({
      classes: fc.constant(classes),
      rows: fc.array(
        fc.record({
          label: fc.nat(classes - 1),
          prediction: fc.nat(classes - 1),
          scores: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: classes, maxLength: classes }),
        }),
        { minLength: 1, maxLength: 30 },
      ),
    }),
  );
  fc.assert(
    fc.property(examples, ({ classes, rows }) => {
      const labels = rows.map(({ label }) => label);
      const predictions = rows.map(({ prediction }) => prediction);
      const probabilities = rows.map(({ scores }) =>
        scores.map((each) => each / scores.reduce((a, b) => a + b, 0)),
      );
      const there = classificationMetrics({ classes, labels, predictions, probabilities });
      for (const [metric, value] of Object.entries(there)) {
        expect(value, metric).toBeGreaterThanOrEqual(metric === 'mcc' ? -1 - 1e-12 : 0);
        expect(value, metric).toBeLessThanOrEqual(metric === 'log_loss' ? Number.MAX_VALUE : 1 + 1e-12);
      }
      const back = (values: readonly number[]) => values.map((label) => classes - 1 - label).reverse();
      const turned = { classes, labels: back(labels), predictions: back(predictions) };
      for (const [metric, value] of Object.entries(classificationMetrics(turned)))
        expect(value, metric).toBeCloseTo(there[metric] as number, 10);
    }),
  );
});

test('one column of probabilities is P(class 1), and typed arrays are taken as they come from a tensor', () => {
  const labels = [0, 1, 1, 0];
  const single = [[0.125], [0.75], [0.375], [0.5]];
  const full = single.map(([p = 0]) => Float32Array.of(1 - p, p));
  const predictions = Int32Array.of(0, 1, 0, 0);
  expect(classificationMetrics({ labels, predictions, probabilities: single, classes: 2 })).toEqual(
    classificationMetrics({ labels: Int32Array.from(labels), predictions, probabilities: full, classes: 2 }),
  );
});

test('no examples, no metrics', () => {
  expect(classificationMetrics({ labels: [], predictions: [], probabilities: [], classes: 2 })).toEqual({});
  expect(regressionMetrics({ labels: [], predictions: [] })).toEqual({});
});

test.each([
  [{ labels: [0, 1], predictions: [0], classes: 2 }, 'one prediction a label: 1 predictions, 2 labels'],
  [{ labels: [0, 2], predictions: [0, 1], classes: 2 }, 'class indices from 0 to 1: label 2 is 2'],
  [{ labels: [0], predictions: [0.5], classes: 2 }, 'class indices from 0 to 1: prediction 1 is 0.5'],
  [{ labels: [0], predictions: [0], classes: 0 }, 'at least one class, but classes is 0'],
  [{ labels: [0], predictions: [0], probabilities: [], classes: 2 }, 'a label: 0 rows, 1 labels'],
  [{ labels: [0], predictions: [0], probabilities: [[1, 0, 0]], classes: 2 }, 'an example: row 1 has 3'],
  [{ labels: [0], predictions: [0], probabilities: [[Number.NaN, 0]], classes: 2 }, 'row 1 holds NaN'],
  [{ labels: [0], predictions: [0], probabilities: [[2.5, -1.5]], classes: 2 }, 'row 1 holds 2.5'],
])('refuses %j', (given, message) => {
  expect(() => classificationMetrics(given)).toThrow(message);
});
