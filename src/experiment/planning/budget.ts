/**
 * `limits.total-minutes`: no run is started that would end after it, and the last look is taken at the pairs that are complete by then.
 *
 * What that look may spend follows from its number of pairs, by the spending function of the design (analysis/decide/levels.ts). The clock
 * does not know the results, so a look that it chooses is as valid as one that was planned.
 */
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { plural } from '../../words/plural.ts';

/** With fewer pairs there is no spread, and nothing to be tested. */
const FEWEST_PAIRS = 2;

export interface Budget {
  /** Whether another run may start, which takes as long as the longest so far. */
  mayStart(): boolean;
  /** Whether so many more runs would be through in time. */
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

/** The records of those seeds that every model of the plan was trained under, and how many seeds these are. */
export function completeSeeds(
  planned: readonly PlannedRun[],
  records: readonly RunRecord[],
): { readonly records: readonly RunRecord[]; readonly seeds: number } {
  const trained = new Set(records.map(({ model, seed }) => `${seed} ${model}`));
  const lacking = new Set(
    planned.filter(({ model, seed }) => !trained.has(`${seed} ${model.name}`)).map(({ seed }) => seed),
  );
  const complete = records.filter(({ seed }) => !lacking.has(seed));
  return { records: complete, seeds: new Set(complete.map(({ seed }) => seed)).size };
}

/** @throws UserError where too few pairs are complete, and for folds, which are tested whole or not at all */
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
