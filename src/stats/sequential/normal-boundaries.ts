/**
 * Boundaries of a two-sided group-sequential test on a normal statistic.
 *
 * When: the statistic is normal or the samples are large. With few seed pairs these boundaries are too low even when
 * used through the nominal p of a t test; see t-boundaries.ts for those.
 *
 * A look's boundary c_k is the one for which P(not stopped before, |Z_k| ≥ c_k) equals what the spending function adds.
 */
import { normalQuantile } from '../distributions/normal.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import { findRoot } from '../numerics/root.ts';
import { advance, massAbove, start } from './normal-process.ts';
import { increments, type Spending } from './spending.ts';

/**
 * @param plan.information at each look, in any unit, rising
 * @param plan.alpha two-sided
 * @param plan.fractions at which the error is spent, where that is not by the share of the information: by time, say
 * @returns the critical |Z| of each look; Infinity where nothing is spent
 * @example normalBoundaries({ information: [1, 2, 3], alpha: 0.05, spending: { kind: 'obrien-fleming' } }) // 3.7103 2.5114 1.9930
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

/** P(first |Z_k| ≥ c_k at look k) for every look, of a process with this drift a unit of information. */
export function exitProbabilities(plan: {
  readonly information: readonly number[];
  readonly boundaries: readonly number[];
  readonly drift?: number;
}): Array<{ readonly upper: number; readonly lower: number }> {
  const { information, boundaries, drift = 0 } = plan;
  let running = start();
  return information.map((now, look) => {
    const critical = boundaries[look] as number;
    const upper = massAbove(running, now, critical, drift);
    // The lower tail is the upper one of the mirrored process; both are summed from their own small parts.
    const mirrored = { ...running, points: running.points.map((z) => -z) };
    const lower = massAbove(mirrored, now, critical, -drift);
    running = advance(running, now, -critical, critical, drift);
    return { upper, lower };
  });
}

/**
 * Boundaries of a given shape, c t^(shape − ½), with c such that the whole error is alpha: ½ is Pocock's constant boundary, 0
 * is O'Brien and Fleming's. They need equally spaced looks that do not move, which spending functions do not.
 *
 * Source: S. K. Wang and A. A. Tsiatis, Biometrics 43 (1987).
 */
export function wangTsiatisBoundaries(plan: {
  readonly information: readonly number[];
  readonly alpha: number;
  readonly shape: number;
}): number[] {
  const { information, alpha, shape } = plan;
  const last = information.at(-1) as number;
  const shaped = (constant: number): number[] =>
    information.map((now) => constant * (now / last) ** (shape - 0.5));
  const excess = (constant: number): number => {
    const exits = exitProbabilities({ information, boundaries: shaped(constant) });
    return exits.reduce((sum, { upper, lower }) => sum + upper + lower, -alpha);
  };
  return shaped(findRoot(excess, -normalQuantile(alpha / 2) * 0.9, 10, 1e-12));
}

function solve(excess: (z: number) => number): number {
  return findRoot(excess, 0, 12, 1e-13);
}
