/** `conclusive execute`: a node carries out the run in a folder, then others that wait, and writes their outcomes. */
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../config/user-error.ts';
import { isLed, watchLease } from '../../records/store/lease.ts';
import { environmentOnNode } from '../process/environment.ts';
import { describeHardware } from '../process/hardware.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import {
  BEGUN_FILE,
  endJob,
  JOB_FILE,
  type Job,
  readJob,
  renewListing,
  takeJob,
  writeOutcome,
} from './job-files.ts';
import { localExecutor } from './local.ts';
import { measureTree } from './manifest.ts';

/** Its time is compared with that of the lease. */
const MARK_FILE = 'mark';
const MAX_MESSAGE_CHARS = 1000;

const TIMES = {
  /** A network file system shows the job within this time. */
  viewMs: 30_000,
  lookMs: 200,
  /** The coordinator replaces an ended run by another within this time. */
  lingerMs: 2_000,
  /** Part of the job's time that is kept free beyond the limit of each run, for its start and end. */
  marginMs: 120_000,
};

interface Run {
  readonly folder: string;
  readonly job: Job;
}

type Outcome = Parameters<typeof writeOutcome>[2]['outcome'];

/**
 * Writes no outcome for a run that was abandoned.
 *
 * @param signal by which the engine ends the job
 * @throws UserError if the folder has no job, or the node does not see its files
 */
export async function executeJob(
  folder: string,
  signal: AbortSignal,
  times: Partial<typeof TIMES> = {},
): Promise<void> {
  const { viewMs, lookMs, lingerMs, marginMs } = { ...TIMES, ...times };
  const start = performance.now();
  const jobs = dirname(folder);
  const carrier = basename(folder);
  const own = await seeJob();
  const machine = await describeHardware();
  const taken = new Set([carrier]);
  let hasCoordinator = true;
  if (!(await mayBegin(folder)) || !(await takeJob(folder, machine.node, carrier))) return;
  let next: Run | null = { folder, job: own };
  while (next !== null && (await carryOut(next))) next = await takeNext();

  /** A run that has begun is carried to its end, because another coordinator may take it over. */
  async function mayBegin(folder: string): Promise<boolean> {
    const mark = join(folder, MARK_FILE);
    hasCoordinator = await writeFile(mark, '').then(
      () => isLed(own.lease, mark),
      () => false,
    );
    return hasCoordinator;
  }

  async function seeJob(): Promise<Job> {
    for (;;) {
      try {
        return await readJob(folder);
      } catch (cause) {
        const isLate = performance.now() - start > viewMs;
        // The folder of all jobs is removed with the experiment.
        if (!isLate && !signal.aborted && existsSync(jobs)) await sleep(lookMs);
        else
          throw new UserError(`${folder} has no job of an executor: ${(cause as Error).message}`, { cause });
      }
    }
  }

  /** @returns whether the job may go on with another run */
  async function carryOut({ folder, job }: Run): Promise<boolean> {
    const abandoned = new AbortController();
    const unwatch = watchLease(job.lease, join(folder, BEGUN_FILE), () => abandoned.abort());
    const stop = AbortSignal.any([signal, abandoned.signal]);
    try {
      await seeFiles(job, stop);
      const { outcome, printed } = await perform(job, stop);
      if (abandoned.signal.aborted || !(await endJob(folder))) return false;
      await writeOutcome(folder, job.task.shared?.left ?? [], { outcome: toTell(outcome), printed, machine });
      // A run that failed may have used up memory or a GPU of the job.
      return outcome.kind === 'exited' && outcome.exitCode === 0 && outcome.isCutOff !== true;
    } finally {
      unwatch();
    }
  }

  /** @returns the first waiting run for which there is time, taken; null if none comes */
  async function takeNext(): Promise<Run | null> {
    for (const since = performance.now(); hasTimeFor(own) && hasCoordinator && !signal.aborted; ) {
      const names = await readdir(jobs).catch(() => null);
      // The experiment has ended.
      if (names === null) return null;
      for (const name of names.sort(inOrder)) {
        const run = taken.has(name) ? null : await takeIfWaiting(name);
        if (run !== null) return run;
      }
      if (performance.now() - since > lingerMs) return null;
      await renewListing(jobs);
      await sleep(lookMs, undefined, { signal }).catch(() => {});
    }
    return null;
  }

  async function takeIfWaiting(name: string): Promise<Run | null> {
    const folder = join(jobs, name);
    const files = await readdir(folder).catch((): string[] => []);
    if (files.includes(BEGUN_FILE)) taken.add(name);
    if (files.includes(BEGUN_FILE) || !files.includes(JOB_FILE)) return null;
    const job = await readJob(folder).catch(() => null);
    // Its own node waits for what this one does not see yet.
    if (job === null || !hasTimeFor(job) || (await missingFor(job)) !== null || signal.aborted) return null;
    taken.add(name);
    return (await mayBegin(folder)) && (await takeJob(folder, machine.node, carrier))
      ? { folder, job }
      : null;
  }

  function hasTimeFor({ task }: Job): boolean {
    return own.limitMs !== null && performance.now() - start + task.timeoutMs + marginMs <= own.limitMs;
  }

  async function seeFiles(job: Job, stop: AbortSignal): Promise<void> {
    for (const since = performance.now(); ; await sleep(lookMs)) {
      const missing = await missingFor(job);
      if (missing === null || stop.aborted) return;
      if (performance.now() - since > viewMs)
        throw new UserError(`${machine.node} sees ${missing}; check that it shares this folder`);
    }
  }

  function perform({ task }: Job, stop: AbortSignal) {
    return localExecutor().perform(
      { ...task, environment: environmentOnNode(task.environment, process.env) },
      { signal: stop },
    );
  }
}

/** The order in which runs were planned. */
const { compare: inOrder } = new Intl.Collator('en', { numeric: true });

async function missingFor(job: Job): Promise<string | null> {
  return (await unseen(job.needed)) ?? (await incomplete(job));
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

function toTell(outcome: ProcessOutcome): Outcome {
  const { wallSeconds, tail, peakMemoryBytes = null, cpuSeconds = null } = outcome;
  const measured = { wallSeconds, tail, peakMemoryBytes, cpuSeconds };
  if (outcome.kind === 'aborted') return { ...measured, kind: 'killed', by: 'the queue (SIGTERM)' };
  if (outcome.kind !== 'not-started') return { ...outcome, ...measured };
  const { code = '', message } = outcome.error as NodeJS.ErrnoException;
  return { ...measured, kind: 'not-started', code, message: message.slice(0, MAX_MESSAGE_CHARS) };
}
