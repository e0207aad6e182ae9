import { describe, expect } from 'vitest';
import { failures } from '../../../src/checks/instability/failures.ts';
import { cases, judgeOne } from '../judge.ts';
import { bothArms } from '../records.ts';

const check = (runs: number, ofBaseline: number, ofHead: number) =>
  judgeOne(failures, {
    records: bothArms(runs, (seed, arm) =>
      seed <= (arm === 0 ? ofBaseline : ofHead) ? { status: 'diverged', metrics: {} } : {},
    ),
  });

describe('instability/failures', () =>
  cases([
    [
      'conclusively more failures',
      check(10, 1, 8),
      {
        status: 'warn',
        // scipy: fisher_exact([[8, 2], [1, 9]])
        value: expect.closeTo(0.005477, 6),
        message: "8 of 10 runs failed, 1 of 10 of the baseline's; Fisher's exact p 0.00548",
      },
    ],
    ['rates that may be equal', check(10, 0, 2), 'pass'],
    ['more failures of the baseline', check(10, 8, 1), 'pass'],
    ['no failures', check(10, 0, 0), 'pass', 'no run of either model failed'],
    [
      'too few runs for any result',
      check(3, 0, 3),
      'not-checked',
      "3 of 3 runs failed, 0 of 3 of the baseline's; so few runs cannot get below p 0.1, but the level is 0.05",
    ],
    ['just enough runs', check(4, 0, 4), 'warn'],
    ['no runs', check(0, 0, 0), 'not-checked'],
  ]));
