/** How a training worker is started. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle; run from sources, the worker of the committed `dist`. */
export function workerPath(): string {
  const besideBundle = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(besideBundle)
    ? besideBundle
    : fileURLToPath(new URL('../../../dist/worker.js', import.meta.url));
}

/** Program and arguments of the worker that carries out several jobs: `worker/reuse/serve.ts`. */
export function serveCommand(): string[] {
  return [process.execPath, workerPath(), '--serve'];
}

/** Program and arguments of the process that carries out the job in this file. */
export function workerCommand(jobPath: string): string[] {
  // No V8 flags: sizes of the young generation and single-threaded collection made no measurable difference.
  return [process.execPath, workerPath(), jobPath];
}
