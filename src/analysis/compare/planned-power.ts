/** What the runs of a comparison could have shown, and how many find a difference that matters. */
import { minimumDetectableDifference, pairsNeeded } from '../../stats/power/power.ts';
import type { MeasuredComparison } from './comparison.ts';

/** The chance of finding a difference that the smallest detectable one and the pairs for the margin are computed for. */
export const PLANNED_POWER = 0.8;

interface Design {
  /** The level one comparison can count on when all primary ones share alpha. */
  readonly plannedLevel: number;
  readonly margin: number | null;
}

/** @param spread standard deviation of the difference of a pair, in the unit of the metric */
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
