/**
 * Boundaries of a two-sided group-sequential *paired t test*, exact for any number of pairs; normal boundaries give up to
 * 0.057 instead of 0.05. Stopping for equivalence or futility is always allowed: it only lowers the false alarms.
 */
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';
import { increments } from './normal-boundaries.ts';
import { firstTLook, nextTLook, type TRunning } from './t-process.ts';

export interface TBoundary {
  readonly pairs: number;
  /** Infinity if the look spends nothing. */
  readonly critical: number;
  /** The same, as a p of the ordinary two-sided t test. */
  readonly significanceLevel: number;
  /** Two-sided error spent including this look. */
  readonly spent: number;
}

interface Solved extends Pick<TBoundary, 'critical' | 'significanceLevel'> {
  readonly running: TRunning;
}

/** Keyed by all looks so far: designs often share their first looks, which are slow to solve. */
const solved = new Map<string, Solved>();

/**
 * @param plan.looks numbers of pairs, rising
 * @param plan.alpha two-sided
 * @param plan.spent share of alpha spent by each look
 */
export function pairedTBoundaries(plan: {
  readonly looks: readonly number[];
  readonly alpha: number;
  readonly spent: readonly number[];
}): TBoundary[] {
  const { looks, alpha } = plan;
  if (looks.length === 0) throw new StatisticsError('pairedTBoundaries requires at least one look');
  requireBetween('pairedTBoundaries', 'alpha', alpha, 0, 1);
  const added = increments(plan.spent, alpha / 2);
  let before: Solved | undefined;
  let key = '';
  let spent = 0;
  return looks.map((pairs, look) => {
    const twoSided = 2 * (added[look] as number);
    const spend = twoSided > 1e-13 ? twoSided : 0;
    key += `${pairs} ${spend};`;
    before = solved.get(key) ?? solve(before, pairs, spend);
    solved.set(key, before);
    spent += spend;
    const { critical, significanceLevel } = before;
    return { pairs, critical, significanceLevel, spent };
  });
}

function solve(before: Solved | undefined, pairs: number, spend: number): Solved {
  const running =
    before === undefined ? firstTLook(pairs) : nextTLook(before.running, before.critical, pairs);
  const critical = spend > 0 ? criticalFor(running, spend) : Infinity;
  const significanceLevel = spend > 0 ? studentTTwoSided(critical, pairs - 1) : 0;
  return { running, critical, significanceLevel };
}

/** P(first |t| ≥ critical at this look) under no difference; the sum is the false-alarm rate. */
export function pairedTExits(looks: readonly number[], critical: readonly number[]): number[] {
  let running: TRunning | undefined;
  return looks.map((pairs, look) => {
    running =
      running === undefined ? firstTLook(pairs) : nextTLook(running, critical[look - 1] as number, pairs);
    return running.tail(critical[look] as number);
  });
}

function criticalFor(running: TRunning, spend: number): number {
  // A share `spend` of all paths is beyond this quantile, so no more of those still running is.
  const highest = -studentTQuantile(spend / 2, running.pairs - 1);
  return findRoot((critical) => running.tail(critical) - spend, 0, highest * (1 + 1e-9), 1e-12);
}
