import { describe, expect, test } from 'vitest';
import { failures } from '../../../src/checks/instability/failures.ts';
import { judgeOne } from '../judge.ts';
import { record } from '../records.ts';

describe('instability/failures', () => {
  const withFailures = (model: string, n: number, failed: number) =>
    Array.from({ length: n }, (_, index) =>
      record(model, index + 1, index < failed ? { status: 'diverged', metrics: {} } : {}),
    );
  const check = (ofBaseline: number, ofHead: number) =>
    judgeOne(failures, {
      records: [...withFailures('baseline', 10, ofBaseline), ...withFailures('head', 10, ofHead)],
    });

  test('warns where the variant fails conclusively more often', () => {
    expect(check(1, 8)).toMatchObject({
      status: 'warn',
      // scipy: fisher_exact([[8, 2], [1, 9]])
      value: expect.closeTo(0.005477, 6),
      message: "8 of 10 runs failed, 1 of 10 of the baseline's; Fisher's exact p 0.00548",
    });
  });

  test('passes where the rates may be the same, and where the baseline fails more often', () => {
    expect(check(0, 2)).toMatchObject({ status: 'pass' });
    expect(check(8, 1)).toMatchObject({ status: 'pass' });
    expect(check(0, 0)).toMatchObject({ status: 'pass', message: 'no run of either model failed' });
  });

  test('is not checked where not even a variant that always fails could be told', () => {
    const of = (n: number) => [...withFailures('baseline', n, 0), ...withFailures('head', n, n)];
    expect(judgeOne(failures, { records: of(3) })).toMatchObject({
      status: 'not-checked',
      message:
        "3 of 3 runs failed, 0 of 3 of the baseline's; so few runs cannot get below p 0.1, but the level is 0.05",
    });
    expect(judgeOne(failures, { records: of(4) })).toMatchObject({ status: 'warn' });
  });

  test('is not checked without runs', () => {
    expect(judgeOne(failures, { records: [] })).toMatchObject({ status: 'not-checked' });
  });
});
