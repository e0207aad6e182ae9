import { describe } from 'vitest';
import { testOnly } from '../../../src/checks/overfitting/test-only.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

/** Both differences vary by about 0.002. */
const check = (onValidation: number, onTest: number) =>
  judgeOne(testOnly, {
    records: bothArms(6, (seed, arm) => {
      const luck = 0.002 * Math.sin(7 * seed * (arm + 1));
      return {
        metrics: {
          validation: { accuracy: 0.8 + arm * onValidation + luck },
          test: { accuracy: 0.79 + arm * onTest + luck },
        },
      };
    }),
    metrics: [ACCURACY],
  });

describe('overfitting/test-only', () =>
  cases([
    [
      'a gain on test that validation contradicts',
      check(-0.0133, 0.0175),
      {
        status: 'warn',
        metric: 'accuracy',
        message: /^accuracy is better by 1\.\d+ points on test and worse by 1\.\d+ points on validation\. /,
      },
    ],
    ['ahead on both', check(0.01, 0.0175), 'pass'],
    ['no difference shown on validation', check(-0.0005, 0.0175), 'pass'],
    ['behind on both', check(-0.0133, -0.01), 'pass'],
    [
      'one split',
      judgeOne(testOnly, { records: bothArms(1, () => ({})), metrics: [ACCURACY] }),
      'not-checked',
    ],
  ]));
