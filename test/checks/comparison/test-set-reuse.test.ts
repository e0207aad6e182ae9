import { describe, expect, test } from 'vitest';
import { testSetReuse } from '../../../src/checks/comparison/test-set-reuse.ts';
import type { TestSetUse } from '../../../src/checks/evidence.ts';
import { ACCURACY, judgeOne } from '../judge.ts';
import { record } from '../records.ts';

const testSet = { digest: 'a'.repeat(64), examples: 2000, disagreement: 0.2 };
const checkUse = (testSetUse: TestSetUse, settings: object = {}, metrics = ['accuracy']) =>
  judgeOne(
    testSetReuse,
    { testSetUse, records: [], metrics: metrics.map((name) => ({ ...ACCURACY, name })) },
    { 'test-set-reuse': settings },
  );
const check = (earlier: number, settings: object = {}, metrics = ['accuracy']) =>
  checkUse({ testSet, earlier, added: 1 }, settings, metrics);

describe('reuse of the test set', () => {
  // 2,000 examples, models that differ on a fifth of them, at most 21.8 % of new ones: 4 adaptive decisions (test/stats/power/test-set-budget.test.ts).
  test('passes as long as the budget lasts, and says how far it is', () => {
    expect(check(3)).toMatchObject({
      id: 'test-set-reuse',
      status: 'pass',
      value: 4,
      threshold: 4,
      message:
        '4 decisions were made on this test set of 2000 examples, 3 of them before this experiment; it supports 4 decisions so that all differences hold to ±0.05 with probability 0.95 (changes may react to earlier verdicts, models differ on 20 % of the examples, so on at most 22 % of new ones)',
    });
  });

  test('warns when it is used up, and says what to do', () => {
    expect(check(4)).toMatchObject({ status: 'warn', value: 5, threshold: 4 });
    expect(check(4).advice).toContain('draw new test examples');
  });

  test('lasts longer where no change answers to a verdict', () => {
    expect(check(11, { adaptive: false })).toMatchObject({ status: 'pass', threshold: 537 });
  });

  test('counts the variants of one experiment as one batch, which no verdict among them has answered to', () => {
    const of = (earlier: number, added: number) => checkUse({ testSet, earlier, added });
    // Three variants under each of 4^2 histories: 4^3 events at most.
    expect(of(2, 3)).toMatchObject({ status: 'pass', value: 3, threshold: 4 });
    expect(of(2, 3).message).toContain(
      '5 decisions were made on this test set of 2000 examples, 2 of them before this experiment; the 3 variants of this experiment are decided together and count as 1; it supports 4',
    );
    expect(of(2, 7).message).toContain(
      '; the 7 variants of this experiment are decided together and count as 2; it supports 4',
    );
    expect(of(3, 7)).toMatchObject({ status: 'warn', value: 5 });
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
          /too small to be reused: 2 decisions need about 187 examples so that .*differ on 0 % of the examples, so on at most 3\.6 % of new ones\)/,
        ),
      });
    },
  );

  // The figures of docs/contributing/check-formulas.md.
  test.each([
    [0, 187],
    [0.05, 510],
    [0.1, 797],
    [0.2, 1365],
  ])('where models differ on a share of %d, two decisions need %i examples', (disagreement, needed) => {
    const of = (examples: number) =>
      checkUse({ testSet: { ...testSet, examples, disagreement }, earlier: 1, added: 1 });
    expect(of(100).message).toContain(` need about ${needed} examples so that all differences`);
    expect(of(needed).status).toBe('pass');
  });

  test('says where no test set that anybody has would do', () => {
    const of = (tolerance: number) => check(1, { tolerance }).message;
    expect(of(0.001)).toMatch(/ need about \d{7} examples so that/);
    expect(of(1e-6)).toMatch(/ need more than 10000000 examples so that/);
  });

  test('shares the error of that estimate among the variants', () => {
    const of = (added: number) => checkUse({ testSet, earlier: 0, added }).message;
    expect(of(1)).toContain('at most 22 %');
    expect(of(50)).toContain('at most 23 %');
  });

  test('does not call a first experiment reuse, however many variants it has', () => {
    expect(checkUse({ testSet, earlier: 0, added: 5000 })).toMatchObject({
      status: 'pass',
      value: 7,
      threshold: 3,
    });
  });

  test('counts, but knows no budget, where the metric is no share', () => {
    expect(check(3, {}, ['rmse'])).toMatchObject({ status: 'not-checked', value: 4, threshold: null });
    // 16 pairs of verdicts: ln 16 a decision.
    expect(check(1, {}, ['rmse', 'accuracy'])).toMatchObject({
      status: 'pass',
      threshold: 2,
      message: expect.stringContaining('so that all differences in accuracy hold to ±0.05'),
    });
  });

  test('tells with the plain count where a small test set was decided on many times and no budget speaks', () => {
    const of = (earlier: number, examples: number, metrics?: string[]) =>
      checkUse({ testSet: { ...testSet, examples }, earlier, added: 1 }, {}, metrics);
    expect(of(13, 50)).toMatchObject({
      status: 'warn',
      value: 14,
      threshold: 0,
      message: expect.stringMatching(/^14 decisions were made on this test set of 50 examples, 13 of them/),
      advice: expect.stringContaining('draw new test examples'),
    });
    expect(of(13, 50, ['rmse'])).toMatchObject({ status: 'warn', value: 14, threshold: null });
    expect(of(8, 50).status).toBe('not-checked');
    expect(of(13, 1000, ['rmse']).status).toBe('not-checked');
    const first = { testSet: { ...testSet, examples: 50 }, earlier: 0, added: 20 };
    expect(checkUse(first)).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(
        /^20 variants were compared on this test set of 50 examples, with no decision before/,
      ),
    });
    expect(checkUse({ ...first, added: 3 }).status).toBe('not-checked');
  });

  test('counts decisions on a test set of which nobody knows how large it is', () => {
    const of = (earlier: number) =>
      checkUse({ testSet: { ...testSet, examples: null, disagreement: 1 }, earlier, added: 1 });
    expect(of(19)).toMatchObject({
      status: 'warn',
      value: 20,
      message: '20 decisions were made on this test set of unknown size, 19 of them before this experiment',
      evidence: expect.stringContaining('save predictions'),
    });
    expect(of(18)).toMatchObject({ status: 'not-checked', value: 19 });
  });

  test.each([
    ['the smallest margin of a primary metric', 0.02, 0.83, {}, 0.02],
    ['a margin in percent, where the metric is logged so', 2, 83, {}, 0.02],
    ['the option, where it is set', 0.02, 0.83, { tolerance: 0.03 }, 0.03],
    ['0.05 where no margin says which difference matters', null, 0.83, {}, 0.05],
    ['0.05 where a margin is no share', 3, 0.83, {}, 0.05],
  ])('holds differences to %s', (_, margin, value, settings, tolerance) => {
    const { message } = judgeOne(
      testSetReuse,
      {
        testSetUse: { testSet: { ...testSet, examples: 20_000 }, earlier: 1, added: 1 },
        records: [record('baseline', 1, { metrics: { test: { accuracy: value } } })],
        metrics: [
          { ...ACCURACY, margin },
          { ...ACCURACY, name: 'rmse', role: 'secondary', margin: 1e-6 },
        ],
      },
      { 'test-set-reuse': settings },
    );
    expect(message).toContain(` all differences hold to ±${tolerance} with probability 0.95`);
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
      records: [],
      testSetUse: { testSet: { digest: 'x', examples: 2000, disagreement: 0.2 }, earlier: 3, added: 1 },
    });
    expect(found.status).toBe('not-checked');
  });
});
