import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { stageWiseInterval, stageWisePValue } from '../../stats/sequential/stage-wise.ts';
import type { TBoundary } from '../../stats/sequential/t-boundaries.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';

/**
 * The comparison with an interval that accounts for the looks before its last. After one look there is nothing to
 * account for: the stage-wise interval is then the ordinary one.
 *
 * @param boundaries of the looks taken, the last included; null for a design with a single look
 */
export function adjustForLooks(
  comparison: MeasuredComparison,
  boundaries: readonly TBoundary[] | null,
): MeasuredComparison {
  if (boundaries === null || boundaries.length < 2 || comparison.standardError === 0) return comparison;
  const { difference: mean, standardError, baseline, interval, statistic } = comparison;
  const standardDeviation = standardError * Math.sqrt(baseline.n);
  const { level, low, high, medianUnbiased } = stageWiseInterval(
    boundaries,
    { mean, standardDeviation },
    { level: interval.level },
  );
  return {
    ...comparison,
    interval: { level, low, high, method: 'stage-wise' },
    stageWise: { pValue: stageWisePValue(boundaries, statistic), estimate: medianUnbiased },
  };
}

/**
 * The comparison with the repeated interval of its look, d̄ ± boundary × standard error, which covers at all looks at once. It is
 * what a secondary metric gets: another metric decides when the experiment stops, so it has no stage-wise interval.
 */
export function coverAnyStop(comparison: MeasuredComparison): MeasuredComparison {
  const { difference, standardError, degreesOfFreedom, significanceLevel, interval } = comparison;
  if (standardError === 0) return comparison;
  const halfWidth = -studentTQuantile(significanceLevel / 2, degreesOfFreedom) * standardError;
  return {
    ...comparison,
    interval: {
      level: interval.level,
      low: difference - halfWidth,
      high: difference + halfWidth,
      method: 'repeated',
    },
  };
}
