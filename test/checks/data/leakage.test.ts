import { describe, expect, test } from 'vitest';
import { checkDomainInputs } from '../../../src/checks/data/domain-inputs.ts';
import { checkExactLeakage, checkNearLeakage } from '../../../src/checks/data/leakage.ts';
import type { DataEvidence, Duplicates } from '../../../src/records/data/evidence-schema.ts';

const CLEAN: Duplicates = {
  train: { examples: 4000, twins: 0 },
  test: { examples: 1000, twins: 0 },
  leaked: 0,
  ids: [],
};
const leaked = (count: number, within: Partial<Duplicates> = {}): Duplicates => ({
  ...CLEAN,
  leaked: count,
  ids: Array.from({ length: Math.min(count, 5) }, (_, index) => `gloss-${index}`),
  ...within,
});
const known = (evidence: Partial<DataEvidence>) => ({
  model: null,
  evidence: { exact: CLEAN, near: CLEAN, domains: { test: null, shifted: null }, ...evidence },
});
const unknown = { model: 'head', evidence: null, reason: 'the program reads its data by itself' } as const;

describe('leakage/exact', () => {
  const check = (exact: Duplicates) => checkExactLeakage(known({ exact }), 0.01);

  test('passes where nothing leaks', () => {
    expect(check(CLEAN)).toMatchObject({ status: 'pass', value: 0, threshold: 0.01 });
  });

  test('fails above the threshold, with the count and a few ids', () => {
    expect(check(leaked(37))).toMatchObject({
      status: 'fail',
      value: 0.037,
      message:
        '37 of 1000 test examples have a copy in the training data (4000 examples looked at): "gloss-0", "gloss-1", "gloss-2", "gloss-3", "gloss-4" and others',
    });
  });

  test('names the files that were compared, long paths by their end', () => {
    const files = { train: 'data/train.csv', test: `data/${'very-'.repeat(20)}long/test.csv` };
    const found = checkExactLeakage(
      { ...known({ exact: { ...leaked(37), ids: ['line 2', 'line 3'] } }), files },
      0.01,
    );
    expect(found.message).toMatch(
      /^37 of 1000 test examples \(…[-/\w]+long\/test\.csv\) have a copy in the training data \(data\/train\.csv, 4000 examples looked at\): "line 2", "line 3" and others$/,
    );
    expect(found.message.length).toBeLessThan(200);
  });

  test('warns below it: a few copies move no score', () => {
    expect(check(leaked(3))).toMatchObject({ status: 'warn', value: 0.003 });
  });

  test('passes where copies are natural, as with a handful of yes-or-no features', () => {
    const natural = { train: { examples: 4000, twins: 3000 }, test: { examples: 1000, twins: 700 } };
    const found = check(leaked(760, natural));
    expect(found).toMatchObject({ status: 'pass', value: 0.76 });
    expect(found.message).toMatch(/; 75\.0 % are expected without a leak$/);
    expect(check(leaked(990, natural))).toMatchObject({ status: 'fail' });
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
    expect(checkExactLeakage(unknown, 0.01)).toMatchObject({
      status: 'not-checked',
      model: 'head',
      message: 'the program reads its data by itself',
      advice: 'name the files of the splits under checks.files',
    });
  });
});

describe('leakage/near', () => {
  test('warns above the threshold and never fails', () => {
    expect(checkNearLeakage(known({ near: leaked(900) }), 0.01)).toMatchObject({ status: 'warn' });
    expect(checkNearLeakage(known({ near: leaked(5) }), 0.01)).toMatchObject({ status: 'pass' });
    expect(checkNearLeakage(unknown, 0.01)).toMatchObject({ status: 'not-checked' });
  });

  test('says how much it has looked at where that is not all', () => {
    const near = { ...CLEAN, train: { examples: 3000, twins: 0 } };
    expect(checkNearLeakage(known({ near }), 0.01).message).toBe(
      '0 of 1000 test examples have a near copy in the training data (the first 3000 of 4000 examples looked at)',
    );
  });
});

describe('domain/inputs', () => {
  const check = (auc: number, standardError = 0.02) =>
    checkDomainInputs(known({ domains: { test: { auc, standardError }, shifted: null } }));

  test('warns where test inputs can be told from training inputs', () => {
    const found = check(0.8);
    expect(found).toMatchObject({ status: 'warn', value: 0.8, threshold: 0.7 });
    expect(found.interval).toEqual({
      level: 0.95,
      low: expect.closeTo(0.7608),
      high: expect.closeTo(0.8392),
    });
  });

  test.each([
    ['too small to matter', 0.65, 0.01],
    ['perhaps chance', 0.72, 0.12],
    ['none', 0.5, 0.02],
  ])('passes where the difference is %s', (_, auc, standardError) => {
    expect(check(auc, standardError)).toMatchObject({ status: 'pass' });
  });

  test('tells how far the shifted split is off, without a warning', () => {
    const domains = {
      test: { auc: 0.5, standardError: 0.02 },
      shifted: { auc: 0.97, standardError: 0.01 },
    };
    expect(checkDomainInputs(known({ domains }))).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/; shifted inputs with 0\.97 \[0\.95, 0\.99\]$/),
    });
  });

  test('is not checked without data, or with too little', () => {
    expect(checkDomainInputs(unknown)).toMatchObject({ status: 'not-checked' });
    expect(checkDomainInputs(known({}))).toMatchObject({
      status: 'not-checked',
      message: 'too few training or test examples for a classifier',
    });
  });
});
