import { describe } from 'vitest';
import type { Check } from '../../../src/checks/check.ts';
import { tuningBudget } from '../../../src/checks/retraining/tuning-budget.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { cases } from '../judge.ts';
import { arms, atSettings, judgeTrained, run, UNDECIDED } from './trained.ts';

const budgetOf = (difference: number, settings: ReadonlyArray<readonly RunRecord[]>, seeds?: number) =>
  judgeTrained(tuningBudget, difference, atSettings(settings), seeds)[0] as Check;

/** A setting in which the baseline gains as much as the variant loses. */
const reversed = arms(4, 0, 0.05, 4).map((own) => (own.model === 'head' ? run('head', own.seed, 0.7) : own));
const same = arms(3, 0.05)
  .filter(({ model }) => model === 'head')
  .flatMap((own) => [{ ...own, model: 'baseline' }, run('head', own.seed, 0.7)]);
const lucky = arms(4, 0.05, 0, 2).map((own) =>
  own.model === 'baseline' ? run('baseline', own.seed, 0.99, 0.1) : own,
);
const withoutValidation = lucky.map(({ metrics: { test: values = {} }, ...own }) => ({
  ...own,
  metrics: { test: values },
}));

describe('tuning-budget', () =>
  cases([
    [
      'an improvement that the baseline reaches with the same search',
      budgetOf(0.05, [reversed]),
      {
        id: 'tuning-budget',
        status: 'warn',
        message: /the improvement is gone once both arms are tuned equally/,
        evidence:
          /^with the best of the same 2 settings in both arms, the difference in accuracy is −?0\.00\d \[.*\]; with a random one of them, −0\.05\d \[.*\]; expected best of 1, 2 settings: baseline 0\.82\d*, 0\.8\d*, variant 0\.77\d*, 0\.8\d*; as configured it is 0\.0/,
        advice: /give the baseline the same search/,
      },
    ],
    ['arms whose best is the same run', budgetOf(0.05, [same]), { status: 'warn', value: 0 }],
    [
      'an improvement at every setting',
      budgetOf(0.05, [arms(4, 0.05, -0.1, 2), arms(4, 0.05, -0.05, 3)]),
      'pass',
    ],
    ['a lucky setting that validation does not choose', budgetOf(0.05, [lucky]), 'pass'],
    ['the same without validation', budgetOf(0.05, [withoutValidation]), 'warn'],
    [
      'fewer than two seeds of the comparison',
      budgetOf(0.05, [arms(12, 0.05).filter(({ seed }) => seed > 7)]),
      'not-checked',
    ],
    ['no decided comparison', budgetOf(0.004, [arms(3, -0.4, 0, 2)], 2), UNDECIDED],
  ]));
