import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LoadedConfig } from '../../config/file/load.ts';
import { foldOf } from '../../plan/runs/folds.ts';
import { pinSeeds } from '../../plan/runs/source-seeds.ts';
import { chooseBackend } from '../backends/choose-backend.ts';
import { fusesMultiplyAdd } from '../kernels/fused-multiply-add.ts';
import { namedVariables } from '../process/environment.ts';
import { type ModuleJob, UNUSABLE_MODULE_EXIT } from '../worker/job.ts';
import type { Transpiled } from '../worker/transpile.ts';
import { compileModule } from './compile-module.ts';
import type { Trainer } from './trainer.ts';
import { workerCommand, workerPath } from './worker-command.ts';

/** Trains a TensorFlow.js model module in a worker process. */
export async function createModuleTrainer(
  { trainer, vary, data, folds }: LoadedConfig,
  module: string,
  configFolder: string,
): Promise<Trainer> {
  const { backend, reason, version, tfjsNode } = await chooseBackend(
    trainer.backend,
    dirname(join(configFolder, module)),
  );
  const fused = backend === 'wasm' && (await fusesMultiplyAdd());
  const program = createHash('sha256')
    .update(await readFile(workerPath()))
    .digest('hex');
  const compiled = new Map<string, Promise<Transpiled>>();
  return {
    kind: 'module',
    description: `module ${module}, backend ${backend}: ${reason}`,
    // V8's Math functions may change with its major version, the kernels and the loop with the worker.
    identity: {
      trainer: { module },
      backend: [backend, ...(version === null ? [] : [version]), ...(fused ? ['fused'] : [])].join(' '),
      versions: {
        worker: program,
        node: process.versions.node.split('.')[0] ?? '',
        platform: `${process.platform}-${process.arch}`,
      },
    },
    unusableExitCode: UNUSABLE_MODULE_EXIT,
    server: null,
    // The worker is one file with all that it loads.
    versions: async () => null,
    async command({ seed, seeds, params, workingDirectory, runDirectory, ...task }) {
      // By what the trees of its runs are made of.
      const { directory } = task;
      const transpiled = compiled.get(directory) ?? compileModule(join(directory, module), task);
      compiled.set(directory, transpiled);
      const job: ModuleJob = {
        module: join(workingDirectory, module),
        seed,
        seeds: pinSeeds(seeds, vary),
        params,
        vary,
        data,
        fold: folds === null ? null : foldOf(seed, folds),
        backend,
        fused,
        tfjsNode,
        transpiled: await transpiled,
        runDirectory,
      };
      const path = join(dirname(runDirectory), 'job.json');
      await writeFile(path, JSON.stringify(job));
      const named = namedVariables(process.env, trainer.environment);
      return { argv: workerCommand(path), environment: { ...named, CONCLUSIVE_RUN_DIR: runDirectory } };
    },
  };
}
