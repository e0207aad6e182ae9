import { describe } from 'vitest';
import type { ModelData } from '../../../src/checks/evidence/model-data.ts';
import { leakageNear } from '../../../src/checks/leakage/near.ts';
import { CLEAN, known, leaked, unknown } from '../data/known-data.ts';
import { cases, judgeOne } from '../judge.ts';

const check = (data: ModelData) => judgeOne(leakageNear, { modelData: [data] });
const partly = known({ near: { ...CLEAN, train: { examples: 3000, twins: 0 } } });

describe('leakage/near', () =>
  cases([
    ['many near copies', check(known({ near: leaked(900) })), 'warn'],
    ['few', check(known({ near: leaked(5) })), 'pass'],
    ['unknown data', check(unknown), 'not-checked'],
    ['a part of the examples', check(partly), { evidence: 'the first 3000 of 4000 examples examined' }],
  ]));
