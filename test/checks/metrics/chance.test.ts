import { describe } from 'vitest';
import { chance } from '../../../src/checks/metrics/chance.ts';
import { ACCURACY, cases, judgeOne, named } from '../judge.ts';
import { record } from '../records.ts';

type Values = Readonly<Record<string, number>>;

const judged = (runs: readonly Values[]) =>
  judgeOne(chance, {
    records: runs.map((test, index) => record('head', index + 1, { metrics: { test } })),
    models: named('head'),
    metrics: [ACCURACY],
  });
/** Four runs, in which all values but the accuracy vary a little. */
const check = (values: Values) =>
  judged(
    [-0.01, -0.005, 0.005, 0.01].map((shift) => ({
      accuracy: 0.1,
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value + shift])),
    })),
  );
const guess = (accuracy: number, loss: number) =>
  judged([-2, -1, 1, 2].map((step) => ({ accuracy: accuracy + 0.005 * step, loss: loss + 0.001 * step })));
const equal = (values: Values) => judged([1, 2, 3, 4].map(() => ({ accuracy: 0.1, ...values })));
const GUESSING = { status: 'warn', message: /^no better than guessing: accuracy 10 % with / };

describe('metrics/chance', () =>
  cases([
    ['an MCC of 0', check({ mcc: 0 }), GUESSING],
    ['an AUROC of a half', check({ auroc: 0.5 }), GUESSING],
    ['an R² below 0', check({ r2: -0.2 }), GUESSING],
    ['a kappa of 0', equal({ cohen_kappa: 0 }), 'warn'],
    ['a class that is never found', equal({ recall: 0, f1: 0 }), 'warn'],
    [
      'a weak MCC that is below 0 in some runs',
      judged([-0.3, 0.46, -0.06, 0.2].map((mcc) => ({ accuracy: 0.1, mcc }))),
      'warn',
    ],
    ['a weak model', check({ mcc: 0.12 }), 'pass'],
    ['an AUROC above a half', check({ auroc: 0.56 }), 'pass'],
    ['an AUROC just above a half in every run', check({ auroc: 0.535 }), 'pass'],
    [
      'an accuracy of 1/4 with a log loss of ln 4',
      guess(0.252, 1.387),
      { message: 'no better than guessing among 4 classes: accuracy 25.2 % with a loss of 1.39' },
    ],
    ['an accuracy of 1/2 with that loss', guess(0.5, 1.387), 'not-checked'],
    ['an accuracy of 1/4 with another loss', guess(0.252, 1.9), 'not-checked'],
    ['a recall above 0', check({ recall: 0.4, f1: 0.5 }), 'not-checked'],
    [
      'a recall of 0 in one run',
      judged([0, 0.2, 0.1, 0.3].map((recall) => ({ accuracy: 0.8, recall }))),
      'not-checked',
    ],
    ['an accuracy alone', check({}), 'not-checked'],
  ]));
