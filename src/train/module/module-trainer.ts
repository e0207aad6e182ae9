import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fusesMultiplyAdd } from '../../../packages/tfjs-trainer/src/kernels/fused-multiply-add.ts';
import {
  IN_FULL_EXIT,
  type ModuleJob,
  UNUSABLE_MODULE_EXIT,
} from '../../../packages/tfjs-trainer/src/worker/job.ts';
import type { Transpiled } from '../../../packages/tfjs-trainer/src/worker/transpile.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import { everySource, pinSeeds } from '../../plan/runs/source-seeds.ts';
import { namedVariables } from '../process/environment.ts';
import type { Trainer, TrainingCommand, TrainingTask } from '../trainers/trainer.ts';
import { chooseBackend } from './choose-backend.ts';
import { compileModule } from './compile-module.ts';
import { type TimingPlace, timeBackend } from './time-backend.ts';
import { serveCommand, workerCommand, workerPath } from './worker-command.ts';

type CommandTask = Pick<
  TrainingTask,
  | 'directory'
  | 'workingDirectory'
  | 'runDirectory'
  | 'signal'
  | 'seed'
  | 'seeds'
  | 'task'
  | 'params'
  | 'shortcuts'
> &
  Pick<ModuleJob, 'stepTimes'>;

/** Trains a TensorFlow.js model module in a worker process. */
export async function createModuleTrainer(
  { trainer, vary, data, folds, checks }: LoadedConfig,
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
  // Nothing would verify them.
  const allowsShortcuts = trainer.shortcuts !== false && checks.reproducible !== false;
  const compiled = new Map<string, Promise<Transpiled>>();
  const compile = ({ directory, signal }: Pick<CommandTask, 'directory' | 'signal'>) => {
    const compiling =
      compiled.get(directory) ?? compileModule(join(directory, module), { directory, signal });
    compiled.set(directory, compiling);
    return compiling;
  };
  const commandOf = async (
    { directory, workingDirectory, runDirectory, signal, ...task }: CommandTask,
    backend: Pick<ModuleJob, 'backend' | 'tfjsNode'>,
  ): Promise<TrainingCommand> => {
    const { seed, seeds, params, task: name, stepTimes, shortcuts = false } = task;
    const job: ModuleJob = {
      module: join(workingDirectory, module),
      seed,
      seeds: pinSeeds(seeds, vary),
      params,
      vary,
      data,
      fold: folds === null ? null : foldOf(seed, folds),
      ...(name === undefined ? {} : { task: name }),
      ...backend,
      fused: backend.backend === 'wasm' && canFuse,
      stepTimes,
      transpiled: await compile({ directory, signal }),
      shortcuts,
      runDirectory,
    };
    const path = join(dirname(runDirectory), 'job.json');
    writeFileSync(path, JSON.stringify(job), { flag: 'wx' });
    return {
      argv: workerCommand(path),
      environment: { ...named, CONCLUSIVE_RUN_DIR: runDirectory },
      ...(shortcuts ? { inFullExitCode: IN_FULL_EXIT } : {}),
    };
  };
  const { baseline } = place;
  const { params, task } = baseline;
  const seed = 1;
  const { backend, reason, version, tfjsNode } = await chooseBackend({
    wanted: trainer.backend,
    folder: dirname(join(configFolder, module)),
    output: place.output,
    install: place.installNative,
    timed: { module, versions, canFuse, params, task, code: baseline.code, vary, data, folds },
    time: place.times
      ? (backend, tfjsNode) =>
          timeBackend(
            backend,
            (place) =>
              commandOf(
                { ...place, task, seed, seeds: everySource(seed), params, shortcuts: allowsShortcuts },
                { backend, tfjsNode },
              ),
            place,
          )
      : null,
  });
  const fused = backend === 'wasm' && canFuse;
  const hasShortcuts = allowsShortcuts && backend === 'wasm';
  // The processes of Windows have no group by which all that a run started is found.
  const worker = hasShortcuts && process.platform !== 'win32' ? serveCommand() : null;
  return {
    kind: 'module',
    description: `module ${module}, backend ${backend}: ${reason}`,
    identity: {
      trainer: { module },
      backend: [backend, ...(version === null ? [] : [version]), ...(fused ? ['fused'] : [])].join(' '),
      versions,
    },
    unusableExitCode: UNUSABLE_MODULE_EXIT,
    worker,
    hasShortcuts,
    // The worker is one file with all that it loads.
    versions: async () => null,
    command: (task) => commandOf(task, { backend, tfjsNode }),
  };
}
