import { canonicalPairs } from '../../src/analysis/compare/canonical.ts';
import type { Measurement } from '../../src/analysis/compare/compare-models.ts';
import { flipSigns, studentisedOfPairs } from '../../src/analysis/compare/resampled-checks.ts';
import type { Arms } from './worlds.ts';

export const ALPHA = 0.05;
export const VARIANT = 'variant';
export const METRIC = 'metric';

export type ResampledChecks = Pick<Measurement, 'studentised' | 'signFlip' | 'drawnFrom'>;

export interface Sample {
  readonly experiment: string;
  readonly arms: Arms;
  /** Candidate minus baseline where both runs finished. */
  differences(seeds: number): readonly number[];
  /** Takes milliseconds. */
  checks(seeds: number): ResampledChecks;
}

/**
 * @param margin in the metric's unit; the cross-checks use it, too
 * @param settles draws p-values near their level until they lie on one side, as the program does; false is far cheaper
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
    // The program's order of draws gives the program's numbers.
    checks: remember((seeds) => {
      const { differences, side } = canonicalPairs(pairs(seeds), 'maximize');
      const drawnFrom = { differences, side };
      const checks = {
        studentised: studentisedOfPairs(drawnFrom, { level: 1 - ALPHA, margin }),
        signFlip: flipSigns(drawnFrom),
      };
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
