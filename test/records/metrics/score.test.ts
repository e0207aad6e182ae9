import { describe, expect, it, test } from 'vitest';
import { scorePredictions } from '../../../src/records/metrics/score.ts';
import { type PredictionRow, TableBuilder } from '../../../src/records/readers/predictions/table-builder.ts';

function tableOf(...rows: readonly PredictionRow[]) {
  const builder = new TableBuilder('predictions.jsonl');
  for (const [index, row] of rows.entries()) builder.add(row, index + 1);
  return builder.build();
}

describe('scorePredictions', () => {
  it('scores every split and every slice of the test split', () => {
    const { metrics, slices } = scorePredictions(
      tableOf(
        { split: 'validation', label: 0, prediction: 1, slices: ['short'] },
        { split: 'test', label: 1, prediction: 1, slices: ['short'] },
        { split: 'test', label: 1, prediction: 0 },
        { split: 'shifted', label: 0, prediction: 0 },
      ),
      ['accuracy'],
    );
    const accuracies = [...metrics].map(([split, { accuracy }]) => [split, accuracy]);
    expect(accuracies).toEqual([
      ['validation', 0],
      ['test', 0.5],
      ['shifted', 1],
    ]);
    expect(slices).toMatchObject({ short: { examples: 1, metrics: { accuracy: 1 } } });
  });

  it('agrees with scikit-learn on three classes', () => {
    // The example of scikit-learn's f1_score: by class 0.8, 0, 0; macro 0.26…
    const labels = [0, 1, 2, 0, 1, 2];
    const predictions = [0, 2, 1, 0, 0, 1];
    const rows = labels.map((label, index) => ({ label, prediction: predictions[index] }));
    const test = scorePredictions(tableOf(...rows), []).metrics.get('test');
    expect(test?.macro_f1).toBeCloseTo(0.26666666666666666, 15);
    expect(test?.accuracy).toBeCloseTo(1 / 3, 15);
  });

  test.each([
    ['probabilities mean classes', { label: 1, probabilities: [0.2, 0.8] }, ['rmse'], 'accuracy'],
    ['class names mean classes', { label: 'a', prediction: 'a' }, [], 'accuracy'],
    ['fractions mean a regression', { label: 1.5, prediction: 2 }, [], 'rmse'],
    ['whole numbers mean classes', { label: 1, prediction: 2 }, [], 'accuracy'],
    [
      'whole numbers are values when the config asks for a regression metric',
      { label: 1, prediction: 2 },
      ['rmse'],
      'rmse',
    ],
    [
      'whole numbers are classes when the config asks for a classification metric',
      { label: 1, prediction: 2 },
      ['mcc'],
      'accuracy',
    ],
    ['a metric of any task decides nothing', { label: 1, prediction: 2 }, ['loss'], 'accuracy'],
    ['numbers below 0 mean a regression', { label: -1, prediction: 1 }, [], 'rmse'],
    ['large whole numbers mean a regression', { label: 250_000, prediction: 1 }, [], 'rmse'],
  ])('%s', (_, row, declared, metric) => {
    expect(scorePredictions(tableOf(row), declared).metrics.get('test')).toHaveProperty(metric);
  });

  it('says what a class is where the config asks for a classification metric of other numbers', () => {
    expect(() => scorePredictions(tableOf({ label: -1, prediction: 1 }), ['accuracy'])).toThrow(
      'predictions: -1 is not a class; classes are numbered 0, 1, 2, … (at most 9999) or named',
    );
  });

  it('leaves out what is not defined', () => {
    const { metrics, slices } = scorePredictions(
      tableOf(
        { label: 1, probabilities: [0.2, 0.8], slices: ['one'] },
        { label: 0, probabilities: [0.7, 0.3] },
      ),
      [],
    );
    expect(metrics.get('test')).toHaveProperty('auroc', 1);
    expect(slices.one?.metrics).not.toHaveProperty('auroc');
  });
});

test.each([
  'rmse',
  'neg_mean_squared_error',
  'mean_absolute_percentage_error',
  'root_mean_squared_error',
  'rmsle',
])('whole numbers are values where %s is asked for', (metric) => {
  const { metrics } = scorePredictions(tableOf({ label: 3, prediction: 5 }, { label: 4, prediction: 4 }), [
    metric,
  ]);
  expect(metrics.get('test')).toMatchObject({ mae: 1 });
});
