import { describe, expect, test } from 'vitest';
import { checkTestSetReuse } from '../../src/checks/test-set-reuse.ts';
import { TEST_SET_REUSE } from '../../src/config/test-set-reuse.ts';

const testSet = { digest: 'a'.repeat(64), examples: 2000, disagreement: 0.2 };
const check = (earlier: number, settings: object = {}, metrics = ['accuracy']) =>
  checkTestSetReuse({ testSet, earlier, added: 1 }, metrics, { ...TEST_SET_REUSE, ...settings });

describe('reuse of the test set', () => {
  // 2,000 examples, models that differ on a fifth of them: 11 adaptive decisions (test/stats/test-set-budget.test.ts).
  test('passes as long as the budget lasts, and says how far it is', () => {
    expect(check(10)).toMatchObject({
      id: 'test-set-reuse',
      status: 'pass',
      value: 11,
      threshold: 11,
      message:
        '11 decisions on the same 2000 test examples, 10 of them before this experiment; they carry 11 for which all differences hold to ±0.05 with probability 0.95 (changes may answer to earlier verdicts, models differ on 20 % of the examples)',
    });
  });

  test('warns when it is used up, and says what to do', () => {
    expect(check(11)).toMatchObject({ status: 'warn', value: 12, threshold: 11 });
    expect(check(11).advice).toContain('draw new test examples');
  });

  test('lasts longer where no change answers to a verdict', () => {
    expect(check(11, { adaptive: false })).toMatchObject({ status: 'pass', threshold: 2651 });
  });

  test('does not call a first decision reuse, however little the examples carry', () => {
    expect(check(0, { tolerance: 0.001 })).toMatchObject({ status: 'pass', value: 1, threshold: 0 });
    expect(check(1, { tolerance: 0.001 })).toMatchObject({ status: 'warn', value: 2, threshold: 0 });
  });

  test('counts, but knows no budget, where the metric is no share', () => {
    expect(check(3, {}, ['rmse'])).toMatchObject({ status: 'not-checked', value: 4, threshold: null });
  });

  test('is not checked where the test set is not known, with the reason', () => {
    const use = { testSet: { unknown: 'needs the predictions of every run' }, earlier: 0, added: 0 };
    expect(checkTestSetReuse(use, ['accuracy'], TEST_SET_REUSE)).toMatchObject({
      status: 'not-checked',
      message: 'needs the predictions of every run',
    });
  });
});
