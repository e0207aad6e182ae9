/**
 * Boundaries of a two-sided group-sequential test on a normal statistic. With few seed pairs they are too low; use
 * t-boundaries.ts.
 */
import { requireBetween, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';
import { advance, massAbove, start } from './normal-process.ts';
import { increments, type Spending } from './spending.ts';

/**
 * @param plan.information at each look, in any unit, rising
 * @param plan.alpha two-sided
 * @param plan.fractions that spend the error, if not by information
 * @returns the critical |Z| of each look; Infinity if it spends nothing
 * @example normalBoundaries({ information: [1, 2, 3], alpha: 0.05, spending: { kind: 'linear' } })
 */
export function normalBoundaries(plan: {
  readonly information: readonly number[];
  readonly alpha: number;
  readonly spending: Spending;
  readonly fractions?: readonly number[];
}): number[] {
  const { information, alpha, spending, fractions } = plan;
  const last = information.at(-1);
  if (last === undefined) throw new StatisticsError('normalBoundaries requires at least one look');
  requireBetween('normalBoundaries', 'alpha', alpha, 0, 1);
  const added = increments(spending, fractions ?? information.map((each) => each / last), alpha / 2);
  let running = start();
  return information.map((now, look) => {
    const spend = added[look] as number;
    const from = running;
    const critical = spend > 1e-16 ? solve((z) => massAbove(from, now, z) - spend) : Infinity;
    running = advance(running, now, -critical, critical);
    return critical;
  });
}

function solve(excess: (z: number) => number): number {
  return findRoot(excess, 0, 12, 1e-13);
}
