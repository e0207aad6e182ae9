import { describe, expect, test } from 'vitest';
import { checkTrained } from '../../../src/worker/fit/trained.ts';

test('takes the arg max of the probabilities where there are no predictions, and of equals the first', () => {
  const { predictions } = checkTrained({
    test: {
      labels: [0, 1],
      probabilities: [
        [0.5, 0.5],
        [0.2, 0.8],
      ],
    },
  });
  expect(predictions.get('test')?.predictions).toEqual([0, 1]);
});

test('takes typed arrays', () => {
  const { predictions, parameters } = checkTrained({
    validation: { labels: Float32Array.of(1), predictions: Float32Array.of(2) },
    test: { labels: Int32Array.of(0), probabilities: [Float32Array.of(1, 0)] },
    slices: { all: [0] },
    parameters: 5,
  });
  expect([...predictions.keys()]).toEqual(['validation', 'test']);
  expect(parameters).toBe(5);
});

describe('what is wrong is named', () => {
  test.each<[value: unknown, message: string]>([
    [undefined, 'train() returned a undefined; it must return { test: {'],
    [{ validation: { labels: [1], predictions: [1] } }, 'train() returned no test'],
    [{ test: { predictions: [1] } }, 'test.labels is missing'],
    [{ test: { labels: [1] } }, 'test has neither predictions nor probabilities; give one of them'],
    [
      { test: { labels: [1, 2], predictions: [1] } },
      'test.predictions has 1 entries, test.labels has 2: both need the same number',
    ],
    [
      { test: { labels: [0, 1], probabilities: [[1, 0], [1]] } },
      'test.probabilities[1] has 1 columns, the first row has 2',
    ],
    [{ test: { labels: [0], predictions: [0] }, slices: { a: [1] } }, 'slices.a holds 1'],
    [{ test: { labels: [0], predictions: [0] }, parameters: 1.5 }, 'train() returned parameters = 1.5'],
  ])('%j: %s', (value, expected) => {
    expect(() => checkTrained(value)).toThrow(expected);
  });

  test('predictions that are NaN mean that the run diverged', () => {
    expect(() => checkTrained({ test: { labels: [0], predictions: [Number.NaN] } })).toThrow(
      expect.objectContaining({
        name: 'Diverged',
        message: 'test.predictions holds NaN at 0: every value must be finite',
      }),
    );
  });
});
