import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classificationMetrics } from '../../../src/stats/metrics/compute.ts';
import oracle from '../oracles/metrics.json' with { type: 'json' };

describe('classificationMetrics', () => {
  test.each(oracle.classification.map((each) => [each.name, each] as const))(
    'agrees with scikit-learn: %s',
    (_name, given) => {
      const actual = classificationMetrics(given);
      expect(Object.keys(actual).sort()).toEqual(Object.keys(given.expected).sort());
      for (const [metric, expected] of Object.entries(given.expected)) {
        expect(Math.abs((actual[metric] as number) - expected), metric).toBeLessThan(1e-12);
      }
    },
  );

  const examples = fc.integer({ min: 2, max: 6 }).chain((classes) =>
    fc.record({
      classes: fc.constant(classes),
      rows: fc.array(
        fc.record({
          label: fc.integer({ min: 0, max: classes - 1 }),
          prediction: fc.integer({ min: 0, max: classes - 1 }),
          scores: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: classes, maxLength: classes }),
        }),
        { minLength: 1, maxLength: 30 },
      ),
    }),
  );
  const input = ({ classes, rows }: typeof examples extends fc.Arbitrary<infer T> ? T : never) => ({
    classes,
    labels: rows.map((row) => row.label),
    predictions: rows.map((row) => row.prediction),
    probabilities: rows.map(({ scores }) => scores.map((score) => score / scores.reduce((a, b) => a + b, 0))),
  });

  test('the order of the examples and the names of the classes do not matter', () => {
    fc.assert(
      fc.property(examples, (given) => {
        const there = input(given);
        const flip = (label: number) => given.classes - 1 - label;
        const back = {
          classes: given.classes,
          labels: there.labels.map(flip).reverse(),
          predictions: there.predictions.map(flip).reverse(),
        };
        const actual = classificationMetrics(back);
        const expected = classificationMetrics({ ...there, probabilities: undefined });
        for (const [metric, value] of Object.entries(expected)) expect(actual[metric]).toBeCloseTo(value, 10);
      }),
    );
  });

  test('every metric is finite and in its range', () => {
    fc.assert(
      fc.property(examples, (given) => {
        for (const [metric, value] of Object.entries(classificationMetrics(input(given)))) {
          expect(Number.isFinite(value), metric).toBe(true);
          expect(value, metric).toBeGreaterThanOrEqual(metric === 'mcc' ? -1 - 1e-12 : 0);
          if (metric !== 'log_loss') expect(value, metric).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  test('one column of probabilities is P(class 1)', () => {
    const labels = [0, 1, 1, 0];
    const single = [[0.1], [0.7], [0.4], [0.45]];
    const full = single.map(([p]) => [1 - (p as number), p as number]);
    const predictions = [0, 1, 0, 0];
    expect(classificationMetrics({ labels, predictions, probabilities: single, classes: 2 })).toEqual(
      classificationMetrics({ labels, predictions, probabilities: full, classes: 2 }),
    );
  });

  test('typed arrays are taken as they come from a tensor', () => {
    const given = {
      labels: Int32Array.from([0, 1]),
      predictions: Int32Array.from([0, 0]),
      probabilities: [Float32Array.from([0.6, 0.4]), Float32Array.from([0.7, 0.3])],
      classes: 2,
    };
    expect(classificationMetrics(given).accuracy).toBe(0.5);
  });

  test('no examples, no metrics', () => {
    expect(classificationMetrics({ labels: [], predictions: [], probabilities: [], classes: 2 })).toEqual({});
  });

  test.each([
    [{ labels: [0, 1], predictions: [0], classes: 2 }, 'one prediction a label: 1 predictions, 2 labels'],
    [{ labels: [0, 2], predictions: [0, 1], classes: 2 }, 'class indices from 0 to 1: label 2 is 2'],
    [{ labels: [0], predictions: [0.5], classes: 2 }, 'class indices from 0 to 1: prediction 1 is 0.5'],
    [{ labels: [0], predictions: [0], classes: 0 }, 'at least one class, but classes is 0'],
    [
      { labels: [0], predictions: [0], probabilities: [], classes: 2 },
      'one row of probabilities a label: 0 rows, 1 labels',
    ],
    [
      { labels: [0], predictions: [0], probabilities: [[1, 0, 0]], classes: 2 },
      'requires 2 probabilities an example: row 1 has 3',
    ],
    [
      { labels: [0], predictions: [0], probabilities: [[Number.NaN, 0]], classes: 2 },
      'probabilities from 0 to 1: row 1 holds NaN',
    ],
    [
      { labels: [0], predictions: [0], probabilities: [[2.5, -1.5]], classes: 2 },
      'probabilities from 0 to 1: row 1 holds 2.5',
    ],
  ])('refuses %j', (given, message) => {
    expect(() => classificationMetrics(given)).toThrow(message);
  });
});
