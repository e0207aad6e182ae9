import { expect, it } from 'vitest';
import { readLog } from '../../run-directory.ts';

it('of a search the best candidate', async () => {
  const { metrics } = await readLog('scikit-learn/cv-results-table');
  expect(metrics).toEqual({ validation: { accuracy: 0.9535747446610957, f1_macro: 0.9535382848839852 } });
});

it('of a cross-validation the mean over the folds; test is a part of the training data', async () => {
  const { metrics } = await readLog('scikit-learn/cross-validate');
  expect(metrics.test).toBeUndefined();
  // fixtures/logs/scikit-learn/cross-validate/scores.csv, column test_accuracy
  expect(metrics.validation?.accuracy).toBeCloseTo(
    (0.9331476323119777 + 0.9721448467966574 + 0.9554317548746518) / 3,
    12,
  );
  expect(metrics.validation?.neg_log_loss).toBeCloseTo(-0.2119167, 6);
});
