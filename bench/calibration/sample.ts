/** One repetition: the results of both arms, and what several procedures ask of them, computed once. */
import { canonicalPairs } from '../../src/analysis/compare/canonical.ts';
import type { Measurement } from '../../src/analysis/compare/compare-models.ts';
import { resampledChecks } from '../../src/analysis/compare/resampled-checks.ts';
import type { Arms } from './worlds.ts';

export const ALPHA = 0.05;
export const VARIANT = 'variant';
export const METRIC = 'metric';

export type ResampledChecks = ReturnType<typeof resampledChecks> & Pick<Measurement, 'drawnFrom'>;

export interface Sample {
  readonly experiment: string;
  readonly arms: Arms;
  /** Candidate minus baseline under the first `seeds` seeds, where both runs finished. */
  differences(seeds: number): readonly number[];
  /** The cross-checks of those differences. They cost milliseconds: ask only where they matter. */
  checks(seeds: number): ResampledChecks;
}

/**
 * @param margin of the question that the sample is asked, in its unit; the checks answer for it as well
 * @param settles whether sampled p-values near their level are drawn until they lie on one side of it, as the program does. Without that
 *   a repetition is many times cheaper, and the chance of the draws decides where they are too close to call.
 */
export function createSample(experiment: string, arms: Arms, margin: number, settles = true): Sample {
  const pairs = (seeds: number) =>
    arms.baseline.slice(0, seeds).flatMap((baseline, seed) => {
      const candidate = arms.candidate[seed] ?? null;
      return baseline === null || candidate === null ? [] : [{ baseline, candidate }];
    });
  return {
    experiment,
    arms,
    differences: remember((seeds) => pairs(seeds).map(({ baseline, candidate }) => candidate - baseline)),
    // In the order of the program: other draws would not be its own numbers.
    checks: remember((seeds) => {
      const { differences, side } = canonicalPairs(pairs(seeds), 'maximize');
      const drawnFrom = { differences, side };
      const checks = resampledChecks(drawnFrom, { level: 1 - ALPHA, margin });
      return settles ? { ...checks, drawnFrom } : checks;
    }),
  };
}

function remember<T>(compute: (seeds: number) => T): (seeds: number) => T {
  const known = new Map<number, T>();
  return (seeds) => {
    const found = known.get(seeds);
    if (found !== undefined) return found;
    const value = compute(seeds);
    known.set(seeds, value);
    return value;
  };
}
