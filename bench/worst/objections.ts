import type { Measurement } from '../../src/analysis/compare/compare-models.ts';
import { toleratedLevel } from '../../src/analysis/decide/cross-check.ts';
import { correctForSkewness } from '../../src/stats/crossed/skew.ts';
import { studentTTwoSided } from '../../src/stats/distributions/student-t.ts';

const ALPHA = 0.05;

/**
 * What the rule of commit 6a011c3b objected with: over examples a skew-corrected t, without pairs permutations alone, and with
 * pairs a bootstrap that could miss the level by half, however few they were.
 */
export function withoutObjections(measurement: Measurement): Measurement {
  const { crossed, pairing, statistic, degreesOfFreedom, studentised, baseline } = measurement;
  if (crossed !== null) {
    const corrected = correctForSkewness(statistic, crossed.skewness);
    const skewCorrectedPValue = studentTTwoSided(corrected, degreesOfFreedom);
    const silent = { skewCorrectedPValue, unsteady: false, seedsEquivalencePValue: null };
    return { ...measurement, studentised: null, crossed: { ...crossed, ...silent } };
  }
  if (pairing === 'none' || studentised === null) return { ...measurement, studentised: null };
  const stricter = toleratedLevel(ALPHA, baseline.n) / (1.5 * ALPHA);
  return { ...measurement, studentised: { ...studentised, pValue: studentised.pValue * stricter } };
}
