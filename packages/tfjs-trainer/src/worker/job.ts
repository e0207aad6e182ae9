/** The worker's only argument is the path of a JSON file of this shape. It writes the files of the command protocol. */
import { readFile } from 'node:fs/promises';
import type { Context, Params } from '../../types/module.d.ts';
import type { Transpiled } from './transpile.ts';

type Source = 'init' | 'order' | 'data';

export interface ModuleJob {
  /** Absolute path of the model module. */
  readonly module: string;
  readonly seed: number;
  readonly seeds: Readonly<Record<Source, number>>;
  readonly params: Params;
  readonly vary: readonly Source[];
  /** How a training subset is drawn: with replacement, or this share without. */
  readonly data: 'bootstrap' | number;
  readonly fold?: Context['fold'];
  readonly task?: Context['task'];
  readonly backend: 'wasm' | 'native';
  /** Whether matrix products use fused multiply-add, in all runs of the experiment. */
  readonly fused?: boolean;
  /** Entry of the native package. */
  readonly tfjsNode?: string | undefined;
  /** File for the time of a step; the run ends once it is known. */
  readonly stepTimes?: string | undefined;
  readonly transpiled?: Transpiled;
  /** Whether to replay steps and use the leaner engine. */
  readonly shortcuts?: boolean;
  /** Absolute path of an empty folder. */
  readonly runDirectory: string;
}

/** Exit code for a module that no run could use. */
export const UNUSABLE_MODULE_EXIT = 2;

/** Exit code for a run that must be trained again without shortcuts. */
export const IN_FULL_EXIT = 3;

export async function readJob(path: string | undefined): Promise<ModuleJob> {
  if (path === undefined) throw new Error('the worker needs the path of a job file: node worker.js job.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as ModuleJob;
  } catch (error) {
    throw new Error(`${path} is not a job file: ${(error as Error).message}`, { cause: error });
  }
}
