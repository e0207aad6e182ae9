/**
 * `limits.total-minutes` and `limits.total-cost`: no run starts that would end later, and the last look takes the pairs that are complete by then. The design's
 * spending function (analysis/decide/levels.ts) sets what that look may spend. Time does not depend on the results, so the look is as
 * valid as a planned one.
 */
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { plural } from '../../words/plural.ts';
import { type Money, startMoney } from './money.ts';

/** Fewer pairs have no spread to test, but for the cases of an evaluation. */
const FEWEST_PAIRS = 2;

interface Limits {
  readonly minutes: number | undefined;
  readonly dollars: number | undefined;
  readonly isFolded: boolean;
  readonly isEvaluation: boolean;
}

export interface Budget {
  /** Whether another run of this look may start, if it takes as long as the longest so far. Without, this look is the last. */
  mayStart(): boolean;
  /** The same for a run of a later look. It spends nothing: the look that it belongs to will ask. */
  mayStartAhead(): boolean;
  /**
   * Whether so many more runs would end in time. Runs that have begun need no more time.
   *
   * @param ofLook runs of the next look that have not begun, which must all be paid
   */
  isEnough(runs: number, ofLook?: number): boolean;
  onFinished(record: Pick<RunRecord, 'cost'>): void;
  /** Whether a run was not started. */
  wasSpent(): boolean;
  readonly money: Money;
}

/** @param now in milliseconds */
export function startBudget(
  minutes: number | undefined,
  parallel: number,
  dollars?: number,
  now: () => number = () => performance.now(),
): Budget {
  const money = startMoney(dollars);
  const end = minutes === undefined ? Number.POSITIVE_INFINITY : now() + minutes * 60_000;
  let longest = 0;
  let isSpent = false;
  const isInTime = (runs: number) => now() + Math.ceil(runs / parallel) * longest * 1000 <= end;
  return {
    money,
    isEnough: (runs, ofLook = runs) => (runs === 0 || isInTime(runs)) && money.isEnough(ofLook),
    mayStart() {
      isSpent ||= !isInTime(1);
      return !isSpent && money.mayStart();
    },
    mayStartAhead: () => isInTime(1) && money.mayStartAhead(),
    onFinished({ cost }) {
      longest = Math.max(longest, cost.wallSeconds);
    },
    wasSpent: () => isSpent || money.wasSpent(),
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
export function requirePairs(
  pairs: number,
  budget: Budget,
  { minutes, dollars, isFolded, isEvaluation }: Limits,
): void {
  const fewest = isEvaluation ? 1 : FEWEST_PAIRS;
  if (pairs >= fewest && !isFolded) return;
  if (budget.money.wasSpent())
    throw new UserError(
      `limits.total-cost: $${dollars} do not pay for one repeat of each model. Raise the limit and run again: finished repeats are kept`,
    );
  throw new UserError(
    isFolded
      ? `limits.total-minutes or --max-minutes: the ${minutes} minutes ended before the cross-validation was complete. Raise the limit and run again: finished runs are kept`
      : `limits.total-minutes or --max-minutes: only ${plural(pairs, 'seed pair is', 'seed pairs are')} complete after ${minutes} minutes; at least ${fewest} are needed. Raise the limit and run again: finished runs are kept`,
  );
}

export function describeBudget(
  pairs: number,
  planned: number,
  { minutes, dollars }: Limits,
  isOfMoney: boolean,
): string {
  const ended = isOfMoney
    ? `limits.total-cost: a further look would cost more than is left of $${dollars}, after ${pairs} of at most ${planned} repeats. These repeats`
    : `limits.total-minutes: the ${minutes} minutes ended after ${pairs} of at most ${planned} seed pairs. These pairs`;
  return `${ended} were tested as one look, at the design's level for so many. The same command continues from here`;
}
