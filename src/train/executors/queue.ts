/**
 * Carries out each run as a job of an engine, or in the job of another run. Only `outcome.json` counts, because engines report success
 * for jobs whose node has died. A run is lost if its job has left the queue and there is no outcome.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
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
import {
  BEGUN_FILE,
  describeLoss,
  endJob,
  type Job,
  OUTCOME_FILE,
  readCarrier,
  readEnded,
  renewListing,
  takeJob,
  writeJobFolder,
} from './job-files.ts';
import { type Adoption, bring, keyOf, noteSubmitted, openLeftJobs } from './left-jobs.ts';

export interface QueueRequest {
  readonly engine: Engine;
  /** Without it, nobody takes jobs over. */
  readonly adoption?: Adoption;
  /** Command that carries out a job, without its last argument, the folder. */
  readonly program: readonly string[];
  /** A held folder (`records/store/lease.ts`): jobs end when this process releases it. */
  readonly scratch: string;
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
  /** A job that has ended a run looks for another for `lingerMs`, and takes it within `takeMs`. */
  lingerMs: 2_000,
  takeMs: 600,
};

interface Waiting {
  readonly queue: EngineJobs;
  readonly task: Job['task'] | Task;
  readonly folder: string;
  /** The base name of its folder names its own job, too. Jobs take waiting runs in the order of these names. */
  readonly name: string;
  readonly watch: TaskWatch;
  readonly written: Promise<void>;
  /** Name of the job that carries it; undefined: not known yet; null: none will. */
  carrier: string | null | undefined;
  /** When a node was first seen to have taken it. */
  begunAt: number | null;
  /** When its outcome was first seen. Files that it names may follow later. */
  toldAt: number | null;
  /** Files that the run has left and that were seen to be whole. */
  readonly seen: Set<string>;
  /** Whole files take long to read; other jobs are looked at meanwhile. */
  isBeingRead: boolean;
  cancelledAt: number | null;
  /** Whether no node works on it. */
  isOver: boolean;
  settle(result: Performed | Error): void;
}

