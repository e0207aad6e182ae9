import { describe, expect, test } from 'vitest';
import { failedRuns } from '../../../src/checks/comparison/failed-runs.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { judgeOne, limits, named } from '../judge.ts';
import { record } from '../records.ts';

describe('failed-runs', () => {
  const check = (records: readonly RunRecord[], model: string, limit: number) =>
    judgeOne(failedRuns, { records, models: named(model), limits: { ...limits, 'failed-runs': limit } });
  const runs = [
    record('a', 1),
    record('a', 2, { status: 'diverged' }),
    record('a', 3),
    record('a', 4),
    record('b', 1, { status: 'crashed' }),
  ];

  test('passes where all runs of the model finished', () => {
    expect(check([record('a', 1)], 'a', 0.1)).toMatchObject({
      status: 'pass',
      value: 0,
      message: 'its one run finished',
    });
    expect(check([record('a', 1), record('a', 2)], 'a', 0.1).message).toBe('all 2 runs finished');
    expect(check([record('b', 1, { status: 'crashed' })], 'b', 0.5).message).toBe(
      'its one run did not finish: seed 1 (crashed)',
    );
  });

  test('warns within the limit and fails beyond it, with seed and status', () => {
    expect(check(runs, 'a', 0.25)).toMatchObject({
      status: 'warn',
      value: 0.25,
      message: '1 of 4 runs did not finish: seed 2 (diverged)',
    });
    expect(check(runs, 'a', 0.1)).toMatchObject({ status: 'fail' });
    expect(check(runs, 'b', 0.5)).toMatchObject({ status: 'fail', value: 1 });
  });
});
