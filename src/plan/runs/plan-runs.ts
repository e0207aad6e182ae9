import type { Params } from '../../config/names.ts';
import type { Source, SourceSeeds } from './source-seeds.ts';

export interface RunChange {
  readonly params?: Params;
  readonly seeds?: Partial<SourceSeeds>;
  /** Default: the experiment's `vary`. */
  readonly vary?: readonly Source[];
  readonly data?: 'bootstrap';
}

/** `directory` is the config's folder in the work tree. */
export interface PreparedModel {
  readonly name: string;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly directory: string;
  /** Default: `directory`. */
  readonly root?: string;
  readonly params: Params;
  /** It is a number instead of a model, and never trained. */
  readonly isFixed?: boolean;
  /** Identity of code, parameters and program, whatever a seed varies. Default: the fingerprint of the first run. */
  readonly arm?: string;
  fingerprint(seed: number, change?: RunChange): string;
}

export interface PlannedRun {
  readonly model: PreparedModel;
  readonly seed: number;
  /** Default: `seed` for each source. */
  readonly seeds?: SourceSeeds;
  readonly fingerprint: string;
}

/** The first arm moves on by one with each seed, so that a machine that slows down or warms up affects every arm alike. */
export function planRuns(models: readonly PreparedModel[], seeds: readonly number[]): PlannedRun[] {
  const trained = models.filter(isTrained);
  return seeds.flatMap((seed, round) =>
    trained.map((_, position) => {
      const model = trained[(position + round) % trained.length] as PreparedModel;
      return { model, seed, fingerprint: model.fingerprint(seed) };
    }),
  );
}

export function isTrained({ isFixed }: Pick<PreparedModel, 'isFixed'>): boolean {
  return isFixed !== true;
}

/** They count from 1, the same for every arm. */
export function seedsBetween(before: number, pairs: number): number[] {
  return Array.from({ length: pairs - before }, (_, index) => before + index + 1);
}
