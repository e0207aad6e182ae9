/**
 * Runs as jobs of an engine. Only `outcome.json` counts, whatever the engine says of how a job has ended: engines report success of jobs whose
 * node has died. What the engine no longer knows and has left no outcome is lost.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { STALE_MS } from '../../records/store/lease.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { AbortedError } from '../aborted-error.ts';
import { type Engine, EngineError } from './engine.ts';
import type { Executor, Performed, Task, TaskWatch } from './executor.ts';
import {
  BEGUN_FILE,
  LOG_FILE,
  OUTCOME_FILE,
  readLog,
  readOutcome,
  SCRIPT_FILE,
  writeJobFolder,
} from './job-files.ts';

export interface QueueRequest {
  readonly engine: Engine;
  /** Program and arguments that carry out the job in the folder that follows. */
  readonly program: readonly string[];
  /** A folder that this process holds (`records/store/lease.ts`): jobs end with it. */
  readonly scratch: string;
  /** The output, where runs are to be kept apart. */
  readonly isolation: string | null;
  warn(message: string): void;
  /** In which a job has to start while none runs, and what is said when none does. */
  readonly startLimit?: { readonly ms: number; readonly message: string };
  readonly times?: Partial<typeof TIMES>;
}

const TIMES = {
  /** Between two looks into the folders of the jobs. */
  lookMs: 250,
  /** Between two questions to the engine, which has others to answer, too. */
  listMs: 1_000,
  /** In which an outcome may come to light after its job has gone: network file systems are slow to tell. */
  graceMs: 30_000,
  /** In which jobs that are cancelled end; without a lease they end by themselves. */
  cancelMs: 60_000,
  /** In which an engine that does not answer may come back. */
  silenceMs: 300_000,
  /** Between two tries of a submission that was refused. */
  fullMs: 2_000,
  staleMs: STALE_MS,
};
/** A submission that is refused while no job of ours takes its place. */
const MOST_REFUSALS = 5;

interface Waiting {
  readonly folder: string;
  readonly watch: TaskWatch;
  readonly submittedAt: number;
  readonly id: string;
  hasBegun: boolean;
  goneAt: number | null;
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
  const { lookMs, listMs, graceMs, cancelMs, silenceMs, fullMs, staleMs } = { ...TIMES, ...times };
  const waiting = new Set<Waiting>();
  const jobs = join(scratch, 'jobs');
  let made = 0;
  let submitting: Promise<unknown> = Promise.resolve();
  let isLooking = false;
  let listedAt = Number.NEGATIVE_INFINITY;
  let answeredAt = 0;
  let ranAt = 0;

  /** One at a time. A queue that is full takes the next job when one of ours has ended. */
  async function submit(folder: string, signal: AbortSignal): Promise<string> {
    const request = { folder, script: join(folder, SCRIPT_FILE), log: join(folder, LOG_FILE) };
    for (let refusals = 0; ; ) {
      if (signal.aborted) throw new AbortedError('training was stopped');
      try {
        return await engine.submit(request);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        refusals = waiting.size > 0 ? 0 : refusals + 1;
        if (refusals === MOST_REFUSALS)
          throw new UserError(`executor: cannot submit a job: ${error.message}`);
        await sleep(fullMs, undefined, { signal }).catch(() => {});
      }
    }
  }

  async function look(): Promise<void> {
    isLooking = true;
    ranAt = answeredAt = performance.now();
    try {
      while (waiting.size > 0) {
        await Promise.all([...waiting].map(lookAt));
        giveUpWaiting();
        await cancelUnwanted();
        if (performance.now() - listedAt >= listMs) await list();
        await sleep(lookMs);
      }
    } catch (error) {
      for (const job of waiting) job.settle(error as Error);
    } finally {
      isLooking = false;
    }
  }

