/** How many runs are left to train, counted before they are: for whoever waits. */
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { RunsLeft } from './progress.ts';

type Known = ReadonlyMap<string, RunRecord>;

/** Runs of one fingerprint are trained once. */
export function countMissing(runs: readonly PlannedRun[], known: Known): number {
  return new Set(runs.map(({ fingerprint }) => fingerprint).filter((one) => !known.has(one))).size;
}

/** @param next what is trained before the next look, in any case */
export function runsToNextAndLast(
  next: readonly PlannedRun[],
  all: readonly PlannedRun[],
  known: Known,
): RunsLeft {
  return { least: countMissing(next, known), most: countMissing(all, known) };
}

export function secondsOf(known: Known): readonly number[] {
  return [...known.values()].flatMap(({ status, cost }) => (status === 'ok' ? [cost.wallSeconds] : []));
}
