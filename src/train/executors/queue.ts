/**
 * Carries out each run as a job of an engine. Only `outcome.json` counts, because engines report success for jobs whose node has died.
 * A job that has left the queue without an outcome is lost.
 */
import { readdir, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { STALE_MS } from '../../records/store/lease.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { asRun } from '../../stop-signals.ts';
import { AbortedError } from '../aborted-error.ts';
import type { Engine } from './engine.ts';
import { ENGINE_TIMES, engineJobs } from './engine-jobs.ts';
import type { Executor, Performed, Task, TaskWatch } from './executor.ts';
import { BEGUN_FILE, describeLoss, OUTCOME_FILE, readEnded, writeJobFolder } from './job-files.ts';

export interface QueueRequest {
  readonly engine: Engine;
  /** Command that carries out a job, without its last argument, the folder. */
  readonly program: readonly string[];
  /** A held folder (`records/store/lease.ts`): jobs end when this process releases it. */
  readonly scratch: string;
  /** The output folder if runs are isolated; else null. */
  readonly isolation: string | null;
  warn(message: string): void;
  /** Time in which a job must start while none runs, and the error if none does. */
  readonly startLimit?: { readonly ms: number; readonly message: string };
  readonly times?: Partial<typeof TIMES>;
}

const TIMES = {
  ...ENGINE_TIMES,
  lookMs: 100,
  /** Cancelled jobs have this time to leave the queue. */
  cancelMs: 15_000,
  /** A node ends its run in time; a job that goes on for this long after that is lost with its node. */
  overdueMs: 120_000,
  /** Network file systems show an outcome late, so a job that left the queue is lost only after this time. */
  graceMs: 30_000,
  staleMs: STALE_MS,
};

interface Waiting {
  readonly task: Task;
  /** Its base name is the job's name. */
  readonly folder: string;
  readonly watch: TaskWatch;
  /** When its node was first seen to have taken it. */
  begunAt: number | null;
  /** When its outcome was first seen. Files that it names may follow later. */
  toldAt: number | null;
  /** Files that the run has left and that were seen to be whole. */
  readonly seen: Set<string>;
  /** Whole files take long to read; other jobs are looked at meanwhile. */
  isBeingRead: boolean;
  cancelledAt: number | null;
  settle(result: Performed | Error): void;
}

export function queueExecutor({
  engine,
  program,
  scratch,
  isolation,
  warn,
  startLimit,
  times,
}: QueueRequest): Executor {
  const all = { ...TIMES, ...times };
  const { graceMs, cancelMs, overdueMs, staleMs } = all;
  const queue = engineJobs(engine, all);
  const waiting = new Set<Waiting>();
  const folders = join(scratch, 'jobs');
  let made = 0;
  let submitting: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  let ranAt = 0;

  async function look(): Promise<void> {
    isLooking = true;
    ranAt = performance.now();
    try {
      while (waiting.size > 0) {
        const now = performance.now();
        await Promise.all([...waiting].map(lookAt));
        giveUpWaiting(now);
        for (const job of waiting) cancelIfUnwanted(job);
        if (await queue.update()) await Promise.all([...waiting].filter(isGone).map(renewListing));
        // A file server gets at most 1,000 listings a second.
        await sleep(Math.max(all.lookMs, waiting.size));
      }
    } catch (error) {
      for (const job of waiting) job.settle(error as Error);
    } finally {
      isLooking = false;
    }
  }

  const find = ({ folder }: Waiting) => queue.find(basename(folder));
  const goneAt = (job: Waiting) => find(job)?.goneAt ?? null;
  const isGone = (job: Waiting) => goneAt(job) !== null;

  async function lookAt(job: Waiting): Promise<void> {
    // Network file systems cache the absence of a single file, but not a listing.
    const names = await readdir(job.folder).catch((): string[] => []);
    const now = performance.now();
    if (names.includes(BEGUN_FILE) && job.begunAt === null) {
      job.begunAt = now;
      job.watch.onState?.('running');
    }
    if (job.cancelledAt !== null) {
      if (isGone(job) || now - job.cancelledAt > cancelMs)
        job.settle(job.watch.signal.aborted ? new AbortedError('training was stopped') : await lose(job));
      return;
    }
    if (names.includes(OUTCOME_FILE)) job.toldAt ??= now;
    if (job.isBeingRead) return;
    job.isBeingRead = true;
    void readEnd(job)
      .catch((error: Error) => job.settle(error))
      .finally(() => {
        job.isBeingRead = false;
      });
  }

  async function readEnd(job: Waiting): Promise<void> {
    const now = performance.now();
    const { folder, task, seen, watch } = job;
    const left = task.shared?.left ?? [];
    const result = job.toldAt === null ? { late: '' } : await readEnded(folder, left, seen, watch.signal);
    // Reading was stopped as well, so its result means nothing.
    if (watch.signal.aborted) return;
    if (!('late' in result)) job.settle(result);
    else if (now - (job.toldAt ?? goneAt(job) ?? now) > graceMs) job.settle(await lose(job, result));
  }

  function lose(
    job: Waiting,
    why = { late: `its node has not ended it ${overdueMs / 60_000} min after limits.run-minutes` },
  ): Promise<Performed> {
    const { folder, begunAt } = job;
    return describeLoss(folder, find(job)?.id ?? basename(folder), begunAt !== null, why);
  }

  function isOverdue({ begunAt, toldAt, task }: Waiting): boolean {
    return begunAt !== null && toldAt === null && performance.now() - begunAt > task.timeoutMs + overdueMs;
  }

  /** While a job runs, others wait for their turn; while none does, there may never be one. */
  function giveUpWaiting(now: number): void {
    const isQueued = (job: Waiting) => (find(job)?.at ?? now) < now;
    const isLive = ({ begunAt, cancelledAt }: Waiting) => begunAt !== null || cancelledAt !== null;
    if (![...waiting].some(isQueued) || [...waiting].some(isLive)) ranAt = now;
    if (startLimit === undefined || now - ranAt <= startLimit.ms) return;
    for (const job of waiting) job.settle(new UserError(startLimit.message));
  }

  function cancelIfUnwanted(job: Waiting): void {
    if (!(job.watch.signal.aborted || isOverdue(job)) || job.cancelledAt !== null || find(job) === undefined)
      return;
    job.cancelledAt = performance.now();
    queue.cancel(basename(job.folder));
  }

  async function submit(job: Waiting): Promise<void> {
    await queue.submit(job.folder, job.watch.signal, () => waiting.has(job));
    if (!waiting.has(job)) queue.cancel(basename(job.folder));
    else if (find(job) === undefined) throw new AbortedError('training was stopped');
  }

  async function carryOut(task: Task, watch: TaskWatch): Promise<Performed> {
    made += 1;
    const folder = join(folders, String(made));
    watch.onState?.('queued');
    const written = writeJobFolder(folder, task, {
      program,
      isolation,
      lease: { folder: scratch, staleMs },
    });
    try {
      return await new Promise<Performed>((resolve, reject) => {
        const job: Waiting = {
          task,
          folder,
          watch,
          begunAt: null,
          toldAt: null,
          seen: new Set(),
          isBeingRead: false,
          cancelledAt: null,
          settle(result) {
            if (!waiting.delete(job)) return;
            if (result instanceof Error) reject(result);
            else resolve(result);
          },
        };
        waiting.add(job);
        written.catch((error: Error) => job.settle(error));
        // In the order of the plan: both arms of a seed follow each other.
        submitting = Promise.allSettled([submitting, written])
          .then(() => submit(job))
          .catch((error: Error) => job.settle(error));
        if (!isLooking) void look();
      });
    } finally {
      // A job taken for lost that still runs ends with its folder.
      await removeFolder(folder, warn);
    }
  }

  return {
    perform: (task, watch) => asRun(carryOut(task, watch)),
    async close() {
      await removeFolder(folders, warn);
      await queue.close();
    },
  };
}

/** Network file systems may show an old listing for a minute, unless this machine changes the folder. */
async function renewListing({ folder }: Waiting): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => {});
}
