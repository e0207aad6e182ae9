/**
 * Starts the first worker of an experiment, and the compilation of its module, while this program is still loading; or the program of
 * `trainer.serve`, for each run at a time. A look at the text of the config and at times of change is enough: a wrong guess costs a process
 * that is ended, or a start that comes later.
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readBeginning } from '../files/open-file.ts';
import { physicalCores } from '../train/process/cores.ts';
import { threadsOfRun } from '../train/process/devices.ts';
import { environmentOfRun, trainingEnvironment } from '../train/process/environment.ts';
import { startAhead, WITH_CHANNEL } from '../train/process/start-ahead.ts';
import { compileCommand, serveCommand } from '../train/trainers/worker-command.ts';

const MAX_BYTES = 64 * 1024;
const MODULE = /^[^#\n]*\bmodule:\s*["']?(?!\/)(?!\S*\.\.\/)([\w./-]+\.[cm]?ts)\b/m;
const SERVE = /^[ \t]+serve:[ \t]*(["']?)([\w./+ -]+)\1[ \t]*$/m;
/** They change the worker's program or place; behind a `#` too, which may stand in a value. */
const OTHER_WORKER = /^(?![ \t]*#).*\b(?:environment|executor|gpus|native)\b/m;
const OTHER_SERVE = /^(?![ \t]*#).*\b(?:ref|environment|executor|gpus|parallel|setup)\b/m;
/** Runs of a ref are isolated, and a process that runs already cannot be. Most often one of their models is the checkout. */
const APART = /^(?![ \t]*#).*\bref\b/m;
/** Where more runs go on at a time, their programs start when this one knows how many runs there are. */
const MOST_AHEAD = 4;

/**
 * @param place of the config, as the options name it
 * @param options of the command: the folder of the records, and how many runs go on at a time
 */
export function startLikelyWorker(
  place: { readonly repository: string; readonly config: string },
  { output, parallel }: { readonly output?: string | undefined; readonly parallel?: number | undefined } = {},
): void {
  if (process.platform === 'win32') return;
  const text = readStart(resolve(place.repository, place.config));
  const [, module] = MODULE.exec(text) ?? [];
  const [, , serve] = SERVE.exec(text) ?? [];
  if (module === undefined && serve === undefined) return;
  const config = realpathSync(resolve(place.repository, place.config));
  const directory = dirname(config);
  const records = resolve(output ?? join(directory, '.conclusive'));
  if (serve !== undefined) {
    if (OTHER_SERVE.test(text) || areLikelyTrained(config, directory, /\.py$/, records)) return;
    startServe(serve.trim().split(/ +/), directory, parallel ?? availableParallelism());
  } else if (module !== undefined) {
    const path = join(directory, module);
    if (OTHER_WORKER.test(text) || areLikelyTrained(config, dirname(path), /\.[cm]?ts$/, records)) return;
    startWorker(path, directory, APART.test(text));
  }
}

function startServe(argv: readonly string[], directory: string, parallel: number): void {
  const environment = environmentOfRun(process.env, {}, threadsOfRun(physicalCores(), parallel));
  // What a program imports may make a folder of its `CONCLUSIVE_RUN_DIR`: not in the checkout, and none that stays.
  const aside = join(tmpdir(), `conclusive-${randomUUID()}`);
  process.once('exit', () => rmSync(aside, { recursive: true, force: true }));
  for (let place = 0; place < Math.min(parallel, MOST_AHEAD); place++)
    startAhead({ argv, directory, environment }, { stdio: 'pipe', mark: join(aside, randomUUID()) });
}

function startWorker(module: string, directory: string, isApart: boolean): void {
  startAhead({
    argv: compileCommand(module),
    directory,
    environment: trainingEnvironment(process.env, {}),
  });
  if (isApart) return;
  startAhead(
    { argv: serveCommand(), directory, environment: environmentOfRun(process.env, {}) },
    { stdio: WITH_CHANNEL, mark: join(directory, randomUUID()) },
  );
}

/** Whether a run was recorded since config and code have changed: then most often all were, and none is left to train. */
function areLikelyTrained(config: string, folder: string, isCode: RegExp, output: string): boolean {
  try {
    const code = readdirSync(folder).filter((name) => isCode.test(name));
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
    return readBeginning(path, MAX_BYTES, 'followed').toString('utf8');
  } catch {
    return '';
  }
}
