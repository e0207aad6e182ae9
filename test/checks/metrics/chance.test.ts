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

test('an accuracy alone does not tell what guessing gets', () => {
  expect(check({}).status).toBe('not-checked');
});
