import type { LoadedConfig } from '../../config/file/load.ts';
import { type Fold, foldOf } from '../../plan/runs/folds.ts';
import { pinSeeds } from '../../plan/runs/source-seeds.ts';
import { namedVariables, trainingEnvironment } from '../process/environment.ts';
import { createSetup, type SetupBaseline } from '../setup/setup.ts';
import { createVersions, sharedInterpreter } from '../setup/versions.ts';
import { fillCommand, splitCommand } from './command-line.ts';
import { withIgnoredProgram } from './ignored-program.ts';
import { requireScript } from './require-script.ts';
import type { Trainer } from './trainer.ts';

/** Trains with any program: the command protocol, see docs/reference/command-protocol.md. */
export function createCommandTrainer(
  template: string,
  {
    vary,
    data,
    trainer,
    evaluate,
    folds = null,
  }: Pick<LoadedConfig, 'vary' | 'data'> & Partial<Pick<LoadedConfig, 'trainer' | 'evaluate' | 'folds'>>,
  baseline?: SetupBaseline,
): Trainer {
  const parts = splitCommand(template);
  const setup = trainer?.setup === undefined ? null : [trainer.setup].flat();
  const { outputs, printed } = trainer ?? {};
  const named = namedVariables(process.env, trainer?.environment);
  const prepare =
    setup === null || trainer === undefined
      ? null
      : createSetup(setup, {
          files: trainer['setup-files'] ?? null,
          baseline,
          named,
        });
  const versions = createVersions(parts, trainer?.versions);
  const versionsOf = new Map<string, Promise<string>>();
  // Setup may change what is installed, and `trainer.versions` may read files of the code.
  const interpreter =
    prepare === null && trainer?.versions === undefined
      ? sharedInterpreter(parts, trainingEnvironment(process.env, named))
      : null;
  return {
    kind: 'command',
    description: evaluate?.command ?? `command ${template}`,
    identity: {
      trainer: {
        command: template,
        ...(setup === null ? {} : { setup }),
        ...(outputs === undefined ? {} : { outputs }),
        ...(printed === undefined ? {} : { printed }),
        ...(evaluate === undefined ? {} : { evaluate: true }),
      },
      backend: 'command',
      versions: { platform: `${process.platform}-${process.arch}` },
    },
    unusableExitCode: null,
    worker: null,
    hasShortcuts: false,
    versions(task) {
      const place = interpreter ?? task.directory;
      const known =
        versionsOf.get(place) ??
        (async () => {
          const prepared = await prepare?.(task);
          return versions({ ...task, ...(await task.open?.()) }, { ...named, ...prepared });
        })();
      versionsOf.set(place, known);
      return known;
    },
    async command(task) {
      const { seed, seeds: all, params, runDirectory, task: name } = task;
      const fold = folds === null ? null : foldOf(seed, folds);
      const prepared = await prepare?.(task);
      const seeds = pinSeeds(all, vary);
      const subset = vary.includes('data') ? String(data) : 'all';
      const filled = fillCommand(parts, {
        seed,
        seeds,
        data: subset,
        runDirectory,
        params,
        fold,
        task: name,
      });
      const argv = withIgnoredProgram(filled, { ...task, directory: task.workingDirectory });
      requireScript(argv, task);
      return {
        argv,
        environment: {
          ...named,
          ...prepared,
          CONCLUSIVE_SEED: String(seed),
          CONCLUSIVE_SEED_INIT: String(seeds.init),
          CONCLUSIVE_SEED_ORDER: String(seeds.order),
          CONCLUSIVE_SEED_DATA: String(seeds.data),
          CONCLUSIVE_DATA: subset,
          ...(name === undefined ? {} : { CONCLUSIVE_TASK: name }),
          ...(fold === null ? {} : foldEnvironment(fold)),
          CONCLUSIVE_PARAMS: JSON.stringify(params),
          CONCLUSIVE_RUN_DIR: runDirectory,
        },
      };
    },
  };
}

function foldEnvironment({ fold, repeat, of }: Fold): Record<string, string> {
  return {
    CONCLUSIVE_FOLD: String(fold),
    CONCLUSIVE_REPEAT: String(repeat),
    CONCLUSIVE_FOLDS: String(of),
  };
}
