/**
 * Starts the first worker of an experiment, and the compilation of its module, while this program is still loading. A look at the text of the
 * config and at times of change is enough: a wrong guess costs a process that is ended, or a start that comes later.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { environmentOfRun, trainingEnvironment } from '../train/process/environment.ts';
import { startAhead, WITH_CHANNEL } from '../train/process/start-ahead.ts';
import { compileCommand, serveCommand } from '../train/trainers/worker-command.ts';

const MAX_BYTES = 64 * 1024;
const MODULE = /^[^#\n]*\bmodule:\s*["']?(?!\/)(?!\S*\.\.\/)([\w./-]+\.[cm]?ts)\b/m;
/** They change the worker's program or place. */
const OTHER_WORKER = /^[^#\n]*\b(?:environment|executor|gpus|native)\b/m;
/** Runs of a ref are isolated, and a process that runs already cannot be. Most often one of their models is the checkout. */
const APART = /^[^#\n]*\bref\b/m;

/**
 * @param place of the config, as the options name it
 * @param output folder of the records, where the options name one
 */
export function startLikelyWorker(
  place: { readonly repository: string; readonly config: string },
  output?: string,
): void {
  if (process.platform === 'win32') return;
  const text = readStart(resolve(place.repository, place.config));
  const [, module] = MODULE.exec(text) ?? [];
  if (module === undefined || OTHER_WORKER.test(text)) return;
  const config = realpathSync(resolve(place.repository, place.config));
  const directory = dirname(config);
  if (areLikelyTrained([config, join(directory, module)], resolve(output ?? join(directory, '.conclusive'))))
    return;
  startAhead({
    argv: compileCommand(join(directory, module)),
    directory,
    environment: trainingEnvironment(process.env, {}),
  });
  if (APART.test(text)) return;
  startAhead(
    { argv: serveCommand(), directory, environment: environmentOfRun(process.env, {}) },
    { stdio: WITH_CHANNEL, mark: join(directory, randomUUID()) },
  );
}

/** Whether a run was recorded since config and code have changed: then most often all were, and none is left to train. */
function areLikelyTrained([config, module]: readonly [string, string], output: string): boolean {
  try {
    const folder = dirname(module);
    const code = readdirSync(folder).filter((name) => /\.[cm]?ts$/.test(name));
    const recorded = statSync(join(output, 'runs')).mtimeMs;
    return [config, ...code.map((name) => join(folder, name))].every(
      (path) => statSync(path).mtimeMs < recorded,
    );
  } catch {
    return false;
  }
}

/** Empty for what cannot be read: why is told where the config is. */
function readStart(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(MAX_BYTES);
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, MAX_BYTES, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
