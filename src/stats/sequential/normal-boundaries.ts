/**
 * Boundaries of a two-sided group-sequential test on a normal statistic. With few seed pairs they are too low; use
 * t-boundaries.ts.
 */
import { requireBetween, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';
import { advance, massAbove, start } from './normal-process.ts';

/**
 * @param plan.information at each look, in any unit, rising
 * @param plan.alpha two-sided
 * @param plan.spent share of alpha spent by each look
 * @returns the critical |Z| of each look; Infinity if it spends nothing
 * @example normalBoundaries({ information: [1, 2], alpha: 0.05, spent: [0.5, 1] })
 */
export function normalBoundaries(plan: {
  readonly information: readonly number[];
  readonly alpha: number;
  readonly spent: readonly number[];
}): number[] {
  const { information, alpha, spent } = plan;
  if (information.length === 0) throw new StatisticsError('normalBoundaries requires at least one look');
  requireBetween('normalBoundaries', 'alpha', alpha, 0, 1);
  const added = increments(spent, alpha / 2);
  let running = start();
  return information.map((now, look) => {
    const spend = added[look] as number;
    const from = running;
    const critical =
      spend > 1e-16 ? findRoot((z) => massAbove(from, now, z) - spend, 0, 12, 1e-13) : Infinity;
    running = advance(running, now, -critical, critical);
    return critical;
  });
}

/** Error that each look adds. @param spent share of alpha spent by each look */
export function increments(spent: readonly number[], alpha: number): number[] {
  return spent.map((share, look) => alpha * share - alpha * (spent[look - 1] ?? 0));
}
