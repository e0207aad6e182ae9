import { describe } from 'vitest';
import { failedRuns } from '../../../src/checks/comparison/failed-runs.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { cases, judgeOne, limits, named } from '../judge.ts';
import { record } from '../records.ts';

const check = (limit: number, ...statuses: ReadonlyArray<RunRecord['status']>) =>
  judgeOne(failedRuns, {
    records: statuses.map((status, index) => record('a', index + 1, { status })),
    models: named('a'),
    limits: { ...limits, 'failed-runs': limit },
  });

describe('failed-runs', () =>
  cases([
    ['one run', check(0.1, 'ok'), { status: 'pass', value: 0, message: 'its one run finished' }],
    ['two runs', check(0.1, 'ok', 'ok'), { message: 'all 2 runs finished' }],
    [
      'failures within the limit, with seed and status',
      check(0.25, 'ok', 'diverged', 'ok', 'ok'),
      { status: 'warn', value: 0.25, message: '1 of 4 runs did not finish: seed 2 (diverged)' },
    ],
    ['failures beyond the limit', check(0.1, 'ok', 'diverged', 'ok', 'ok'), 'fail'],
    [
      'no finished run, whatever the limit',
      check(1, 'crashed'),
      { status: 'fail', value: 1, message: 'its one run did not finish: seed 1 (crashed)' },
    ],
  ]));
