import { expect, test } from 'vitest';
import { testGap } from '../../../src/checks/metrics/test-gap.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';

const RMSE = { ...ACCURACY, name: 'rmse', direction: 'minimize', unit: 'none' } as const;

function check(validation: number, tested: number, metric: typeof ACCURACY = ACCURACY, step = 0.001) {
  const records = [0, 1, 2, 3].map((seed) =>
    record('head', seed, {
      metrics: {
        validation: { [metric.name]: validation + step * seed },
        test: { [metric.name]: tested + step * seed },
      },
    }),
  );
  return judgeOne(testGap, { records, models: named('head'), metrics: [metric] });
}

test('91 % on validation and 10 % on test is told, and so is the reverse', () => {
  expect(check(0.91, 0.1)).toMatchObject({
    status: 'warn',
    message:
      'accuracy is 91.1 % on validation and 10.2 % on test: too far apart for the same kind of examples',
  });
  expect(check(0.1, 0.91).status).toBe('warn');
  expect(check(1.2, 4.1, RMSE).status).toBe('warn');
  expect(check(91, 10, ACCURACY, 0.1).status).toBe('warn');
});

test.each([
  ['some points that choosing on validation costs', 0.91, 0.85, ACCURACY, 0.001],
  ['what splits of 20 examples differ by', 0.9, 0.7, ACCURACY, 0.05],
  ['some points of a hundred', 91, 85, ACCURACY, 0.1],
  ['an error that is a little larger', 1.2, 1.5, RMSE, 0.001],
] as const)('%s is no alarm', (_, validation, tested, metric, step) => {
  expect(check(validation, tested, metric, step).status).toBe('pass');
});

test('needs both splits', () => {
  const found = judgeOne(testGap, {
    records: [record('head', 1), record('head', 2)],
    models: named('head'),
    metrics: [ACCURACY],
  });
  expect(found.status).toBe('not-checked');
});
