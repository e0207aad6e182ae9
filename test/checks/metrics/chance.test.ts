import { expect, test } from 'vitest';
import { chance } from '../../../src/checks/metrics/chance.ts';
import { ACCURACY, judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';

const check = (values: Readonly<Record<string, number>>) =>
  judgeOne(chance, {
    records: [-2, -1, 1, 2].map((seed) =>
      record('head', seed + 2, {
        metrics: {
          test: {
            accuracy: 0.1,
            ...Object.fromEntries(
              Object.entries(values).map(([name, value]) => [name, value + 0.005 * seed]),
            ),
          },
        },
      }),
    ),
    models: named('head'),
    metrics: [ACCURACY],
  });

test.each([
  ['an MCC of 0, however frequent the classes', { mcc: 0 }],
  ['an AUROC of a half', { auroc: 0.5 }],
  ['an R² of 0', { r2: -0.2 }],
])('%s is guessing', (_, values) => {
  expect(check(values)).toMatchObject({
    status: 'warn',
    message: expect.stringMatching(/^no better than guessing: accuracy 10 % with /),
  });
});

test.each([
  ['a weak model', { mcc: 0.12 }],
  ['an AUROC above a half', { auroc: 0.56 }],
  ['an AUROC that is a little above a half in every run', { auroc: 0.535 }],
])('%s is better than guessing', (_, values) => {
  expect(check(values).status).toBe('pass');
});

test.each([
  ['a kappa of 0', { cohen_kappa: 0 }],
  ['a model that never finds the class', { recall: 0, f1: 0 }],
  ['a weak MCC that is below 0 in some runs', { mcc: 0.1, scatter: 0 }],
])('%s is guessing', (_, { scatter, ...values }: Record<string, number>) => {
  const records = [-0.1, 0.28, 0.02, 0.15].map((shift, index) => {
    const test = {
      accuracy: 0.1,
      ...values,
      ...(scatter === undefined ? {} : { mcc: 0.1 + 2 * (shift - 0.1) }),
    };
    return record('head', index + 1, { metrics: { test } });
  });
  expect(judgeOne(chance, { records, models: named('head'), metrics: [ACCURACY] }).status).toBe('warn');
});

test('an accuracy of 1/k beside a log loss of ln k is guessing among k classes', () => {
  const guess = (accuracy: number, loss: number) =>
    judgeOne(chance, {
      records: [-2, -1, 1, 2].map((seed) =>
        record('head', seed + 2, {
          metrics: { test: { accuracy: accuracy + 0.005 * seed, loss: loss + 0.001 * seed } },
        }),
      ),
      models: named('head'),
      metrics: [ACCURACY],
    });
  expect(guess(0.252, 1.387).message).toBe(
    'no better than guessing among 4 classes: accuracy 25.2 % with a loss of 1.39',
  );
  // Two of them agree by chance only: half of the examples right with the loss of 4 classes, and another loss.
  expect(guess(0.5, 1.387).status).toBe('not-checked');
  expect(guess(0.252, 1.9).status).toBe('not-checked');
});

test('a recall above 0 does not tell what guessing gets', () => {
  expect(check({ recall: 0.4, f1: 0.5 }).status).toBe('not-checked');
  const records = [0, 0.2, 0.1, 0.3].map((recall, index) =>
    record('head', index + 1, { metrics: { test: { accuracy: 0.8, recall } } }),
  );
  expect(judgeOne(chance, { records, models: named('head'), metrics: [ACCURACY] }).status).toBe(
    'not-checked',
  );
});

test('an accuracy alone does not tell what guessing gets', () => {
  expect(check({}).status).toBe('not-checked');
});
