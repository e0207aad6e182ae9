import { describe, expect, test } from 'vitest';
import { beforeSplit } from '../../../src/checks/leakage/before-split.ts';
import { judgeOne } from '../judge.ts';

const sign = (model: string, line: string | null) => ({
  model,
  beforeSplit: line === null ? null : { kind: 'oversampling' as const, line },
  orderedBatches: null,
});

describe('leakage/before-split', () => {
  test('names the models and the line', () => {
    const programSigns = [sign('baseline', '`a`'), sign('head', '`a`')];
    expect(judgeOne(beforeSplit, { programSigns, repeatedClasses: [] })).toMatchObject({
      status: 'warn',
      value: 2,
      message: expect.stringContaining(
        'the program of baseline and head copies rows before it splits them: `a`. ',
      ),
    });
  });

  test('passes without a sign, and is not checked without anything to look at', () => {
    expect(judgeOne(beforeSplit, { programSigns: [sign('head', null)], repeatedClasses: [] }).status).toBe(
      'pass',
    );
    expect(judgeOne(beforeSplit, { programSigns: [], repeatedClasses: [] }).status).toBe('not-checked');
  });

  test('needs ten copies in a class, and fifty other examples', () => {
    const judged = (repeated: number, of: number, others: number, rows = repeated / 2) =>
      judgeOne(beforeSplit, {
        programSigns: [],
        repeatedClasses: [
          { name: '0', repeated: 0, rows: 0, of: others },
          { name: '1', repeated, rows, of },
        ],
      }).status;
    expect(judged(30, 80, 300)).toBe('warn');
    expect(judged(9, 20, 300)).toBe('pass');
    expect(judged(12, 80, 300)).toBe('pass');
    expect(judged(30, 80, 40)).toBe('pass');
    // The leaves of one tree.
    expect(judged(143, 169, 100, 7)).toBe('pass');
  });
});
