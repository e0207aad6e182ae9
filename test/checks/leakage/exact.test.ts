import { describe, expect, test } from 'vitest';
import { leakageExact } from '../../../src/checks/leakage/exact.ts';
import type { Duplicates } from '../../../src/records/data/evidence-schema.ts';
import { CLEAN, known, leaked, unknown } from '../data/known-data.ts';
import { judgeOne } from '../judge.ts';

describe('leakage/exact', () => {
  const check = (exact: Duplicates) => judgeOne(leakageExact, { modelData: [known({ exact })] });

  test('passes where nothing leaks', () => {
    expect(check(CLEAN)).toMatchObject({ status: 'pass', value: 0, threshold: 0.01 });
  });

  test('fails above the threshold, with the count and a few ids', () => {
    expect(check(leaked(37))).toMatchObject({
      status: 'fail',
      value: 0.037,
      message: '37 of 1000 test examples have a copy in the training data',
      evidence: '4000 examples examined: "gloss-0", "gloss-1", "gloss-2", "gloss-3", "gloss-4" and others',
    });
  });

  test('names the files that were compared, long paths by their end', () => {
    const files = { train: 'data/train.csv', test: `data/${'very-'.repeat(20)}long/test.csv` };
    const data = { ...known({ exact: { ...leaked(37), ids: ['line 2', 'line 3'] } }), files };
    const found = judgeOne(leakageExact, { modelData: [data] });
    expect(found.message).toMatch(
      /^37 of 1000 test examples \(…[-/\w]+long\/test\.csv\) have a copy in the training data \(data\/train\.csv\)$/,
    );
    expect(found.evidence).toBe('4000 examples examined: "line 2", "line 3" and others');
    expect(found.message.length).toBeLessThanOrEqual(140);
    expect(judgeOne(leakageExact, { modelData: [{ ...data, areFound: true }] }).status).toBe('warn');
  });

  test('warns below it: a few copies move no score', () => {
    expect(check(leaked(3))).toMatchObject({ status: 'warn', value: 0.003 });
  });

  test('passes where copies are natural, as with a handful of yes-or-no features', () => {
    const natural = { train: { examples: 4000, twins: 3000 }, test: { examples: 1000, twins: 700 } };
    const found = check(leaked(760, natural));
    expect(found).toMatchObject({ status: 'pass', value: 0.76 });
    expect(found.evidence).toMatch(/; 75\.0 % are expected without a leak$/);
    expect(check(leaked(990, natural))).toMatchObject({ status: 'fail' });
  });

  test('warns of rows that were repeated before the split, as long as they cannot be equal by chance', () => {
    const repeated = { train: { examples: 4000, twins: 1200 }, test: { examples: 1000, twins: 90 } };
    const statusOf = (coincidence: number | null) =>
      judgeOne(leakageExact, { modelData: [{ ...known({ exact: leaked(250, repeated) }), coincidence }] })
        .status;
    expect(statusOf(1e-6)).toBe('warn');
    expect(statusOf(0.5)).toBe('pass');
    expect(statusOf(null)).toBe('pass');
  });

  test('is not fooled by training data that repeats every example', () => {
    expect(check(leaked(200, { train: { examples: 4000, twins: 4000 } }))).toMatchObject({ status: 'fail' });
  });

  test('nor by a test set that is hidden in training data that repeats every example', () => {
    // 100 texts four times each, a third of a test set of 60 among them.
    const train = { examples: 400, twins: 400, distinct: 100, twinsInSample: 152 };
    const test = { examples: 60, twins: 0 };
    expect(check(leaked(20, { train, test }))).toMatchObject({ status: 'fail' });
    expect(check(leaked(0, { train, test }))).toMatchObject({ status: 'pass' });
  });

  test('is not checked where nobody has seen the data, and says what to do', () => {
    expect(judgeOne(leakageExact, { modelData: [unknown, known({})] }, {}, 'head')).toMatchObject({
      status: 'not-checked',
      model: 'head',
      message: 'the program reads its own data',
      advice: 'name the files of the splits under checks.files',
    });
  });
});
