/**
 * `conclusive execute`: what a node does with the folder of a job. It does what the local executor does, and says how it ended. Queues take seconds
 * to start a job; so one that has time left goes on with runs that wait.
 */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { watchLease } from '../../records/store/lease.ts';
import { environmentOnNode } from '../process/environment.ts';
import { type Isolate, openIsolation } from '../process/isolation.ts';
import { describeMachine } from '../process/machine.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import { BEGUN_FILE, type Job, readJob, takeAnother, takeJob, takenBy, writeOutcome } from './job-files.ts';
import { localExecutor } from './local.ts';
import { measureTree } from './manifest.ts';

const MAX_MESSAGE_CHARS = 1000;

const TIMES = {
  /** In which a network file system shows what was written before the job was submitted. */
  viewMs: 30_000,
  /** In which whoever reads the outcome of a run may have written down another one. */
  idleMs: 2_000,
  lookMs: 200,
};

/** After which another run is first looked for again; then ever more seldom: every node that has nothing to do asks the file system about all runs. */
const SOON_MS = 25;

interface Taken {
  readonly folder: string;
  readonly job: Job;
}
type Outcome = Parameters<typeof writeOutcome>[2]['outcome'];

/**
 * Nothing is written where nobody waits for it any more.
 *
 * @param signal by which the engine ends the job
 * @throws UserError where the folder holds no job, or the node does not see what belongs to it
 */
export async function executeJob(
  own: string,
  signal: AbortSignal,
  times: Partial<typeof TIMES> = {},
): Promise<void> {
  const { viewMs, idleMs, lookMs } = { ...TIMES, ...times };
  const start = performance.now();
  const first = await seeJob();
  const machine = await describeMachine();
  let isolate: Isolate | null | undefined;
  let taken = await takeFirst();
  while (taken !== null) taken = await carryOut(taken);

  async function seeJob(): Promise<Job> {
    for (;;) {
      try {
        return await readJob(own);
      } catch (cause) {
        const isLate = performance.now() - start > viewMs;
        // The folder of all jobs goes with the experiment.
        if (!isLate && !signal.aborted && existsSync(dirname(own))) await sleep(lookMs);
        else throw new UserError(`${own} has no job of an executor: ${(cause as Error).message}`, { cause });
      }
    }
  }

  async function takeFirst(): Promise<Taken | null> {
    if (await takeJob(own, own, machine.node)) return { folder: own, job: first };
    // An engine may start a job again that it was told not to: then nothing may come of what the first time has begun, and the end of the job tells so.
    return (await takenBy(own)) === basename(own) ? null : another();
  }

  /** @returns what to go on with, if somebody still waits for what this job does */
  async function carryOut({ folder, job }: Taken): Promise<Taken | null> {
    const abandoned = new AbortController();
    const unwatch = watchLease(job.lease, join(folder, BEGUN_FILE), () => abandoned.abort());
    const stop = AbortSignal.any([signal, abandoned.signal]);
    try {
      await seeTree(job, stop);
      const { outcome, printed } = await perform(job, stop);
      // Where machines see different things, two may have taken one run.
      if (abandoned.signal.aborted || (await takenBy(folder)) !== basename(own)) return null;
      const told: Outcome =
        outcome.kind === 'aborted' && folder !== own ? { kind: 'returned' } : toTell(outcome);
      const left = job.task.shared?.left ?? [];
      // Before another run is taken: that one would end with this job if this failed, and would wait for it here while another node may be free.
      await writeOutcome(folder, left, { outcome: told, printed, machine });
      return another();
    } finally {
      unwatch();
    }
  }

  async function seeTree({ task, size }: Job, stop: AbortSignal): Promise<void> {
    if (task.shared === undefined || size === null) return;
    for (const since = performance.now(); ; await sleep(lookMs)) {
      const { files, bytes } = await measureTree(task.shared.tree);
      if ((files >= size.files && bytes >= size.bytes) || stop.aborted) return;
      if (performance.now() - since > viewMs)
        throw new UserError(
          `${machine.node} sees ${files} files (${bytes} bytes) in ${task.shared.tree}, of ${size.files} (${size.bytes} bytes); check that it shares this folder`,
        );
    }
  }

  async function perform({ task, isolation }: Job, stop: AbortSignal) {
    const isApart = isolation !== null && task.writable !== null;
    // The folder of this job may be gone once its own run has been read.
    if (isApart) isolate ??= await openIsolation(isolation, first.lease.folder);
    if (isApart && isolate == null) {
      const message = `runs cannot be isolated on ${machine.node}: its kernel allows no user namespaces, or unshare is missing; set trainer.isolation: false, or use other nodes`;
      return { outcome: { kind: 'refused', message } as const, printed: '' };
    }
    return localExecutor(isApart ? (isolate ?? null) : null).perform(
      { ...task, environment: environmentOnNode(task.environment, process.env) },
      { signal: stop },
    );
  }

  async function another(): Promise<Taken | null> {
    const since = performance.now();
    for (let waitMs = SOON_MS; ; waitMs *= 2) {
      const now = performance.now();
      if (signal.aborted || now - start > first.anotherMs || now - since > idleMs) return null;
      // Nothing is left to look at once the experiment is over.
      const found = await takeAnother(own, machine.node).catch(() => 'over' as const);
      if (found !== null) return found === 'over' ? null : found;
      await sleep(Math.min(waitMs, lookMs));
    }
  }
}

function toTell(outcome: ProcessOutcome | Extract<Outcome, { kind: 'refused' }>): Outcome {
  if (outcome.kind === 'refused') return outcome;
  const { wallSeconds, tail, peakMemoryBytes = null } = outcome;
  const measured = { wallSeconds, tail, peakMemoryBytes };
  if (outcome.kind === 'aborted') return { ...measured, kind: 'killed', by: 'the queue (SIGTERM)' };
  if (outcome.kind !== 'not-started') return { ...outcome, ...measured };
  const { code = '', message } = outcome.error as NodeJS.ErrnoException;
  return { ...measured, kind: 'not-started', code, message: message.slice(0, MAX_MESSAGE_CHARS) };
}
