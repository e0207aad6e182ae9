/**
 * `limits.total-minutes`: no run starts that would end later, and the last look takes the pairs that are complete by then. The design's
 * spending function (analysis/decide/levels.ts) sets what that look may spend. Time does not depend on the results, so the look is as
 * valid as a planned one.
 */
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { plural } from '../../words/plural.ts';

/** Fewer pairs have no spread to test. */
const FEWEST_PAIRS = 2;

export interface Budget {
  /** Whether another run may start, if it takes as long as the longest so far. */
  mayStart(): boolean;
  /** Whether so many more runs would end in time. */
  isEnough(runs: number): boolean;
  onFinished(record: Pick<RunRecord, 'cost'>): void;
  /** Whether a run was not started. */
  wasSpent(): boolean;
}

/** @param now in milliseconds */
export function startBudget(
  minutes: number | undefined,
  parallel: number,
  now: () => number = () => performance.now(),
): Budget {
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : now() + minutes * 60_000;
  let longest = 0;
  let isSpent = false;
  const isEnough = (runs: number) => now() + Math.ceil(runs / parallel) * longest * 1000 <= end;
  return {
    isEnough,
    mayStart() {
      isSpent ||= !isEnough(1);
      return !isSpent;
    },
    onFinished({ cost }) {
      longest = Math.max(longest, cost.wallSeconds);
    },
    wasSpent: () => isSpent,
  };
}

/** Records of the seeds that every model of the plan finished on every task, and their number. */
export function completeSeeds(
  planned: readonly PlannedRun[],
  records: readonly RunRecord[],
): { readonly records: readonly RunRecord[]; readonly seeds: number } {
  const trained = new Set(records.map(nameRun));
  const lacking = new Set(planned.filter((run) => !trained.has(nameRun(run))).map(({ seed }) => seed));
  const complete = records.filter(({ seed }) => !lacking.has(seed));
  return { records: complete, seeds: new Set(complete.map(({ seed }) => seed)).size };
}

/** @throws UserError for too few complete pairs, and for folds, which are tested only as a whole */
export function requirePairs(pairs: number, minutes: number | undefined, isFolded: boolean): void {
  if (pairs >= FEWEST_PAIRS && !isFolded) return;
  throw new UserError(
    isFolded
      ? `limits.total-minutes or --max-minutes: the ${minutes} minutes ended before the cross-validation was complete. Raise the limit and run again: finished runs are kept`
      : `limits.total-minutes or --max-minutes: only ${plural(pairs, 'seed pair is', 'seed pairs are')} complete after ${minutes} minutes; at least ${FEWEST_PAIRS} are needed. Raise the limit and run again: finished runs are kept`,
  );
}

export function describeBudget(minutes: number | undefined, pairs: number, planned: number): string {
  return `limits.total-minutes: the ${minutes} minutes ended after ${pairs} of at most ${planned} seed pairs. These pairs were tested as one look, at the design's level for so many. The same command continues from here`;
}
