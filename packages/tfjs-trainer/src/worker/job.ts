/**
 * What the parent hands to the worker: the path of a JSON file of this shape is its only argument. The worker is a
 * trainer like any other: it leaves `log.jsonl` (one epoch a line), `metrics.json` and `predictions.jsonl` in the run
 * directory, in the formats of the command protocol, and the same readers turn them into a run record.
 */
import { readFile } from 'node:fs/promises';
import type { Context, Params } from '../../types/module.d.ts';
import type { Transpiled } from './transpile.ts';

/** A source of chance that a seed can vary. */
type Source = 'init' | 'order' | 'data';

export interface ModuleJob {
  /** Absolute path of the model module. */
  readonly module: string;
  readonly seed: number;
  readonly seeds: Readonly<Record<Source, number>>;
  readonly params: Params;
  readonly vary: readonly Source[];
  /** How a seed that varies `data` draws its training subset: with replacement, or this share without. */
  readonly data: 'bootstrap' | number;
  /** Null: the data is split once. */
  readonly fold?: Context['fold'];
  /** Chosen for the whole experiment: `backends/choose-backend.ts`. */
  readonly backend: 'wasm' | 'native';
  /** Whether matrix products of the embedded backend use fused multiply-add: chosen for the whole experiment, too. */
  readonly fused?: boolean;
  /** Entry of the package that backend `native` loads. */
  readonly tfjsNode?: string | undefined;
  /** Where the time of its steps is written, after the few that it takes to know it; the run ends with them. */
  readonly stepTimes?: string | undefined;
  /** Code of the module that is compiled already. */
  readonly transpiled?: Transpiled;
  /** Whether steps are replayed, by a leaner engine than the one that TensorFlow.js ships. A run without tells whether that holds. */
  readonly shortcuts?: boolean;
  /** Absolute path of an existing, empty folder. */
  readonly runDirectory: string;
}

/** Exit code of the worker for a module that cannot be used at all (does not load, wrong shapes): no other run would fare better. */
export const UNUSABLE_MODULE_EXIT = 2;

/** Exit code of the worker for a run that replayed a step which has changed since: it has to be trained again without shortcuts. */
export const IN_FULL_EXIT = 3;

export async function readJob(path: string | undefined): Promise<ModuleJob> {
  if (path === undefined) throw new Error('the worker needs the path of a job file: node worker.js job.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ModuleJob;
  } catch (error) {
    throw new Error(`${path} is not a job file: ${(error as Error).message}`, { cause: error });
  }
}
