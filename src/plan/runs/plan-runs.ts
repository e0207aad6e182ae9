import type { Params } from '../../config/names.ts';
import type { Source, SourceSeeds } from './source-seeds.ts';

interface RunChange {
  readonly params?: Params;
  readonly seeds?: Partial<SourceSeeds>;
  /** Default: the experiment's `vary`. */
  readonly vary?: readonly Source[];
  readonly data?: 'bootstrap';
}

/** `directory` is the config's folder in the work tree. */
export interface PreparedModel {
  readonly name: string;
  /** The data set that it is trained on, of an experiment with tasks. */
  readonly task?: string;
  /** This model on each task. Then its own fingerprints are those of no run. */
  readonly byTask?: readonly PreparedModel[];
  /** The most seeds on its task; left out if that is the design's number. */
  readonly seeds?: number;
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

/**
 * Each model with each seed on each task. The first arm moves on by one with each seed and each task, so that a machine that slows
 * down or warms up affects every arm alike.
 */
export function planRuns(models: readonly PreparedModel[], seeds: readonly number[]): PlannedRun[] {
  const arms = models.filter(isTrained).map(onTasks);
  const tasks = arms[0] ?? [];
  return seeds.flatMap((seed, round) =>
    tasks.flatMap(({ seeds: most = seed }, task) =>
      (seed > most ? [] : arms).map((_, position) => {
        const model = arms[(position + round + task) % arms.length]?.[task] as PreparedModel;
        return { model, seed, fingerprint: model.fingerprint(seed) };
      }),
    ),
  );
}

/** The model alone, if there are no tasks. */
export function onTasks(model: PreparedModel): readonly PreparedModel[] {
  return model.byTask ?? [model];
}

/** Runs that only a check needs are of the first task, and as many as it asks for. */
export function onFirstTask(model: PreparedModel): PreparedModel {
  const [first = model] = onTasks(model);
  if (first.seeds === undefined) return first;
  const { seeds: _, ...unlimited } = first;
  return unlimited;
}

export function isTrained({ isFixed }: Pick<PreparedModel, 'isFixed'>): boolean {
  return isFixed !== true;
}

/** They count from 1, the same for every arm. */
export function seedsBetween(before: number, pairs: number): number[] {
  return Array.from({ length: pairs - before }, (_, index) => before + index + 1);
}
