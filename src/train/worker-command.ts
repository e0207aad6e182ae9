/** How a training worker is started. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle; run from sources, the worker of the committed `dist`. */
export function workerPath(): string {
  const besideBundle = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(besideBundle)
    ? besideBundle
    : fileURLToPath(new URL('../../dist/worker.js', import.meta.url));
}

/** Program and arguments of the process that carries out the job in this file. */
export function workerCommand(jobPath: string): string[] {
  return [process.execPath, ...WORKER_FLAGS, workerPath(), jobPath];
}

const WORKER_FLAGS: readonly string[] = [];
