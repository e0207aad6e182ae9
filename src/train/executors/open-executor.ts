import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoadedConfig } from '../../config/file/load.ts';
import { RAY_QUEUE_MINUTES } from '../../config/schema/executor-schema.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { engineEnvironment, namedVariables } from '../process/environment.ts';
import { commandEngine } from './command-engine.ts';
import type { Engine, JobNeeds } from './engine.ts';
import type { Executor } from './executor.ts';
import { queueExecutor } from './queue.ts';
import { rayEngine } from './ray.ts';
import { findRayCluster } from './ray-api.ts';
import { servingExecutor } from './serving.ts';
import { slurmEngine } from './slurm.ts';

interface Place {
  readonly config: Pick<LoadedConfig, 'executor' | 'limits' | 'trainer'>;
  readonly scratch: string;
  warn(message: string): void;
}

/** Margin on the node, so that a run's own limit ends it and not the queue's. */
const MARGIN_MINUTES = 5;

/** The executor of the config. Engines, addresses and commands are first used by the first run. */
export function openExecutor(place: Place): Executor {
  let opening: Promise<Executor> | undefined;
  let left: readonly string[] = [];
  const opened = () => {
    opening ??= Promise.resolve(open(place, left));
    return opening;
  };
  return {
    hasServers: place.config.executor.kind === 'local',
    perform: async (task, watch) => (await opened()).perform(task, watch),
    adopt(folders) {
      left = folders;
    },
    async close() {
      if (opening === undefined) return;
      // A failure to open was already reported to the first run.
      await (await opening.catch(() => undefined))?.close();
      // Without a queue, jobs end with their folders.
      for (const folder of left) await removeFolder(folder, place.warn);
    },
  };
}

function open({ config, scratch, warn }: Place, left: readonly string[]): Executor {
  const { kind, cpus = 1, gpus = 0, 'queue-minutes': queueMinutes } = config.executor;
  const name = `conclusive-${randomBytes(4).toString('hex')}`;
  const minutes = Math.ceil(config.limits['run-minutes']) + MARGIN_MINUTES;
  const needs = { cpus, gpus, minutes };
  const engine = engineOf(config, { ...needs, name });
  if (engine === null) return servingExecutor();
  const limit = queueMinutes ?? (kind === 'ray' ? RAY_QUEUE_MINUTES : Number.POSITIVE_INFINITY);
  return queueExecutor({
    engine,
    adoption: {
      name,
      queue: digestOfQueue(config.executor),
      folders: left,
      engineNamed: (other) => engineOf(config, { ...needs, name: other }) ?? engine,
    },
    program: executeProgram(),
    scratch,
    warn,
    startLimit: {
      ms: limit * 60_000,
      message: `executor: no job has started for ${limit} min, and none runs: no node of ${engine.name} may have room for executor.cpus: ${cpus} and executor.gpus: ${gpus}; ask for less, or raise executor.queue-minutes`,
    },
  });
}

function digestOfQueue({ kind, submit, status, cancel, address }: LoadedConfig['executor']): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, submit, status, cancel, address]))
    .digest('hex');
}

function engineOf({ executor, trainer }: Place['config'], needs: JobNeeds): Engine | null {
  const { kind, options = [], submit = '', status = '', cancel = '' } = executor;
  // A pull request may bring the config, so its commands get only what runs get, and where the cluster is.
  const environment = engineEnvironment(process.env, namedVariables(process.env, trainer.environment));
  switch (kind) {
    case 'local':
      return null;
    case 'slurm':
      return slurmEngine(needs, options, environment);
    case 'ray':
      return rayEngine(needs, findRayCluster(executor.address, process.env));
    case 'command':
      return commandEngine({ submit, status, cancel }, needs, environment);
  }
}

/** This program, as a node finds it in the shared file system. */
function executeProgram(): readonly string[] {
  const besideBundle = fileURLToPath(new URL('./cli.js', import.meta.url));
  const program = existsSync(besideBundle)
    ? besideBundle
    : fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
  return [process.execPath, program, 'execute'];
}
