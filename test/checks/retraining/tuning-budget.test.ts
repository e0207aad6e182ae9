import { describe, expect, test } from 'vitest';
import { tuningBudget } from '../../../src/checks/retraining/tuning-budget.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { arms, atSettings, judgeTrained, run } from './trained.ts';

const budgetOf = (difference: number, settings: ReadonlyArray<readonly RunRecord[]>, seeds?: number) =>
  judgeTrained(tuningBudget, difference, atSettings(settings), seeds)[0];

describe('tuning budget', () => {
  /** A setting under which the baseline gains as much as the variant loses. */
  const reversed = (seeds: number) =>
    arms(seeds, 0, 0.05, 4).map((own) => (own.model === 'head' ? run('head', own.seed, 0.7) : own));

  test('an improvement that the baseline reaches with the same search is a matter of tuning', () => {
    expect(budgetOf(0.05, [reversed(4)])).toMatchObject({
      id: 'tuning-budget',
      status: 'warn',
      message: expect.stringMatching('the improvement is gone once both arms are tuned equally'),
      evidence: expect.stringMatching(
        /^with the best of the same 2 settings in both arms, the difference in accuracy is −?0\.00\d \[.*\]; with a random one of them, −0\.05\d \[.*\]; expected best of 1, 2 settings: baseline 0\.82\d*, 0\.8\d*, variant 0\.77\d*, 0\.8\d*; as configured it is 0\.0/,
      ),
      advice: expect.stringContaining('give the baseline the same search'),
    });
  });

  test('arms that have one and the same run as their best are equal without a test', () => {
    const nominal = arms(3, 0.05);
    const same = nominal
      .filter(({ model }) => model === 'head')
      .flatMap((own) => [{ ...own, model: 'baseline' }, run('head', own.seed, 0.7)]);
    expect(budgetOf(0.05, [same])).toMatchObject({ status: 'warn', value: 0 });
  });

  test('an improvement at every setting is none', () => {
    expect(budgetOf(0.05, [arms(4, 0.05, -0.1, 2), arms(4, 0.05, -0.05, 3)])?.status).toBe('pass');
  });

  test('the best is chosen on validation, and worth what it reaches on test', () => {
    const lucky = arms(4, 0.05, 0, 2).map((own) =>
      own.model === 'baseline' ? run('baseline', own.seed, 0.99, 0.1) : own,
    );
    expect(budgetOf(0.05, [lucky])?.status).toBe('pass');
    const blind = lucky.map(({ metrics: { test: values }, ...own }) => ({
      ...own,
      metrics: values === undefined ? {} : { test: values },
    }));
    expect(budgetOf(0.05, [blind])?.status).toBe('warn');
  });

  test('seeds that the comparison does not have are left out; with fewer than two nothing is said', () => {
    const late = arms(12, 0.05).filter(({ seed }) => seed > 7);
    expect(budgetOf(0.05, [late])).toMatchObject({ status: 'not-checked' });
  });

  test('what was never decided cannot be lost, and does not pass', () => {
    expect(budgetOf(0.004, [arms(3, -0.4, 0, 2)], 2)).toMatchObject({
      id: 'tuning-budget',
      status: 'not-checked',
      message: 'no primary comparison of head was decided, so there is no verdict to check',
    });
  });
});
