/**
 * Carries out each run as a job of an engine. Only `outcome.json` counts, because engines report success for jobs whose node has died.
 * A job that has left the queue without an outcome is lost.
 */
import { readdir, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { JOBS } from '../../plan/code/workspace.ts';
import { STALE_MS } from '../../records/store/lease.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { asRun } from '../../stop-signals.ts';
import { AbortedError } from '../aborted-error.ts';
import type { Engine } from './engine.ts';
import { ENGINE_TIMES, type EngineJobs, engineJobs } from './engine-jobs.ts';
import type { Executor, Performed, Task, TaskWatch } from './executor.ts';
import { BEGUN_FILE, describeLoss, OUTCOME_FILE, readEnded, writeJobFolder } from './job-files.ts';
import { bring, keyOf, noteSubmitted, openLeftJobs } from './left-jobs.ts';

export interface QueueRequest {
  readonly engine: Engine;
  /** Without it, nobody takes jobs over. */
  readonly adoption?: {
    /** The engine's name of this experiment. */
    readonly name: string;
    /** Scratch folders of processes that were killed. */
    readonly folders: readonly string[];
    /** The engine of an experiment whose jobs are taken over. */
    engineNamed(name: string): Engine;
  };
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
  readonly queue: EngineJobs;
  readonly timeoutMs: number;
  /** Files and folders that its node has listed. */
  readonly left: readonly string[];
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
  adoption,
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
  const leftJobs = openLeftJobs(adoption?.folders ?? [], adoption?.engineNamed ?? (() => engine), all, warn);
  // A failure is thrown by whoever awaits it.
  leftJobs.catch(() => {});
  const folders = join(scratch, JOBS);
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
        for (const one of [queue, ...(await leftJobs).queues])
          if (await one.update()) await Promise.all([...waiting].filter(isGone).map(renewListing));
        // A file server gets at most 1,000 listings a second.
        await sleep(Math.max(all.lookMs, waiting.size));
      }
    } catch (error) {
      for (const job of waiting) job.settle(error as Error);
    } finally {
      isLooking = false;
    }
  }

  const find = ({ queue, folder }: Waiting) => queue.find(basename(folder));
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
    const { folder, left, seen, watch } = job;
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

  function isOverdue({ begunAt, toldAt, timeoutMs }: Waiting): boolean {
    return begunAt !== null && toldAt === null && performance.now() - begunAt > timeoutMs + overdueMs;
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
    if (!(job.watch.signal.aborted || isOverdue(job)) || job.cancelledAt !== null) return;
    // The number of a left job may be unknown: it ends with its folder.
    if (find(job) === undefined && job.queue === queue) return;
    job.cancelledAt = performance.now();
    job.queue.cancel(basename(job.folder));
  }

  async function submit(job: Waiting): Promise<void> {
    const own = basename(job.folder);
    await queue.submit(job.folder, job.watch.signal, () => waiting.has(job));
    const id = find(job)?.id;
    if (id !== undefined && adoption !== undefined)
      await noteSubmitted(scratch, { name: adoption.name, job: own, id });
    if (!waiting.has(job)) queue.cancel(own);
    else if (id === undefined) throw new AbortedError('training was stopped');
  }

  type Awaited = Pick<Waiting, 'queue' | 'folder' | 'timeoutMs' | 'left'>;

  async function awaitEnd(of: Awaited, watch: TaskWatch, begin?: (job: Waiting) => void): Promise<Performed> {
    watch.onState?.('queued');
    try {
      const performed = await new Promise<Performed>((resolve, reject) => {
        const job: Waiting = {
          ...of,
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
        begin?.(job);
        if (!isLooking) void look();
      });
      // A job taken for lost that still runs ends with its folder.
      return { ...performed, forget: () => removeFolder(of.folder, warn) };
    } catch (error) {
      await removeFolder(of.folder, warn);
      throw error;
    }
  }

  async function carryOut(task: Task, watch: TaskWatch): Promise<Performed> {
    const key = keyOf(task, scratch, isolation);
    return (await adopt(task, key, watch)) ?? perform(task, key, watch);
  }

  async function adopt(task: Task, key: string, watch: TaskWatch): Promise<Performed | null> {
    const job = (await leftJobs).take(key);
    if (job === undefined) return null;
    const { folder, queue } = job;
    const { timeoutMs, shared } = job.task;
    const performed = await awaitEnd({ folder, queue, timeoutMs, left: shared?.left ?? [] }, watch);
    const brought = await bring(job, task, performed, warn);
    if (brought === null) await performed.forget?.();
    return brought;
  }

  function perform(task: Task, key: string, watch: TaskWatch): Promise<Performed> {
    made += 1;
    const folder = join(folders, String(made));
    const written = writeJobFolder(folder, task, {
      program,
      isolation,
      key,
      lease: { folder: scratch, staleMs },
    });
    const { timeoutMs, shared } = task;
    return awaitEnd({ folder, queue, timeoutMs, left: shared?.left ?? [] }, watch, (job) => {
      written.catch((error: Error) => job.settle(error));
      // In the order of the plan: both arms of a seed follow each other.
      submitting = Promise.allSettled([submitting, written])
        .then(() => submit(job))
        .catch((error: Error) => job.settle(error));
    });
  }

  return {
    perform: (task, watch) => asRun(carryOut(task, watch)),
    async close() {
      await removeFolder(folders, warn);
      await queue.close();
      await (await leftJobs).close();
    },
  };
}

/** Network file systems may show an old listing for a minute, unless this machine changes the folder. */
async function renewListing({ folder }: Waiting): Promise<void> {
  const now = new Date();
  await utimes(folder, now, now).catch(() => {});
}
