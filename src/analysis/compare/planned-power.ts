import { detectableNoncentrality, pairsNeeded } from '../../stats/power/power.ts';
import type { MeasuredComparison } from './comparison.ts';

export const PLANNED_POWER = 0.8;

interface Design {
  readonly plannedLevel: number;
  readonly margin: number | null;
  readonly minEffect?: number;
}

/** By design: all comparisons of an experiment share a few. */
const detectable = new Map<string, number>();

/** @param spread standard deviation of a pair's difference, in the metric's unit */
export function powerOf(
  { plannedLevel: alpha, margin, minEffect = 0 }: Design,
  spread: number,
  pairs: number,
): MeasuredComparison['power'] {
  const design = { standardDeviation: spread, alpha, power: PLANNED_POWER };
  const key = `${pairs} ${alpha}`;
  const noncentrality = detectable.get(key) ?? detectableNoncentrality(pairs - 1, alpha, PLANNED_POWER);
  detectable.set(key, noncentrality);
  return {
    minimumDetectableDifference: minEffect + (noncentrality / Math.sqrt(pairs)) * spread,
    // A true difference of the margin is never above the effect.
    pairsForMargin: margin === null || minEffect > 0 ? null : pairsNeeded({ ...design, difference: margin }),
  };
}
