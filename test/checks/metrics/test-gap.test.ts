import { describe } from 'vitest';
import { testGap } from '../../../src/checks/metrics/test-gap.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { record, scored } from '../records.ts';

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
const oneSplit = { records: scored('head', [0.8, 0.81]), models: named('head'), metrics: [ACCURACY] };

describe('metrics/test-gap', () =>
  cases([
    [
      'far lower on test',
      check(0.91, 0.1),
      'warn',
      'accuracy is 91.1 % on validation and 10.2 % on test: too far apart for the same kind of examples',
    ],
    ['far higher on test', check(0.1, 0.91), 'warn'],
    ['a far larger error', check(1.2, 4.1, RMSE), 'warn'],
    ['the same in percent', check(91, 10, ACCURACY, 0.1), 'warn'],
    ['points that a choice on validation costs', check(0.91, 0.85), 'pass'],
    ['a difference of splits of 20 examples', check(0.9, 0.7, ACCURACY, 0.05), 'pass'],
    ['points in percent', check(91, 85, ACCURACY, 0.1), 'pass'],
    ['a slightly larger error', check(1.2, 1.5, RMSE), 'pass'],
    ['one split', judgeOne(testGap, oneSplit), 'not-checked'],
  ]));
