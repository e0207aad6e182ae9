/** `conclusive execute`: what a node does with the folder of a job. It does what the local executor does, and says how it ended. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { watchLease } from '../../records/store/lease.ts';
import { environmentOnNode } from '../process/environment.ts';
import { openIsolation } from '../process/isolation.ts';
import { describeMachine } from '../process/machine.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import { BEGUN_FILE, readJob, writeOutcome } from './job-files.ts';
import { localExecutor } from './local.ts';

const MAX_MESSAGE_CHARS = 1000;

/**
 * Nothing is written where nobody waits for it any more.
 *
 * @param signal by which the engine ends the job
 * @throws UserError where the folder holds no job, or one that has been taken before
 */
export async function executeJob(folder: string, signal: AbortSignal): Promise<void> {
  const { task, isolation, lease } = await readJob(folder).catch((cause: Error) => {
    throw new UserError(`${folder} has no job of an executor: ${cause.message}`, { cause });
  });
  const machine = await describeMachine();
  const begun = join(folder, BEGUN_FILE);
  // An engine may start a job again that it was told not to, over what the first time has left.
  await writeFile(begun, JSON.stringify({ node: machine.node }), { flag: 'wx' }).catch((cause) => {
    throw new UserError(`the job in ${folder} was already started, so it is not started again`, { cause });
  });
  const abandoned = new AbortController();
  const unwatch = watchLease(lease, begun, () => abandoned.abort());
  try {
    const isolate =
      isolation === null || task.writable === null ? null : await openIsolation(isolation, folder);
    if (isolation !== null && task.writable !== null && isolate === null) {
      const message = `runs cannot be isolated on ${machine.node}: its kernel allows no user namespaces, or unshare is missing; set trainer.isolation: false, or use other nodes`;
      return await writeOutcome(folder, { outcome: { kind: 'refused', message }, printed: '', machine });
    }
    const { outcome, printed } = await localExecutor(isolate).perform(
      { ...task, environment: environmentOnNode(task.environment, process.env) },
      { signal: AbortSignal.any([signal, abandoned.signal]) },
    );
    if (!abandoned.signal.aborted) await writeOutcome(folder, { outcome: toTell(outcome), printed, machine });
  } finally {
    unwatch();
  }
}

function toTell(outcome: ProcessOutcome): Parameters<typeof writeOutcome>[1]['outcome'] {
  const { wallSeconds, tail, peakMemoryBytes = null } = outcome;
  const measured = { wallSeconds, tail, peakMemoryBytes };
  if (outcome.kind === 'aborted') return { ...measured, kind: 'killed', by: 'the queue (SIGTERM)' };
  if (outcome.kind !== 'not-started') return { ...outcome, ...measured };
  const { code = '', message } = outcome.error as NodeJS.ErrnoException;
  return { ...measured, kind: 'not-started', code, message: message.slice(0, MAX_MESSAGE_CHARS) };
}
