import type { Params } from '../../config/names.ts';
import type { Source, SourceSeeds } from './source-seeds.ts';

/** What sets a run of a check apart from the run of the comparison under its seed. */
export interface RunChange {
  readonly params?: Params;
  /** Of the sources that vary. */
  readonly seeds?: Partial<SourceSeeds>;
  /** What a seed varies: for the arms whatever that is. */
  readonly vary?: readonly Source[];
  readonly data?: 'bootstrap';
}

/** A model with the code it is trained from. `directory` is the config's folder in that code's work tree. */
export interface PreparedModel {
  readonly name: string;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly directory: string;
  /** Of that work tree, where it is not `directory`. */
  readonly root?: string;
  readonly params: Params;
  /** The fingerprint of this model's run under a seed. */
  fingerprint(seed: number, change?: RunChange): string;
}

export interface PlannedRun {
  readonly model: PreparedModel;
  readonly seed: number;
  /** Where they are not all `seed`. */
  readonly seeds?: SourceSeeds;
  readonly fingerprint: string;
}

/**
 * The runs that a look needs, in the order in which they start: seed by seed over all arms, and from seed to seed the
 * arm that goes first moves on by one, so that a machine that slows down or warms up hits every arm alike.
 */
export function planRuns(models: readonly PreparedModel[], seeds: readonly number[]): PlannedRun[] {
  return seeds.flatMap((seed, round) =>
    models.map((_, position) => {
      const model = models[(position + round) % models.length] as PreparedModel;
      return { model, seed, fingerprint: model.fingerprint(seed) };
    }),
  );
}

/** The seeds that bring an arm from `before` pairs to `pairs`. Seeds count from 1: small, readable, the same for every arm. */
export function seedsBetween(before: number, pairs: number): number[] {
  return Array.from({ length: pairs - before }, (_, index) => before + index + 1);
}
