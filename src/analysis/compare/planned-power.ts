import { minimumDetectableDifference, pairsNeeded } from '../../stats/power/power.ts';
import type { MeasuredComparison } from './comparison.ts';

export const PLANNED_POWER = 0.8;

interface Design {
  readonly plannedLevel: number;
  readonly margin: number | null;
  readonly minEffect?: number;
}

/** @param spread standard deviation of a pair's difference, in the metric's unit */
export function powerOf(
  { plannedLevel: alpha, margin, minEffect = 0 }: Design,
  spread: number,
  pairs: number,
): MeasuredComparison['power'] {
  const design = { standardDeviation: spread, alpha, power: PLANNED_POWER };
  return {
    minimumDetectableDifference: minEffect + minimumDetectableDifference({ ...design, pairs }),
    // A true difference of the margin is never above the effect.
    pairsForMargin: margin === null || minEffect > 0 ? null : pairsNeeded({ ...design, difference: margin }),
  };
}
