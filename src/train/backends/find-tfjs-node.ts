/** Where tfjs-node is installed, and whether it loads. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { trainingEnvironment } from '../process/environment.ts';
import { workerPath } from '../trainers/worker-command.ts';
import { TFJS_NODE } from './node.ts';

const PROBE_TIMEOUT_MS = 60_000;

/** Where `npm run setup:native` builds the package, and where it is looked for. */
export function nativeFolder({ CONCLUSIVE_NATIVE, XDG_CACHE_HOME } = process.env): string {
  return resolve(
    CONCLUSIVE_NATIVE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'conclusive', 'native'),
  );
}

/** @returns the package's entry, as the first of the folders that has the package resolves it; null where none has it */
export function findTfjsNode(folders: readonly string[]): string | null {
  for (const folder of folders) {
    try {
      return createRequire(join(folder, 'module.js')).resolve(TFJS_NODE);
    } catch {
      // Not installed there: the next place is tried, and the reason of the run says so where none has it.
    }
  }
  return null;
}

export interface Probe {
  /** null where it does not load. */
  readonly version: string | null;
  /** Why, then. */
  readonly failure: string;
}

/** Loads the package in a process of its own: a native library that crashes must not take us along. */
export async function probeTfjsNode(entry: string): Promise<Probe> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [workerPath(), '--probe', entry], {
      env: trainingEnvironment(process.env, {}),
      timeout: PROBE_TIMEOUT_MS,
    });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Probe;
  } catch (error) {
    const [first = ''] = (error as Error).message.split('\n');
    return { version: null, failure: `${TFJS_NODE} is installed but does not load: ${first}` };
  }
}
