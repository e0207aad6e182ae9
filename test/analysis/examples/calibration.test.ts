import { expect, test } from 'vitest';
import { calibration } from '../../../src/analysis/examples/calibration.ts';
import { keepProbabilities, type RunPredictions } from '../../../src/stats/metrics/predictions.ts';

function run(labels: readonly number[], rows: ReadonlyArray<readonly number[]>): RunPredictions {
  return {
    predictions: rows.map((row) => ((row[1] as number) > 0.5 ? 1 : 0)),
    probabilities: keepProbabilities(labels, rows, 2),
  };
}

test('a bin has the mean confidence and the share that is right; the error is their mean distance', () => {
  const labels = [1, 1, 0, 0];
  const found = calibration(
    [
      run(labels, [
        [0.05, 0.95],
        [0.45, 0.55],
        [0.09, 0.91],
        [0.93, 0.07],
      ]),
    ],
    labels,
  );
  expect(found?.bins).toEqual([
    { confidence: 0.55, accuracy: 1, predictions: 1 },
    {
      confidence: expect.closeTo((0.95 + 0.91 + 0.93) / 3, 12),
      accuracy: expect.closeTo(2 / 3, 12),
      predictions: 3,
    },
  ]);
  expect(found?.expectedError).toBeCloseTo((1 * 0.45 + 3 * (0.93 - 2 / 3)) / 4, 12);
});

test('a probability of one has a bin, and the runs of a model count together', () => {
  const found = calibration([run([1], [[0, 1]]), run([1], [[1, 0]])], [1]);
  expect(found).toEqual({ bins: [{ confidence: 1, accuracy: 0.5, predictions: 2 }], expectedError: 0.5 });
});

test('runs without probabilities have no calibration', () => {
  expect(calibration([{ predictions: [1], probabilities: null }], [1])).toBeNull();
});
