/** `conclusive execute`: a node carries out the job in a folder and writes its outcome. */
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { isLed, watchLease } from '../../records/store/lease.ts';
import { environmentOnNode } from '../process/environment.ts';
import { describeHardware } from '../process/hardware.ts';
import { openIsolation } from '../process/isolation.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import { BEGUN_FILE, type Job, readJob, takeJob, writeOutcome } from './job-files.ts';
import { localExecutor } from './local.ts';
import { measureTree } from './manifest.ts';

/** Its time is compared with that of the lease. */
const STARTED_FILE = 'started';
const MAX_MESSAGE_CHARS = 1000;

const TIMES = {
  /** A network file system shows the job within this time. */
  viewMs: 30_000,
  lookMs: 200,
};

type Outcome = Parameters<typeof writeOutcome>[2]['outcome'];

/**
 * Writes no outcome for a job that was abandoned.
 *
 * @param signal by which the engine ends the job
 * @throws UserError if the folder has no job, or the node does not see its files
 */
export async function executeJob(
  folder: string,
  signal: AbortSignal,
  times: Partial<typeof TIMES> = {},
): Promise<void> {
  const { viewMs, lookMs } = { ...TIMES, ...times };
  const start = performance.now();
  const job = await seeJob();
  const machine = await describeHardware();
  const mark = join(folder, STARTED_FILE);
  await writeFile(mark, '');
  // A run that has begun is carried to its end, because another coordinator may want it.
  if (!(await isLed(job.lease, mark)) || !(await takeJob(folder, machine.node))) return;
  const abandoned = new AbortController();
  const unwatch = watchLease(job.lease, join(folder, BEGUN_FILE), () => abandoned.abort());
  const stop = AbortSignal.any([signal, abandoned.signal]);
  try {
    await seeFiles();
    const { outcome, printed } = await perform();
    if (abandoned.signal.aborted) return;
    await writeOutcome(folder, job.task.shared?.left ?? [], { outcome: toTell(outcome), printed, machine });
  } finally {
    unwatch();
  }

  async function seeJob(): Promise<Job> {
    for (;;) {
      try {
        return await readJob(folder);
      } catch (cause) {
        const isLate = performance.now() - start > viewMs;
        // The folder of all jobs is removed with the experiment.
        if (!isLate && !signal.aborted && existsSync(dirname(folder))) await sleep(lookMs);
        else
          throw new UserError(`${folder} has no job of an executor: ${(cause as Error).message}`, { cause });
      }
    }
  }

  async function seeFiles(): Promise<void> {
    for (const since = performance.now(); ; await sleep(lookMs)) {
      const missing = (await unseen(job.needed)) ?? (await incomplete(job));
      if (missing === null || stop.aborted) return;
      if (performance.now() - since > viewMs)
        throw new UserError(`${machine.node} sees ${missing}; check that it shares this folder`);
    }
  }

  async function perform() {
    const { task, isolation } = job;
    const isApart = isolation !== null && task.writable !== null;
    const isolate = isApart ? await openIsolation(isolation, job.lease.folder) : null;
    if (isApart && isolate === null) {
      const message = `runs cannot be isolated on ${machine.node}: its kernel allows no user namespaces, or unshare is missing; set trainer.isolation: false, or use other nodes`;
      return { outcome: { kind: 'refused', message } as const, printed: '' };
    }
    return localExecutor(isolate).perform(
      { ...task, environment: environmentOnNode(task.environment, process.env) },
      { signal: stop },
    );
  }
}

/** Network file systems cache the absence of a single file, but not a listing. */
async function unseen(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const names = await readdir(dirname(path)).catch((): string[] => []);
    if (!names.includes(basename(path)) && !existsSync(path)) return `no ${path}`;
  }
  return null;
}

async function incomplete({ task, size }: Job): Promise<string | null> {
  if (task.shared === undefined || size === null) return null;
  const { tree } = task.shared;
  const { files, bytes } = await measureTree(tree);
  if (files >= size.files && bytes >= size.bytes) return null;
  return `${files} files (${bytes} bytes) in ${tree}, of ${size.files} (${size.bytes} bytes)`;
}

function toTell(outcome: ProcessOutcome | Extract<Outcome, { kind: 'refused' }>): Outcome {
  if (outcome.kind === 'refused') return outcome;
  const { wallSeconds, tail, peakMemoryBytes = null, cpuSeconds = null } = outcome;
  const measured = { wallSeconds, tail, peakMemoryBytes, cpuSeconds };
  if (outcome.kind === 'aborted') return { ...measured, kind: 'killed', by: 'the queue (SIGTERM)' };
  if (outcome.kind !== 'not-started') return { ...outcome, ...measured };
  const { code = '', message } = outcome.error as NodeJS.ErrnoException;
  return { ...measured, kind: 'not-started', code, message: message.slice(0, MAX_MESSAGE_CHARS) };
}
