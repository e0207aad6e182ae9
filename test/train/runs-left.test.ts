import { expect, test } from 'vitest';
import type { PlannedRun } from '../../src/plan/runs/plan-runs.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { countMissing, runsToNextAndLast, secondsOf } from '../../src/train/runs-left.ts';

const run = (fingerprint: string) => ({ fingerprint }) as PlannedRun;
const known = new Map([
  ['a', { status: 'ok', cost: { wallSeconds: 4 } } as RunRecord],
  ['b', { status: 'diverged', cost: { wallSeconds: 1 } } as RunRecord],
]);

test('a run is missing once, however many models share it, and not where it is on record', () => {
  expect(countMissing([run('a'), run('c'), run('c'), run('d')], known)).toBe(2);
  expect(runsToNextAndLast([run('c')], [run('a'), run('c'), run('d')], known)).toEqual({ least: 1, most: 2 });
});

test('a run that did not finish tells nothing of how long one takes', () => {
  expect(secondsOf(known)).toEqual([4]);
});
