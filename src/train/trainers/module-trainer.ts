import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LoadedConfig } from '../../config/file/load.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import { everySource, pinSeeds } from '../../plan/runs/source-seeds.ts';
import { chooseBackend } from '../backends/choose-backend.ts';
import { fusesMultiplyAdd } from '../kernels/fused-multiply-add.ts';
import { namedVariables } from '../process/environment.ts';
import { IN_FULL_EXIT, type ModuleJob, UNUSABLE_MODULE_EXIT } from '../worker/job.ts';
import type { CompiledModule } from '../worker/transpile.ts';
import { compileModule, isCurrent } from './compile-module.ts';
import { type TimingPlace, timeBackend } from './time-backend.ts';
import type { Trainer, TrainingCommand, TrainingTask } from './trainer.ts';
import { serveCommand, workerCommand, workerPath } from './worker-command.ts';

type CommandTask = Pick<
  TrainingTask,
  'directory' | 'workingDirectory' | 'runDirectory' | 'signal' | 'seed' | 'seeds' | 'params' | 'isInFull'
> &
  Pick<ModuleJob, 'stepTimes'>;

/** Trains a TensorFlow.js model module in a worker process. */
export async function createModuleTrainer(
  { trainer, vary, data, folds }: LoadedConfig,
  module: string,
  configFolder: string,
  place: TimingPlace,
): Promise<Trainer> {
  const program = createHash('sha256')
    .update(await readFile(workerPath()))
    .digest('hex');
  // V8's Math functions may change with its major version, the kernels and the loop with the worker.
  const versions = {
    worker: program,
    node: process.versions.node.split('.')[0] ?? '',
    platform: `${process.platform}-${process.arch}`,
  };
  const named = namedVariables(process.env, trainer.environment);
  const canFuse = await fusesMultiplyAdd();
  const compiled = new Map<string, Promise<CompiledModule>>();
  /** By what the trees of its runs are made of. Compiled ahead, it may be older than the code that was fingerprinted. */
  const compile = async (task: { readonly directory: string; readonly signal: AbortSignal }) => {
    const { directory } = task;
    const compileAnew = () => {
      const compiling = compileModule(join(directory, module), task);
      compiled.set(directory, compiling);
      return compiling;
    };
    const known = await (compiled.get(directory) ?? compileAnew());
    return isCurrent(known) ? known : compileAnew();
  };
  const commandOf = async (
    { directory, workingDirectory, runDirectory, signal, ...task }: CommandTask,
    backend: Pick<ModuleJob, 'backend' | 'tfjsNode'>,
  ): Promise<TrainingCommand> => {
    const { seed, seeds, params, stepTimes, isInFull = false } = task;
    const known = await compile({ directory, signal });
    const { code: transpiled } = known;
    const repeatable = isInFull ? null : known.repeatable;
    // What one run has shown holds for the next of the same code.
    if (isInFull) compiled.set(directory, Promise.resolve({ ...known, repeatable }));
    const job: ModuleJob = {
      module: join(workingDirectory, module),
      seed,
      seeds: pinSeeds(seeds, vary),
      params,
      vary,
      data,
      fold: folds === null ? null : foldOf(seed, folds),
      ...backend,
      fused: backend.backend === 'wasm' && canFuse,
      stepTimes,
      transpiled,
      repeatable,
      runDirectory,
    };
    const path = join(dirname(runDirectory), 'job.json');
    writeFileSync(path, JSON.stringify(job), { flag: 'wx' });
    return {
      argv: workerCommand(path),
      environment: { ...named, CONCLUSIVE_RUN_DIR: runDirectory },
      ...(repeatable === null ? {} : { inFullExitCode: IN_FULL_EXIT }),
    };
  };
  const { baseline } = place;
  const { params } = baseline;
  const seed = 1;
  const { backend, reason, version, tfjsNode } = await chooseBackend({
    wanted: trainer.backend,
    folder: dirname(join(configFolder, module)),
    output: place.output,
    install: place.installNative,
    timed: { module, versions, canFuse, params, code: baseline.code, vary, data, folds },
    time: place.times
      ? (backend, tfjsNode) =>
          timeBackend(
            backend,
            (task) => commandOf({ ...task, seed, seeds: everySource(seed), params }, { backend, tfjsNode }),
            place,
          )
      : null,
  });
  const fused = backend === 'wasm' && canFuse;
  // The processes of Windows have no group by which all that a run started is found.
  const mayServe = backend === 'wasm' && process.platform !== 'win32';
  return {
    kind: 'module',
    description: `module ${module}, backend ${backend}: ${reason}`,
    identity: {
      trainer: { module },
      backend: [backend, ...(version === null ? [] : [version]), ...(fused ? ['fused'] : [])].join(' '),
      versions,
    },
    unusableExitCode: UNUSABLE_MODULE_EXIT,
    server: null,
    async worker(task) {
      return mayServe && (await compile(task)).notPlain === null ? serveCommand() : null;
    },
    likelyProgram:
      mayServe && /\.[cm]?ts$/.test(module) ? { argv: serveCommand(), environment: named } : null,
    // The worker is one file with all that it loads.
    versions: async () => null,
    command: (task) => commandOf(task, { backend, tfjsNode }),
  };
}
