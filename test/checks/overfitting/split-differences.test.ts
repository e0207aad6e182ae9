import { expect, test } from 'vitest';
import { compareSplits } from '../../../src/checks/overfitting/split-differences.ts';
import { ACCURACY } from '../judge.ts';
import { record } from '../records.ts';

test('differences are paired by seed and turned so that positive is better', () => {
  const records = [1, 2, 3].flatMap((seed) =>
    ['baseline', 'head'].map((model, arm) =>
      record(model, seed, {
        metrics: { validation: { rmse: 1 - 0.1 * arm * seed }, test: { rmse: 2 + 0.05 * arm * seed ** 2 } },
      }),
    ),
  );
  const metric = { ...ACCURACY, name: 'rmse', direction: 'minimize' } as const;
  const found = compareSplits(records, ['baseline', 'head'], metric, 0.05);
  expect(found?.validation.mean).toBeCloseTo(0.2, 12);
  expect(found?.test.mean).toBeCloseTo((-0.05 * 14) / 3, 12);
  expect(found?.shrinkage?.mean).toBeCloseTo(0.2 + (0.05 * 14) / 3, 12);
});
