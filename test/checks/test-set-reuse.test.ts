import { describe, expect, test } from 'vitest';
import { checkTestSetReuse } from '../../src/checks/test-set-reuse.ts';
import { TEST_SET_REUSE } from '../../src/config/test-set-reuse.ts';

const testSet = { digest: 'a'.repeat(64), examples: 2000, disagreement: 0.2 };
const check = (earlier: number, settings: object = {}, metrics = ['accuracy']) =>
  checkTestSetReuse({ testSet, earlier, added: 1 }, metrics, { ...TEST_SET_REUSE, ...settings });

describe('reuse of the test set', () => {
  // 2,000 examples, models that differ on a fifth of them, at most 21.8 % of new ones: 9 adaptive decisions (test/stats/test-set-budget.test.ts).
  test('passes as long as the budget lasts, and says how far it is', () => {
    expect(check(8)).toMatchObject({
      id: 'test-set-reuse',
      status: 'pass',
      value: 9,
      threshold: 9,
      message:
        '9 decisions on the same 2000 test examples, 8 of them before this experiment; they carry 9 for which all differences hold to ±0.05 with probability 0.95 (changes may answer to earlier verdicts, models differ on 20 % of the examples, so on at most 22 % of new ones)',
    });
  });

  test('warns when it is used up, and says what to do', () => {
    expect(check(9)).toMatchObject({ status: 'warn', value: 10, threshold: 9 });
    expect(check(9).advice).toContain('draw new test examples');
  });

  test('lasts longer where no change answers to a verdict', () => {
    expect(check(11, { adaptive: false })).toMatchObject({ status: 'pass', threshold: 537 });
  });

  test('promises nothing for a few examples on which models happen to agree', () => {
    const few = { testSet: { ...testSet, examples: 100, disagreement: 0 }, earlier: 1, added: 1 };
    expect(checkTestSetReuse(few, ['accuracy'], TEST_SET_REUSE)).toMatchObject({
      status: 'warn',
      threshold: 0,
      message: expect.stringContaining('differ on 0 % of the examples, so on at most 3.6 % of new ones'),
    });
  });

  test('shares the error of that estimate among the variants', () => {
    const of = (added: number) =>
      checkTestSetReuse({ testSet, earlier: 0, added }, ['accuracy'], TEST_SET_REUSE).message;
    expect(of(1)).toContain('at most 22 %');
    expect(of(50)).toContain('at most 23 %');
  });

  test('does not call a first decision reuse, however little the examples carry', () => {
    expect(check(0, { tolerance: 0.001 })).toMatchObject({ status: 'pass', value: 1, threshold: 0 });
    expect(check(1, { tolerance: 0.001 })).toMatchObject({ status: 'warn', value: 2, threshold: 0 });
  });

  test('counts, but knows no budget, where the metric is no share', () => {
    expect(check(3, {}, ['rmse'])).toMatchObject({ status: 'not-checked', value: 4, threshold: null });
    expect(check(3, {}, ['rmse', 'accuracy'])).toMatchObject({
      status: 'pass',
      message: expect.stringContaining('for which all differences in accuracy hold to ±0.05'),
    });
  });

  test('is not checked where the test set is not known, with the reason', () => {
    const use = { testSet: { unknown: 'needs the predictions of every run' }, earlier: 0, added: 0 };
    expect(checkTestSetReuse(use, ['accuracy'], TEST_SET_REUSE)).toMatchObject({
      status: 'not-checked',
      message: 'needs the predictions of every run',
    });
  });
});
