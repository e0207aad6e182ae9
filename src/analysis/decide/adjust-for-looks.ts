import { stageWiseEstimate, stageWisePValue } from '../../stats/sequential/stage-wise.ts';
import type { TBoundary } from '../../stats/sequential/t-boundaries.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';

/**
 * The comparison with an estimate that accounts for the looks before its last: what stops early is what chance has made large. After
 * one look there is nothing to account for.
 *
 * @param boundaries of the looks taken, the last included; null for a design with a single look
 */
export function adjustForLooks(
  comparison: MeasuredComparison,
  boundaries: readonly TBoundary[] | null,
): MeasuredComparison {
  if (boundaries === null || boundaries.length < 2 || comparison.standardError === 0) return comparison;
  const { difference: mean, standardError, interval, statistic } = comparison;
  const taken = boundaries.map(({ pairs, critical }) => ({
    information: pairs,
    degreesOfFreedom: pairs - 1,
    critical,
  }));
  const estimate = stageWiseEstimate(taken, { mean, standardError });
  return {
    ...comparison,
    // The order of outcomes by looks may put it beyond the interval, in a case of one in thousands.
    estimate: Math.min(interval.high, Math.max(interval.low, estimate)),
    stageWise: { pValue: stageWisePValue(boundaries, statistic) },
  };
}
