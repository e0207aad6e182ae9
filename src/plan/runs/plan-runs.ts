import type { Params } from '../../config/names.ts';
import type { Source, SourceSeeds } from './source-seeds.ts';

/** How a check's run differs from the comparison's run with the same seed. */
export interface RunChange {
  readonly params?: Params;
  /** Seeds of the sources that vary. */
  readonly seeds?: Partial<SourceSeeds>;
  /** Sources of randomness this run varies. Default: the experiment's `vary`. */
  readonly vary?: readonly Source[];
  readonly data?: 'bootstrap';
}

/** A model and its code. `directory` is the config's folder in its work tree. */
export interface PreparedModel {
  readonly name: string;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly directory: string;
  /** Root of the work tree. Default: `directory`. */
  readonly root?: string;
  readonly params: Params;
  /** The fingerprint of this model's run with a seed. */
  fingerprint(seed: number, change?: RunChange): string;
}

export interface PlannedRun {
  readonly model: PreparedModel;
  readonly seed: number;
  /** Seeds by source. Default: `seed` for each. */
  readonly seeds?: SourceSeeds;
  readonly fingerprint: string;
}

/**
 * Orders the runs that a look needs: seed by seed over all arms. The first arm moves on by one with each seed, so that a
 * machine that slows down or warms up affects every arm alike.
 */
export function planRuns(models: readonly PreparedModel[], seeds: readonly number[]): PlannedRun[] {
  return seeds.flatMap((seed, round) =>
    models.map((_, position) => {
      const model = models[(position + round) % models.length] as PreparedModel;
      return { model, seed, fingerprint: model.fingerprint(seed) };
    }),
  );
}

/** The seeds that bring an arm from `before` to `pairs` pairs. They count from 1, the same for every arm. */
export function seedsBetween(before: number, pairs: number): number[] {
  return Array.from({ length: pairs - before }, (_, index) => before + index + 1);
}
