import { describe, expect, test } from 'vitest';
import type { ModelData } from '../../../src/checks/evidence/model-data.ts';
import { leakageNear } from '../../../src/checks/leakage/near.ts';
import { CLEAN, known, leaked, unknown } from '../data/known-data.ts';
import { judgeOne } from '../judge.ts';

describe('leakage/near', () => {
  const check = (data: ModelData) => judgeOne(leakageNear, { modelData: [data] });

  test('warns above the threshold and never fails', () => {
    expect(check(known({ near: leaked(900) }))).toMatchObject({ status: 'warn' });
    expect(check(known({ near: leaked(5) }))).toMatchObject({ status: 'pass' });
    expect(check(unknown)).toMatchObject({ status: 'not-checked' });
  });

  test('says how much it has looked at where that is not all', () => {
    const near = { ...CLEAN, train: { examples: 3000, twins: 0 } };
    expect(check(known({ near })).evidence).toBe('the first 3000 of 4000 examples examined');
  });
});
