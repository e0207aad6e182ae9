/**
 * How far runs fall short of a target: γ − mean of min(score, γ), every task with the same weight. Scores beyond the target do
 * not make up for others. As rliable's `aggregate_optimality_gap`.
 *
 * Source: R. Agarwal et al., NeurIPS 2021.
 */
import type { Interval } from '../interval.ts';
import { onceEach, type Runs, runsOf, type TaskScores } from './runs.ts';
import { type BootstrapOptions, stratifiedBootstrap } from './stratified-bootstrap.ts';

/** @param target γ, in the unit of the scores; 1 where they are normalised */
export function optimalityGap(scores: TaskScores, target = 1): number {
  const runs = runsOf('optimalityGap', scores);
  return gapOf(runs, target)(onceEach(runs));
}

export function optimalityGapInterval(scores: TaskScores, options: BootstrapOptions, target = 1): Interval {
  const runs = runsOf('optimalityGap', scores);
  const statistic = gapOf(runs, target);
  return stratifiedBootstrap(runs.sizes, (counts) => [statistic(counts)], options)[0] as Interval;
}

function gapOf({ values, weights }: Runs, target: number): (counts: Float64Array) => number {
  const gaps = values.map((value, run) => (weights[run] as number) * (target - Math.min(value, target)));
  return (counts) => gaps.reduce((sum, gap, run) => sum + (counts[run] as number) * gap, 0);
}
