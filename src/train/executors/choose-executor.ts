/** Which executor trains the runs: that of the config, or this machine. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Config } from '../../config/schema/schema.ts';
import { splitCommand } from '../trainers/command-line.ts';
import { EngineError } from './engine.ts';
import { findRayCluster, openRayApi, RayRefusalError } from './ray-api.ts';

const RAY_ANSWERS_MS = 5_000;

/**
 * @param asked the user's choice; undefined: that of the config
 * @param warn is told why runs train on this machine
 */
export async function chooseExecutor(
  executor: Config['executor'],
  asked: 'local' | undefined,
  warn: (message: string) => void,
): Promise<Config['executor']> {
  if (executor.kind === 'local') return executor;
  if (asked === undefined) {
    const missing = executor.when === 'available' ? await findMissing(executor) : null;
    if (missing === null) return executor;
    warn(`executor: ${missing}, so runs train on this machine (when: available)`);
  }
  return { kind: 'local', ...(executor.ahead === undefined ? {} : { ahead: executor.ahead }) };
}

/** @returns why the queue cannot be used here; null if it can */
async function findMissing({ kind, address, submit = '' }: Config['executor']): Promise<string | null> {
  if (kind === 'ray') {
    const cluster = findRayCluster(address, process.env);
    try {
      const answer = await openRayApi(cluster, RAY_ANSWERS_MS)('GET', 'api/version');
      return isRay(answer) ? null : `${cluster.address} is not a Ray dashboard`;
    } catch (error) {
      // The first submission fails, and its message says how to get access.
      if (error instanceof RayRefusalError) return null;
      if (error instanceof EngineError) return error.message;
      throw error;
    }
  }
  const [program = ''] = kind === 'slurm' ? ['sbatch'] : splitCommand(submit, 'executor.submit');
  return isThere(program) ? null : `there is no ${program} here`;
}

function isRay(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ray_version' in answer;
}

function isThere(program: string): boolean {
  const folders = /[/\\]/.test(program) ? [''] : (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['', '.exe', '.com'] : [''];
  return folders.some((folder) =>
    endings.some((ending) => {
      try {
        const path = join(folder, `${program}${ending}`);
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    }),
  );
}
