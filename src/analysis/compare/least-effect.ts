/**
 * Superiority by a margin: an improvement must be larger than an effect.
 *
 * The hypothesis is that the difference lies between 0 and the effect. Its p-value is that of the nearest of these differences, so
 * it reaches its level exactly where the interval excludes all of them, and an effect of 0 is the ordinary test. A gain that is
 * not above the effect is called an improvement in at most alpha / 2 of the experiments.
 *
 * Source: ICH E9 (1998), 3.3.2.
 */
import { type CanonicalArms, canonicalArms } from './canonical.ts';

export function nearestNull(difference: number, minEffect = 0): number {
  return Math.min(Math.max(difference, 0), minEffect);
}

/** What cross-checks subtract from a gain above the effect; smaller differences get no verdict that they could withhold. */
export function shiftOf(difference: number, minEffect = 0): number {
  return difference > minEffect ? minEffect : 0;
}

/** The arms as they would be without this much of the candidate's gain. */
export function apart({ baseline, candidate }: CanonicalArms, shift: number): CanonicalArms {
  return canonicalArms(
    baseline,
    candidate.map((value) => value - shift),
    'maximize',
  );
}
