import { expect, test } from 'vitest';
import { testOnly } from '../../../src/checks/overfitting/test-only.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

/** Both differences scatter by about 0.002. */
function check(onValidation: number, onTest: number) {
  const records = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
    ['baseline', 'head'].map((model, arm) => {
      const luck = 0.002 * Math.sin(7 * seed * (arm + 1));
      return record(model, seed, {
        metrics: {
          validation: { accuracy: 0.8 + arm * onValidation + luck },
          test: { accuracy: 0.79 + arm * onTest + luck },
        },
      });
    }),
  );
  return judgeOne(testOnly, { records, metrics: [ACCURACY] });
}

test('a gain on test that validation denies is told', () => {
  const found = check(-0.0133, 0.0175);
  expect(found).toMatchObject({ status: 'warn', metric: 'accuracy' });
  expect(found.message).toMatch(
    /^accuracy is better by 1\.\d+ points on test and worse by 1\.\d+ points on validation$/,
  );
});

test.each([
  ['ahead on both', 0.01, 0.0175],
  ['ahead on test, and no difference shown on validation', -0.0005, 0.0175],
  ['behind on both', -0.0133, -0.01],
])('%s is no contradiction', (_, onValidation, onTest) => {
  expect(check(onValidation, onTest).status).toBe('pass');
});

test('needs both splits', () => {
  expect(
    judgeOne(testOnly, { records: [record('baseline', 1), record('head', 1)], metrics: [ACCURACY] }).status,
  ).toBe('not-checked');
});
