import { describe, expect, test } from 'vitest';
import { domainInputs } from '../../../src/checks/data/domain-inputs.ts';
import type { ModelData } from '../../../src/checks/evidence/model-data.ts';
import { judgeOne } from '../judge.ts';
import { known, unknown } from './known-data.ts';

describe('domain/inputs', () => {
  const checkData = (data: ModelData) => judgeOne(domainInputs, { modelData: [data] });
  const check = (auc: number, standardError = 0.02) =>
    checkData(known({ domains: { test: { auc, standardError }, shifted: null } }));

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
    expect(checkData(known({ domains }))).toMatchObject({
      status: 'pass',
      message: expect.stringMatching(/; shifted inputs 0\.97 \[0\.95, 0\.99\] \(0\.5: indistinguishable\)$/),
    });
  });

  test('is not checked without data, or with too little', () => {
    expect(checkData(unknown)).toMatchObject({ status: 'not-checked' });
    expect(checkData(known({}))).toMatchObject({
      status: 'not-checked',
      message: 'too few training or test examples for a classifier',
    });
  });
});
