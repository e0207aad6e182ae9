import { minimumDetectableDifference, pairsNeeded } from '../../stats/power/power.ts';
import type { MeasuredComparison } from './comparison.ts';

export const PLANNED_POWER = 0.8;

interface Design {
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
