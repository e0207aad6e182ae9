/** The jobs of one experiment in an engine's queue, by the names of their folders: submitted one at a time, asked about together, and none left in the end. */
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { type Engine, EngineError } from './engine.ts';
import { logOf, SCRIPT_FILE } from './job-files.ts';

export const ENGINE_TIMES = {
  /** Between two questions to the engine, which has others to answer, too. */
  listMs: 1_000,
  /** In which those that have nothing to do leave the queue. */
  leaveMs: 10_000,
  /** In which an engine that does not answer may come back. */
  silenceMs: 300_000,
  /** Between two tries of a submission that was refused. */
  fullMs: 2_000,
};
/** A submission that is refused while no job of ours takes its place. */
const MOST_REFUSALS = 5;

interface EngineJob {
  readonly id: string;
  readonly at: number;
  /** When it was first seen to be out of the queue. */
  goneAt: number | null;
  /** When the engine was asked to end it. */
  cancelledAt: number | null;
}

export interface EngineJobs {
  /**
   * Asks again for as long as a queue is full.
   *
   * @param isWanted asked before each try
   * @throws UserError where the engine takes none, though none of ours is in its queue
   */
  submit(folder: string, signal: AbortSignal, isWanted: () => boolean): Promise<void>;
  /** By what the engine knows it; undefined where it was not submitted. */
  find(name: string): EngineJob | undefined;
  /** With one of the next calls of `update`, and others with it. */
  cancel(name: string): void;
  /**
   * Cancels jobs, and asks the engine for those that are left, if it is time.
   *
   * @returns whether the engine was asked
   * @throws UserError where the engine has not answered for long
   */
  update(): Promise<boolean>;
  /** When it settles, the queue holds no job of ours, as far as it can be told. */
  close(): Promise<void>;
}

export function engineJobs(engine: Engine, times: typeof ENGINE_TIMES): EngineJobs {
  const { listMs, leaveMs, silenceMs, fullMs } = times;
  const jobs = new Map<string, EngineJob>();
  const unneeded = new Set<string>();
  let listedAt = Number.NEGATIVE_INFINITY;
  let cancelledAt = Number.NEGATIVE_INFINITY;
  let answeredAt = Number.NEGATIVE_INFINITY;

  const inQueue = () => [...jobs.values()].filter(({ goneAt }) => goneAt === null);

  /** What it does not answer tells nothing of a job. */
  async function list(): Promise<void> {
    const asked = performance.now();
    listedAt = asked;
    const known = await engine.list();
    answeredAt = performance.now();
    // One list may have been cut short: who is on the next is back.
    for (const job of jobs.values())
      if (job.at <= asked) job.goneAt = known.has(job.id) ? null : (job.goneAt ?? answeredAt);
  }

  async function cancelAll(unneeded: readonly EngineJob[]): Promise<void> {
    for (const job of unneeded) job.cancelledAt ??= performance.now();
    // Some may have ended meanwhile. The others end with the lease.
    if (unneeded.length > 0) await engine.cancel(unneeded.map(({ id }) => id)).catch(unlessEngine);
  }

  return {
    async submit(folder, signal, isWanted) {
      const request = { folder, script: join(folder, SCRIPT_FILE), log: logOf(folder) };
      for (let refusals = 0; isWanted() && !signal.aborted; ) {
        try {
          const id = await engine.submit(request);
          const at = performance.now();
          if (inQueue().length === 0) answeredAt = at;
          jobs.set(basename(folder), { id, at, goneAt: null, cancelledAt: null });
          return;
        } catch (error) {
          unlessEngine(error);
          refusals = inQueue().length > 0 ? 0 : refusals + 1;
          if (refusals === MOST_REFUSALS)
            throw new UserError(`executor: cannot submit a job: ${(error as Error).message}`);
          await sleep(fullMs, undefined, { signal }).catch(() => {});
        }
      }
    },
    find: (name) => jobs.get(name),
    cancel: (name) => void unneeded.add(name),
    async update() {
      if (unneeded.size > 0 && performance.now() - cancelledAt >= listMs) {
        cancelledAt = performance.now();
        const ended = [...unneeded].flatMap((name) => jobs.get(name) ?? []);
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
            `executor: the queue has not answered for minutes: ${(error as Error).message}`,
          );
      }
      return true;
    },
    async close() {
      if (jobs.size === 0) return;
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
