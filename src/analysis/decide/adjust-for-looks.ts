import { stageWiseEstimate, stageWisePValue } from '../../stats/sequential/stage-wise.ts';
import type { TBoundary } from '../../stats/sequential/t-boundaries.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { nearestNull } from '../compare/least-effect.ts';

/**
 * Corrects the estimate for earlier looks, since an early stop favours differences that chance has enlarged.
 *
 * @param boundaries of all looks taken; null for a design with one look
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
  const tested = nearestNull(mean, comparison.minEffect);
  const estimate = tested + stageWiseEstimate(taken, { mean: mean - tested, standardError });
  return {
    ...comparison,
    // The order of outcomes by looks may put the estimate beyond the interval, in one of thousands of cases.
    estimate: Math.min(interval.high, Math.max(interval.low, estimate)),
    stageWise: { pValue: stageWisePValue(boundaries, statistic) },
  };
}