  async function lookAt(job: Waiting): Promise<void> {
    // Listed, and not asked for by name: network file systems remember for long that a file was not there.
    const names = await readdir(job.folder).catch((): string[] => []);
    if (names.includes(BEGUN_FILE) && !job.hasBegun) {
      job.hasBegun = true;
      job.watch.onState?.('running');
    }
    const now = performance.now();
    if (job.cancelledAt !== null) {
      if (job.goneAt !== null || now - job.cancelledAt > cancelMs)
        job.settle(new AbortedError('training was stopped'));
    } else if (names.includes(OUTCOME_FILE)) job.settle(await outcomeOf(job));
    else if (job.goneAt !== null && now - job.goneAt > graceMs) job.settle(await lossOf(job));
  }

  /** While a job runs, others wait for their turn; while none does, there may never be one. */
  function giveUpWaiting(): void {
    const now = performance.now();
    if ([...waiting].some(({ hasBegun, cancelledAt }) => hasBegun || cancelledAt !== null)) ranAt = now;
    if (startLimit === undefined || now - ranAt <= startLimit.ms) return;
    for (const job of waiting) job.settle(new UserError(startLimit.message));
  }

  async function list(): Promise<void> {
    const asked = performance.now();
    listedAt = asked;
    try {
      const known = await engine.list();
      answeredAt = performance.now();
      for (const job of waiting) {
        if (job.submittedAt > asked) continue;
        job.goneAt = known.has(job.id) ? null : (job.goneAt ?? performance.now());
      }
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // What it does not answer tells nothing of a job.
      if (performance.now() - answeredAt < silenceMs) return;
      const fault = new UserError(`executor: the queue has not answered for minutes: ${error.message}`);
      for (const job of waiting) job.settle(fault);
    }
  }

  async function cancelUnwanted(): Promise<void> {
    const unwanted = [...waiting].filter(
      ({ watch, cancelledAt }) => watch.signal.aborted && cancelledAt === null,
    );
    if (unwanted.length === 0) return;
    for (const job of unwanted) job.cancelledAt = performance.now();
    await cancel(unwanted.map(({ id }) => id));
  }

  async function cancel(ids: readonly string[]): Promise<void> {
    try {
      await engine.cancel(ids);
    } catch (error) {
      // Some may have ended meanwhile. The others end with the lease.
      if (!(error instanceof EngineError)) throw error;
    }
  }

  async function perform(task: Task, watch: TaskWatch): Promise<Performed> {
    made += 1;
    const folder = join(jobs, String(made));
    watch.onState?.('queued');
    // In the order of the plan, in which both arms of a seed follow each other.
    const turn = submitting.then(async () => {
      await writeJobFolder(folder, task, { program, isolation, lease: { folder: scratch, staleMs } });
      return submit(folder, watch.signal);
    });
    submitting = turn.catch(() => {});
    try {
      const id = await turn;
      return await new Promise<Performed>((resolve, reject) => {
        const job: Waiting = {
          ...{ folder, watch, id, submittedAt: performance.now() },
          ...{ hasBegun: false, goneAt: null, cancelledAt: null },
          settle(result) {
            if (!waiting.delete(job)) return;
            if (result instanceof Error) reject(result);
            else resolve(result);
          },
        };
        waiting.add(job);
        if (!isLooking) void look();
      });
    } finally {
      // A job that was taken for lost, and goes on where nobody sees it, ends with its folder.
      await removeFolder(folder, warn);
    }
  }

  return {
    perform,
    async close() {
      if (made > 0) await engine.cancelAll?.().catch(() => {});
      await removeFolder(jobs, warn);
    },
  };
}

async function outcomeOf(job: Waiting): Promise<Performed | Error> {
  try {
    const { outcome, ...performed } = await readOutcome(job.folder);
    if (outcome.kind === 'refused') return new UserError(outcome.message);
    if (outcome.kind !== 'not-started') return { ...performed, outcome };
    const { code, message, ...told } = outcome;
    return { ...performed, outcome: { ...told, error: Object.assign(new Error(message), { code }) } };
  } catch {
    return lossOf(job);
  }
}

/** With the end of its log for what it printed. */
async function lossOf({ folder, id, hasBegun }: Waiting): Promise<Performed> {
  return {
    outcome: { kind: 'lost', job: id, hasBegun, wallSeconds: 0, tail: await readLog(folder) },
    printed: '',
    machine: {},
  };
}
