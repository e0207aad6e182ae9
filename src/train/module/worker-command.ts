import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Sources use the worker of the committed `dist`. */
export function workerPath(): string {
  const besideBundle = fileURLToPath(new URL('./worker.js', import.meta.url));
  return existsSync(besideBundle)
    ? besideBundle
    : fileURLToPath(new URL('../../../dist/worker.js', import.meta.url));
}

/** Half of Node 20's young generation takes less memory and no more time (`packages/tfjs-trainer/bench/train-run.ts`). */
const FLAGS = ['--max-semi-space-size=8'];

export function serveCommand(): string[] {
  return [process.execPath, ...FLAGS, workerPath(), '--serve'];
}

/** Compiles a model module without executing it. */
export function compileCommand(module: string): string[] {
  return [process.execPath, workerPath(), '--transpile', module];
}

export function workerCommand(jobPath: string): string[] {
  return [process.execPath, ...FLAGS, workerPath(), jobPath];
}
