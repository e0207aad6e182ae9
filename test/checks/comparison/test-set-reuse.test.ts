import { describe, expect, test } from 'vitest';
import { testSetReuse } from '../../../src/checks/comparison/test-set-reuse.ts';
import type { TestSetUse } from '../../../src/checks/evidence.ts';
import { ACCURACY, cases, judgeOne } from '../judge.ts';
import { scored } from '../records.ts';

/** 2,000 examples, models differ on a fifth of them, at most 21.8 % of new ones: 4 adaptive decisions (test/stats/power/test-set-budget.test.ts). */
const TEST_SET = { digest: 'a'.repeat(64), examples: 2000, disagreement: 0.2 };

interface Use {
  readonly added?: number;
  readonly testSet?: object;
  readonly settings?: object;
  readonly metrics?: readonly string[];
}

const check = (
  earlier: number,
  { added = 1, testSet = {}, settings = {}, metrics = ['accuracy'] }: Use = {},
) =>
  judgeOne(
    testSetReuse,
    {
      testSetUse: { testSet: { ...TEST_SET, ...testSet }, earlier, added } as TestSetUse,
      records: [],
      metrics: metrics.map((name) => ({ ...ACCURACY, name })),
    },
    { 'test-set-reuse': settings },
  );
const tooSmall = (earlier: number) => ({
  status: 'not-checked',
  value: earlier + 1,
  threshold: 0,
  message:
    /too small to be reused: 2 decisions need about 187 examples so that .*differ on 0 % of the examples, so on at most 3\.6 % of new ones\)/,
});
const FEW = { testSet: { examples: 100, disagreement: 0 } };
const FIFTY = { testSet: { examples: 50 } };
const unknown = { testSet: { examples: null, disagreement: 1 } };
const independent = { settings: { adaptive: false } };

describe('reuse of the test set', () => {
  cases([
    [
      'a budget that lasts',
      check(3),
      {
        id: 'test-set-reuse',
        status: 'pass',
        value: 4,
        threshold: 4,
        message:
          '4 decisions were made on this test set of 2000 examples, 3 of them before this experiment; it supports 4 decisions so that all differences hold to ±0.05 with probability 0.95 (changes may react to earlier verdicts, models differ on 20 % of the examples, so on at most 22 % of new ones)',
      },
    ],
    [
      'a budget that is used up',
      check(4),
      { status: 'warn', value: 5, threshold: 4, advice: /^draw new test examples/ },
    ],
    ['changes that react to no verdict', check(11, independent), { status: 'pass', threshold: 537 }],
    [
      // Three variants under each of 4^2 histories: 4^3 events at most.
      'three variants, which no verdict among them has answered to',
      check(2, { added: 3 }),
      {
        status: 'pass',
        value: 3,
        threshold: 4,
        message:
          /^5 decisions were made on this test set of 2000 examples, 2 of them before this experiment; the 3 variants of this experiment are decided together and count as 1; it supports 4/,
      },
    ],
    [
      'seven variants',
      check(2, { added: 7 }),
      { message: /; the 7 variants of this experiment are decided together and count as 2; it supports 4/ },
    ],
    ['seven variants too many', check(3, { added: 7 }), { status: 'warn', value: 5 }],
    ['variants that react to nothing', check(6, { added: 3, ...independent }), { value: 9 }],
    ['a set that never carried a decision, at first', check(0, FEW), tooSmall(0)],
    ['the same after seven', check(7, FEW), tooSmall(7)],
    [
      'a first experiment of many variants',
      check(0, { added: 5000 }),
      { status: 'pass', value: 7, threshold: 3 },
    ],
    [
      'a metric that is not a share',
      check(3, { metrics: ['rmse'] }),
      { status: 'not-checked', value: 4, threshold: null },
    ],
    [
      // 16 pairs of verdicts: ln 16 a decision.
      'a share beside it',
      check(1, { metrics: ['rmse', 'accuracy'] }),
      { status: 'pass', threshold: 2, message: /so that all differences in accuracy hold to ±0\.05/ },
    ],
    [
      'many decisions on a small set',
      check(13, FIFTY),
      {
        status: 'warn',
        value: 14,
        threshold: 0,
        message: /^14 decisions were made on this test set of 50 examples, 13 of them/,
        advice: /^draw new test examples/,
      },
    ],
    [
      'the same without a budget',
      check(13, { ...FIFTY, metrics: ['rmse'] }),
      { status: 'warn', value: 14, threshold: null },
    ],
    ['fewer decisions', check(8, FIFTY), 'not-checked'],
    [
      'many decisions on a large set without a budget',
      check(13, { testSet: { examples: 1000 }, metrics: ['rmse'] }),
      'not-checked',
    ],
    [
      'many variants on a small set',
      check(0, { ...FIFTY, added: 20 }),
      'warn',
      /^20 variants were compared on this test set of 50 examples, with no decision before/,
    ],
    ['few variants on a small set', check(0, { ...FIFTY, added: 3 }), 'not-checked'],
    [
      'many decisions on a set of unknown size',
      check(19, unknown),
      {
        status: 'warn',
        value: 20,
        message: '20 decisions were made on this test set of unknown size, 19 of them before this experiment',
        evidence: /save predictions/,
      },
    ],
    ['fewer on it', check(18, unknown), { status: 'not-checked', value: 19 }],
    [
      'an unknown test set',
      judgeOne(testSetReuse, {
        testSetUse: { testSet: { unknown: 'needs the predictions of every run' }, earlier: 0, added: 0 },
        records: [],
      }),
      'not-checked',
      'needs the predictions of every run',
    ],
    [
      'a share that is secondary',
      judgeOne(testSetReuse, {
        metrics: [
          { ...ACCURACY, name: 'rmse', direction: 'minimize' },
          { ...ACCURACY, role: 'secondary' },
        ],
        records: [],
        testSetUse: { testSet: TEST_SET, earlier: 3, added: 1 },
      }),
      'not-checked',
    ],
  ]);

  // The figures of docs/contributing/check-formulas.md.
  test.each([
    [0, 187],
    [0.05, 510],
    [0.1, 797],
    [0.2, 1365],
  ])('where models differ on a share of %d, two decisions need %i examples', (disagreement, needed) => {
    const of = (examples: number) => check(1, { testSet: { examples, disagreement } });
    expect(of(100).message).toContain(` need about ${needed} examples so that all differences`);
    expect(of(needed).status).toBe('pass');
  });

  test('says if no realistic test set is large enough', () => {
    const of = (tolerance: number) => check(1, { settings: { tolerance } }).message;
    expect(of(0.001)).toMatch(/ need about \d{7} examples so that/);
    expect(of(1e-6)).toMatch(/ need more than 10000000 examples so that/);
  });

  test('shares the error of the estimated disagreement among the variants', () => {
    expect(check(0).message).toContain('at most 22 %');
    expect(check(0, { added: 50 }).message).toContain('at most 23 %');
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
        testSetUse: { testSet: { ...TEST_SET, examples: 20_000 }, earlier: 1, added: 1 },
        records: scored('baseline', [value]),
        metrics: [
          { ...ACCURACY, margin },
          { ...ACCURACY, name: 'rmse', role: 'secondary', margin: 1e-6 },
        ],
      },
      { 'test-set-reuse': settings },
    );
    expect(message).toContain(` all differences hold to ±${tolerance} with probability 0.95`);
  });
});
