/** Which executor trains the runs: that of the config, or this machine. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Config } from '../../config/schema/schema.ts';
import { splitCommand } from '../trainers/command-line.ts';
import { EngineError } from './engine.ts';
import { findRayCluster, openRayApi } from './ray-api.ts';

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
  const missing = asked === undefined && executor.when === 'available' ? await findMissing(executor) : null;
  if (asked === undefined && missing === null) return executor;
  if (missing !== null) warn(`executor: ${missing}, so runs train on this machine (when: available)`);
  return { kind: 'local', ...(executor.ahead === undefined ? {} : { ahead: executor.ahead }) };
}

/** @returns why the queue cannot be used here; null if it can */
async function findMissing({ kind, address, submit = '' }: Config['executor']): Promise<string | null> {
  if (kind === 'ray') {
    const cluster = findRayCluster(address, process.env);
    const isThere = await openRayApi(cluster, RAY_ANSWERS_MS)('GET', 'api/version').then(
      () => true,
      (error: unknown) => {
        if (error instanceof EngineError) return false;
        throw error;
      },
    );
    return isThere ? null : `Ray does not answer at ${cluster.address}`;
  }
  const [program = ''] = kind === 'slurm' ? ['sbatch'] : splitCommand(submit, 'executor.submit');
  return isThere(program) ? null : `there is no ${program} here`;
}

function isThere(program: string): boolean {
  const folders = /[/\\]/.test(program) ? [''] : (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['', '.exe', '.cmd'] : [''];
  return folders.some((folder) =>
    endings.some((ending) => {
      try {
        accessSync(join(folder, `${program}${ending}`), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}
