import { describe } from 'vitest';
import { leakageIds } from '../../../src/checks/leakage/ids.ts';
import { cases, judgeOne } from '../judge.ts';

const check = (shared: number) =>
  judgeOne(leakageIds, {
    sharedIds: [{ model: 'head', shared, of: 200, ids: ['a', 'b', 'c', 'd', 'e'].slice(0, shared) }],
  });

describe('leakage/ids', () =>
  cases([
    [
      'a tenth of the test set',
      check(20),
      { status: 'fail', value: 0.1, evidence: 'ids "a", "b", "c" and 2 more' },
      /^20 of 200 test examples have the id and the label of a training example/,
    ],
    ['one example', check(1), 'warn'],
    ['none', check(0), { status: 'pass', value: 0 }],
  ]));
