/** One repetition: the results of both arms, and what several procedures ask of them, computed once. */
import { resampledChecks } from '../../src/analysis/compare/resampled-checks.ts';
import { createRandom } from '../../src/stats/random.ts';
import type { Arms } from './worlds.ts';

export const ALPHA = 0.05;
export const VARIANT = 'variant';
export const METRIC = 'metric';

export type ResampledChecks = ReturnType<typeof resampledChecks>;

export interface Sample {
  /** Names the streams of the resampled cross-checks, as the name of an experiment does. */
  readonly experiment: string;
  readonly arms: Arms;
  /** Candidate minus baseline under the first `seeds` seeds, where both runs finished. */
  differences(seeds: number): readonly number[];
  /** The cross-checks of those differences. They cost milliseconds: ask only where they matter. */
  checks(seeds: number): ResampledChecks;
}

/** @param margin of the question that the sample is asked, in its unit; the checks answer for it as well */
export function createSample(experiment: string, arms: Arms, margin: number): Sample {
  const differences = remember((seeds) =>
    arms.baseline.slice(0, seeds).flatMap((value, seed) => {
      const other = arms.candidate[seed] ?? null;
      return value === null || other === null ? [] : [other - value];
    }),
  );
  return {
    experiment,
    arms,
    differences,
    // The labels of analysis/compare/compare-models.ts: other streams would not be the program's own numbers.
    checks: remember((seeds) =>
      resampledChecks(differences(seeds), { level: 1 - ALPHA, margin }, (use) =>
        createRandom('analysis', experiment, VARIANT, METRIC, use),
      ),
    ),
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
