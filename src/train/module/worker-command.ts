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

/** The young generation, at half the size of Node 20's: less memory, and no time that shows (`packages/tfjs-trainer/bench/train-run.ts`). */
const FLAGS = ['--max-semi-space-size=8'];

/** Program and arguments of the worker that carries out several jobs: `worker/serve.ts`. */
export function serveCommand(): string[] {
  return [process.execPath, ...FLAGS, workerPath(), '--serve'];
}

/** Program and arguments of what compiles a model module, and executes nothing of it. */
export function compileCommand(module: string): string[] {
  return [process.execPath, workerPath(), '--transpile', module];
}

/** Program and arguments of the process that carries out the job in this file. */
export function workerCommand(jobPath: string): string[] {
  return [process.execPath, ...FLAGS, workerPath(), jobPath];
}