export function queueExecutor({
  engine,
  adoption,
  program,
  scratch,
  warn,
  startLimit,
  times,
}: QueueRequest): Executor {
  const all = { ...TIMES, ...times };
  const { graceMs, cancelMs, overdueMs, staleMs } = all;
  const queue = engineJobs(engine, all);
  const waiting = new Set<Waiting>();
  /** Runs that other jobs have carried. Their own jobs may still start, find the run begun, and end. */
  const late = new Set<Waiting>();
  const leftJobs = openLeftJobs(adoption, all, warn);
  // A failure is thrown by whoever awaits it.
  leftJobs.catch(() => {});
  const folders = join(scratch, JOBS);
  let made = 0;
  let submitting: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  let ranAt = 0;
  /** When a job was last known to be free for another run. */
  let freeAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    isLooking = true;
    ranAt = performance.now();
    try {
      while (waiting.size > 0 || late.size > 0) {
        const now = performance.now();
        await Promise.all([...waiting].map(lookAt));
        giveUpWaiting(now);
        await Promise.all([...waiting].map(cancelIfUnwanted));
        for (const one of [queue, ...(await leftJobs).queues])
          if (await one.update())
            await Promise.all([...waiting].filter(isGone).map(({ folder }) => renewListing(folder)));
        await Promise.all([...late].map(removeIfGone));
        // A file server gets at most 1,000 listings a second.
        await sleep(Math.max(all.lookMs, waiting.size));
      }
    } catch (error) {
      for (const job of waiting) job.settle(error as Error);
    } finally {
      isLooking = false;
    }
  }

  /** The job that carries the run: its own, until another one is known. */
  const find = ({ queue, name, carrier }: Waiting) => queue.find(carrier ?? name);
  const isCarriedByAnother = ({ name, carrier }: Waiting) => carrier !== undefined && carrier !== name;
  const goneAt = (job: Waiting) => find(job)?.goneAt ?? null;
  const isGone = (job: Waiting) => goneAt(job) !== null;

  async function lookAt(job: Waiting): Promise<void> {
    // Network file systems cache the absence of a single file, but not a listing.
    const names = await readdir(job.folder).catch((): string[] => []);
    const now = performance.now();
    if (names.includes(BEGUN_FILE)) await noteBegin(job, now);
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

  async function noteBegin(job: Waiting, now: number): Promise<void> {
    if (job.begunAt === null) {
      job.begunAt = now;
      job.watch.onState?.('running');
    }
    if (job.carrier !== undefined) return;
    job.carrier = await readCarrier(job.folder);
    if (isCarriedByAnother(job)) job.queue.cancel(job.name);
  }

  async function readEnd(job: Waiting): Promise<void> {
    const now = performance.now();
    const { folder, task, seen, watch } = job;
    const left = task.shared?.left ?? [];
    const result = job.toldAt === null ? { late: '' } : await readEnded(folder, left, seen, watch.signal);
    // Reading was stopped as well, so its result means nothing.
    if (watch.signal.aborted) return;
    if (!('late' in result)) {
      const isFree = engine.limitMs !== null && job.queue === queue;
      if (isFree && !(result instanceof Error) && hasSucceeded(result)) freeAt = now;
      job.isOver = true;
      job.settle(result);
    } else if (now - (job.toldAt ?? goneAt(job) ?? now) > graceMs) job.settle(await lose(job, result));
  }

  function lose(
    job: Waiting,
    why = { late: `its node has not ended it ${overdueMs / 60_000} min after limits.run-minutes` },
  ): Promise<Performed> {
    const { folder, name, carrier, begunAt } = job;
    return describeLoss(join(dirname(folder), carrier ?? name), find(job)?.id ?? name, begunAt !== null, why);
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

  async function cancelIfUnwanted(job: Waiting): Promise<void> {
    const { folder, begunAt, watch } = job;
    if (!(watch.signal.aborted || isOverdue(job)) || job.cancelledAt !== null) return;
    if (begunAt === null) return takeBack(job);
    const now = performance.now();
    const isUnknown = job.carrier === undefined && now - begunAt < graceMs;
    const carrier = find(job);
    // A job whose number the queue never told ends with its folder.
    if (isUnknown || (carrier === undefined && job.queue.isSubmitting(job.carrier ?? job.name))) return;
    // Once the run has ended, its job may carry another.
    if (await endJob(folder)) {
      job.cancelledAt = now;
      if (carrier !== undefined) job.queue.cancel(carrier.name);
      return;
    }
    job.isOver = watch.signal.aborted;
    job.settle(watch.signal.aborted ? new AbortedError('training was stopped') : await lose(job));
  }

  async function takeBack(job: Waiting): Promise<void> {
    await job.written.catch(() => {});
    if (!(await takeJob(job.folder, hostname(), null)) && existsSync(job.folder)) return;
    job.carrier = null;
    job.isOver = true;
    job.queue.cancel(job.name);
    job.settle(new AbortedError('training was stopped'));
  }

  /** A run that a free job takes needs no submission. */
  async function awaitFreeJob(job: Waiting): Promise<void> {
    const since = performance.now();
    if (since - freeAt > all.lingerMs) return;
    while (waiting.has(job) && job.begunAt === null && performance.now() - since < all.takeMs)
      await sleep(all.lookMs);
  }

  async function submit(job: Waiting): Promise<void> {
    const { folder, name, watch } = job;
    const note = (id: string | null) => {
      if (adoption !== undefined && existsSync(folder))
        noteSubmitted(scratch, { name: adoption.name, queue: adoption.queue, job: name, id });
    };
    note(null);
    await queue.submit(folder, watch.signal, async () => waiting.has(job) && !(await hasBegun(folder)));
    const id = queue.find(name)?.id;
    if (id !== undefined) note(id);
    if (isCarriedByAnother(job) || !(waiting.has(job) || job.isOver)) queue.cancel(name);
  }

  async function removeIfGone(job: Waiting): Promise<void> {
    if (job.queue.mayStart(job.name)) return;
    late.delete(job);
    await removeFolder(job.folder, warn);
  }

  /** @param begin called when the job is awaited */
  async function awaitEnd(
    of: Pick<Waiting, 'queue' | 'folder' | 'task' | 'written'>,
    watch: TaskWatch,
    begin: (job: Waiting) => void = () => {},
  ): Promise<Performed> {
    watch.onState?.('queued');
    let job: Waiting | undefined;
    const forget = async () => {
      // A job taken for lost that still runs ends with its folder.
      if (job?.isOver && isCarriedByAnother(job) && job.queue.mayStart(job.name)) {
        late.add(job);
        if (!isLooking) void look();
      } else await removeFolder(of.folder, warn);
    };
    try {
      const performed = await new Promise<Performed>((resolve, reject) => {
        const own: Waiting = {
          ...of,
          name: basename(of.folder),
          watch,
          carrier: undefined,
          begunAt: null,
          toldAt: null,
          seen: new Set(),
          isBeingRead: false,
          cancelledAt: null,
          isOver: false,
          settle(result) {
            if (!waiting.delete(own)) return;
            if (result instanceof Error) reject(result);
            else resolve(result);
          },
        };
        job = own;
        waiting.add(own);
        begin(own);
        if (!isLooking) void look();
      });
      return { ...performed, forget };
    } catch (error) {
      await forget();
      throw error;
    }
  }

  async function carryOut(task: Task, watch: TaskWatch): Promise<Performed> {
    const key = keyOf(task, scratch);
    return (await adopt(task, key, watch)) ?? perform(task, key, watch);
  }

  async function adopt(task: Task, key: string, watch: TaskWatch): Promise<Performed | null> {
    const left = (await leftJobs).take(key);
    if (left === undefined) return null;
    const performed = await awaitEnd({ ...left, written: Promise.resolve() }, watch);
    const brought = await bring(left, task, performed, warn);
    if (brought === null) await performed.forget?.();
    return brought;
  }

  function perform(task: Task, key: string, watch: TaskWatch): Promise<Performed> {
    made += 1;
    const folder = join(folders, String(made));
    const written = writeJobFolder(folder, task, {
      program,
      key,
      lease: { folder: scratch, staleMs },
      limitMs: engine.limitMs,
    });
    return awaitEnd({ queue, folder, task, written }, watch, (job) => {
      written.catch((error: Error) => job.settle(error));
      // In the order of the plan: both arms of a seed follow each other.
      submitting = Promise.allSettled([submitting, written.then(() => awaitFreeJob(job))])
        .then(() => submit(job))
        .catch((error: Error) => job.settle(error));
    });
  }

  return {
    perform: (task, watch) => asRun(carryOut(task, watch)),
    async close() {
      late.clear();
      await removeFolder(folders, warn);
      await queue.close();
      await (await leftJobs).close();
    },
  };
}

function hasSucceeded({ outcome }: Performed): boolean {
  return outcome.kind === 'exited' && outcome.exitCode === 0;
}

async function hasBegun(folder: string): Promise<boolean> {
  return (await readdir(folder).catch((): string[] => [])).includes(BEGUN_FILE);
}
