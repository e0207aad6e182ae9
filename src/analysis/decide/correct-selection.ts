import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { truthBehind } from '../../stats/sequential/selection.ts';
import type { LookTaken } from '../../stats/sequential/stage-wise.ts';
import type { TBoundary } from '../../stats/sequential/t-boundaries.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import type { Levels } from './levels.ts';

/**
 * Adds the true difference that estimates like this one belong to on average, since a verdict favours large estimates.
 *
 * @param planned boundaries of all looks of a paired design; null where they are unknown or there is one look
 * @param alpha the comparison's part of the error
 */
export function correctSelection(
  comparison: MeasuredComparison,
  levels: Levels,
  planned: readonly TBoundary[] | null,
  alpha: number,
): MeasuredComparison {
  const { verdict, difference, standardError, minEffect } = comparison;
  if (verdict !== 'improvement' && verdict !== 'regression') return comparison;
  const { looks, stop } = looksOf(comparison, levels, planned, alpha);
  const isGain = difference > 0;
  const observed = {
    difference: Math.abs(difference),
    standardError,
    minEffect: isGain ? minEffect : undefined,
  };
  const truth = truthBehind(looks, stop, observed);
  return { ...comparison, corrected: isGain ? truth : 0 - truth };
}

function looksOf(
  { baseline, degreesOfFreedom, localLevel }: MeasuredComparison,
  { crossed }: Levels,
  planned: readonly TBoundary[] | null,
  alpha: number,
): { readonly looks: readonly LookTaken[]; readonly stop: number } {
  const criticalAt = (level: number) => -studentTQuantile(level / 2, degreesOfFreedom);
  const stop = planned?.findIndex(({ pairs }) => pairs === baseline.n) ?? -1;
  if (crossed !== undefined) {
    const looks = crossed.looks(alpha).map(({ information, significanceLevel }) => ({
      information,
      degreesOfFreedom,
      critical: criticalAt(significanceLevel),
    }));
    return { looks, stop: crossed.look };
  }
  if (planned === null || stop < 0)
    return { looks: [{ information: 1, degreesOfFreedom, critical: criticalAt(localLevel) }], stop: 0 };
  const looks = planned.map(({ pairs, critical }) => ({
    information: pairs,
    degreesOfFreedom: pairs - 1,
    critical,
  }));
  return { looks, stop };
}
