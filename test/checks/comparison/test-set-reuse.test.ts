import { describe, expect, test } from 'vitest';
import { testSetReuse } from '../../../src/checks/comparison/test-set-reuse.ts';
import type { TestSetUse } from '../../../src/checks/evidence.ts';
import { ACCURACY, judgeOne } from '../judge.ts';

const testSet = { digest: 'a'.repeat(64), examples: 2000, disagreement: 0.2 };
const checkUse = (testSetUse: TestSetUse, settings: object = {}, metrics = ['accuracy']) =>
  judgeOne(
    testSetReuse,
    { testSetUse, metrics: metrics.map((name) => ({ ...ACCURACY, name })) },
    { 'test-set-reuse': settings },
  );
const check = (earlier: number, settings: object = {}, metrics = ['accuracy']) =>
  checkUse({ testSet, earlier, added: 1 }, settings, metrics);

describe('reuse of the test set', () => {
  // 2,000 examples, models that differ on a fifth of them, at most 21.8 % of new ones: 9 adaptive decisions (test/stats/power/test-set-budget.test.ts).
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

  test('counts the variants of one experiment as one batch, which no verdict among them has answered to', () => {
    const of = (earlier: number, added: number) => checkUse({ testSet, earlier, added });
    // Three variants under each of 2^6 histories: 2^8 events at most.
    expect(of(6, 3)).toMatchObject({ status: 'pass', value: 8, threshold: 8 });
    expect(of(6, 3).message).toContain(
      '9 decisions on the same 2000 test examples, 6 of them before this experiment; its 3 variants are decided on together and count as 2',
    );
    expect(of(7, 7)).toMatchObject({ status: 'warn', value: 10 });
    expect(checkUse({ testSet, earlier: 6, added: 3 }, { adaptive: false })).toMatchObject({ value: 9 });
  });

  test.each([0, 1, 7])(
    'after %i decisions, does not call used up what never carried one, and says what would',
    (earlier) => {
      const few = { testSet: { ...testSet, examples: 100, disagreement: 0 }, earlier, added: 1 };
      expect(checkUse(few)).toMatchObject({
        status: 'not-checked',
        value: earlier + 1,
        threshold: 0,
        message: expect.stringMatching(
          /too small to vouch for any reuse: .*differ on 0 % of the examples, so on at most 3\.6 % of new ones\); a second decision needs about 165 examples/,
        ),
      });
    },
  );

  // The figures of docs/checks.md.
  test.each([
    [0, 165],
    [0.05, 427],
    [0.1, 656],
    [0.2, 1114],
  ])('where models differ on a share of %d, a second decision needs %i examples', (disagreement, needed) => {
    const of = (examples: number) =>
      checkUse({ testSet: { ...testSet, examples, disagreement }, earlier: 1, added: 1 });
    expect(of(100).message).toContain(`; a second decision needs about ${needed} examples`);
    expect(of(needed).status).toBe('pass');
  });

  test('says where no test set that anybody has would do', () => {
    const of = (tolerance: number) => check(1, { tolerance }).message;
    expect(of(0.001)).toMatch(/; a second decision needs about \d{7} examples$/);
    expect(of(1e-6)).toMatch(/; a second decision needs more than 10000000 examples$/);
  });

  test('shares the error of that estimate among the variants', () => {
    const of = (added: number) => checkUse({ testSet, earlier: 0, added }).message;
    expect(of(1)).toContain('at most 22 %');
    expect(of(50)).toContain('at most 23 %');
  });

  test('does not call a first experiment reuse, however many variants it has', () => {
    expect(checkUse({ testSet, earlier: 0, added: 5000 })).toMatchObject({
      status: 'pass',
      value: 13,
      threshold: 7,
    });
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
    expect(checkUse(use)).toMatchObject({
      status: 'not-checked',
      message: 'needs the predictions of every run',
    });
  });

  test('the budget speaks of primary metrics alone', () => {
    const found = judgeOne(testSetReuse, {
      metrics: [
        { ...ACCURACY, name: 'rmse', direction: 'minimize' },
        { ...ACCURACY, role: 'secondary' },
      ],
      testSetUse: { testSet: { digest: 'x', examples: 2000, disagreement: 0.2 }, earlier: 3, added: 1 },
    });
    expect(found.status).toBe('not-checked');
  });
});
