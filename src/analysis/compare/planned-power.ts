/** What the runs of a comparison could have shown, and how many would find a difference that matters. */
import { minimumDetectableDifference, pairsNeeded } from '../../stats/power/power.ts';
import type { MeasuredComparison } from './comparison.ts';

/** The power for which the smallest detectable difference and the needed pairs are computed. */
export const PLANNED_POWER = 0.8;

interface Design {
  /** The level of one comparison when all primary ones share alpha. */
  readonly plannedLevel: number;
  readonly margin: number | null;
}

/** @param spread standard deviation of a pair's difference, in the metric's unit */
export function powerOf(
  { plannedLevel: alpha, margin }: Design,
  spread: number,
  pairs: number,
): MeasuredComparison['power'] {
  const design = { standardDeviation: spread, alpha, power: PLANNED_POWER };
  return {
    minimumDetectableDifference: minimumDetectableDifference({ ...design, pairs }),
    pairsForMargin: margin === null ? null : pairsNeeded({ ...design, difference: margin }),
  };
}
