/** The jobs of one experiment in an engine's queue, by the names of their folders. */
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { type Engine, EngineError } from './engine.ts';
import { logOf, SCRIPT_FILE } from './job-files.ts';

export const ENGINE_TIMES = {
  /** Between two questions to the engine, which serves other users too. */
  listMs: 1_000,
  /** Cancelled jobs leave the queue within this time. */
  leaveMs: 10_000,
  /** An engine that is silent for longer ends the experiment. */
  silenceMs: 300_000,
  /** Between two tries of a refused submission. */
  fullMs: 2_000,
};
/** Refusals of one submission while none of our jobs is in the queue. */
const MOST_REFUSALS = 5;

interface EngineJob {
  readonly name: string;
  readonly id: string;
  readonly at: number;
  goneAt: number | null;
}

export type EngineJobs = ReturnType<typeof engineJobs>;

export function engineJobs(engine: Engine, times: typeof ENGINE_TIMES) {
  const { listMs, leaveMs, silenceMs, fullMs } = times;
  const jobs = new Map<string, EngineJob>();
  const submitting = new Set<string>();
  const unneeded = new Set<string>();
  let isUsed = false;
  let listedAt = Number.NEGATIVE_INFINITY;
  let cancelledAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;

  const inQueue = () => [...jobs.values()].filter(({ goneAt }) => goneAt === null);

  async function list(): Promise<void> {
    const asked = performance.now();
    listedAt = asked;
    const known = await engine.list();
    answeredAt = performance.now();
    // A list may be cut short, so a job that is on the next list is back.
    for (const job of jobs.values())
      if (job.at <= asked) job.goneAt = known.has(job.id) ? null : (job.goneAt ?? answeredAt);
  }

  async function cancelAll(unneeded: readonly EngineJob[]): Promise<void> {
    // The engine may refuse for jobs that have ended. The others end with the lease.
    if (unneeded.length > 0) await engine.cancel(unneeded.map(({ id }) => id)).catch(unlessEngine);
  }

  return {
    /**
     * Asks again for as long as a queue is full.
     *
     * @param isWanted asked before each try
     * @throws UserError where the engine takes none, though none of ours is in its queue
     */
    async submit(folder: string, signal: AbortSignal, isWanted: () => Promise<boolean>): Promise<void> {
      const request = { folder, script: join(folder, SCRIPT_FILE), log: logOf(folder) };
      const name = basename(folder);
      for (let refusals = 0; !signal.aborted && (await isWanted()); ) {
        isUsed = true;
        submitting.add(name);
        try {
          const id = await engine.submit(request);
          const at = performance.now();
          if (inQueue().length === 0) answeredAt = at;
          jobs.set(name, { name, id, at, goneAt: null });
          return;
        } catch (error) {
          unlessEngine(error);
          refusals = inQueue().length > 0 ? 0 : refusals + 1;
          if (refusals === MOST_REFUSALS)
            throw new UserError(`executor: cannot submit a job: ${(error as Error).message}`);
          await sleep(fullMs, undefined, { signal }).catch(() => {});
        } finally {
          submitting.delete(name);
        }
      }
    },
    find: (name: string) => jobs.get(name),
    /** Knows a job that another process submitted. */
    add(name: string, id: string) {
      isUsed = true;
      jobs.set(name, { name, id, at: performance.now(), goneAt: null });
    },
    isSubmitting: (name: string) => submitting.has(name),
    mayStart: (name: string) => submitting.has(name) || jobs.get(name)?.goneAt === null,
    /** The next call of `update` cancels the job. */
    cancel: (name: string) => void unneeded.add(name),
    /** @returns whether it was time to ask the engine @throws UserError where it has not answered for long */
    async update(): Promise<boolean> {
      if (unneeded.size > 0 && performance.now() - cancelledAt >= listMs) {
        cancelledAt = performance.now();
        const ended = inQueue().filter(({ name }) => unneeded.has(name));
        unneeded.clear();
        await cancelAll(ended);
      }
      if (jobs.size === 0 || performance.now() - listedAt < listMs) return false;
      try {
        await list();
      } catch (error) {
        unlessEngine(error);
        if (performance.now() - answeredAt > silenceMs)
          throw new UserError(
            `executor: the queue has not answered for minutes: ${(error as Error).message}; check it, and run again`,
          );
      }
      return true;
    },
    /** Settles when the queue holds no job of ours, as far as the engine tells. */
    async close(): Promise<void> {
      if (!isUsed) return;
      const since = performance.now();
      for (let isFirst = true; inQueue().length > 0 && performance.now() - since < leaveMs; isFirst = false) {
        await sleep(Math.max(0, listedAt + listMs - performance.now()));
        const isAnswered = await list().then(
          () => true,
          () => false,
        );
        if (isFirst) await cancelAll(inQueue());
        if (!isAnswered) break;
      }
      await engine.cancelAll?.().catch(() => {});
    },
  };
}

function unlessEngine(error: unknown): void {
  if (!(error instanceof EngineError)) throw error;
}
