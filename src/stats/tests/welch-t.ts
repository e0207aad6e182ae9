/**
 * Welch's t test: do two independent samples, roughly normal within each arm, have the same mean?
 *
 * Source: B. L. Welch, "The generalization of Student's problem…", Biometrika 34 (1947).
 */
import { differenceOfMeans, isConstant, standardDeviation } from '../describe.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { type TEstimate, type TTest, tTest } from './t-test.ts';

/**
 * @returns candidate minus baseline
 * @throws StatisticsError for an arm of fewer than two runs, values that are not finite, or two constant arms; one constant
 * arm has variance zero
 */
export function welchT(
  candidate: readonly number[],
  baseline: readonly number[],
  options: { level?: number } = {},
): TEstimate & TTest {
  if (candidate.length < 2 || baseline.length < 2) {
    throw new StatisticsError('welchT requires at least two runs of each model');
  }
  requireFinite('welchT', candidate);
  requireFinite('welchT', baseline);
  if (isConstant(candidate) && isConstant(baseline)) {
    throw new StatisticsError(
      `welchT requires values that vary, but all are ${candidate[0]} in one arm and ${baseline[0]} in the other`,
    );
  }
  const errorOfCandidate = standardDeviation(candidate) / Math.sqrt(candidate.length);
  const errorOfBaseline = standardDeviation(baseline) / Math.sqrt(baseline.length);
  const standardError = Math.hypot(errorOfCandidate, errorOfBaseline);
  requireBetween('welchT', 'standardError', standardError, 0, Infinity);
  // Fourth powers of variance shares neither overflow nor vanish.
  const share = (errorOfCandidate / standardError) ** 2;
  const otherShare = (errorOfBaseline / standardError) ** 2;
  const degreesOfFreedom =
    1 / (share ** 2 / (candidate.length - 1) + otherShare ** 2 / (baseline.length - 1));
  const estimate = { difference: differenceOfMeans(candidate, baseline), standardError, degreesOfFreedom };
  return { ...estimate, ...tTest(estimate, options) };
}
