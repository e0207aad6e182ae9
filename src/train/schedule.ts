import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import { removeFolder } from '../records/store/remove-folder.ts';
import { AbortedError } from './aborted-error.ts';
import { missingMetric } from './run/require-metrics.ts';
import { type RunContext, trainRun } from './run/train-run.ts';

export interface ScheduleResult {
  /** In the order of the plan; all of it, unless `isInVain` or `mayStart` ended it. */
  readonly records: readonly RunRecord[];
  readonly trained: number;
  readonly reused: number;
  readonly retried: number;
}

export interface ScheduleEvents {
  /** After the look into the store: how many runs it has already, and how many are left to train. */
  onLookedUp?(reused: number, missing: number): void;
  onStarted?(run: PlannedRun): void;
  onFinished?(run: PlannedRun, record: RunRecord): void;
  /** Whether there is time for another run; without, what is under way is the last. */
  mayStart?(): boolean;
  /** Whether this record, after those before it, shows that the rest would be trained in vain: then nothing more is. */
  isInVain?(record: RunRecord): Promise<boolean>;
}

/**
 * The records that the store has for these runs. Ask before the first run starts: what is found later may have been
 * put there by a run.
 */
export async function lookUpRuns(
  runs: readonly PlannedRun[],
  context: RunContext,
): Promise<ReadonlyMap<string, RunRecord>> {
  const { store, declaredMetrics, recordsOnly = false } = context;
  const found = new Map<string, RunRecord>();
  for (const fingerprint of new Set(runs.map((run) => run.fingerprint))) {
    const record = await store.find(fingerprint);
    if (record !== null && (recordsOnly || isReusable(record, declaredMetrics)))
      found.set(fingerprint, record);
  }
  return recordsOnly ? found : ofPresentVersions(runs, found, context);
}

/** Compared with runs of other versions, a difference would be that of the versions as well as that of the models. */
async function ofPresentVersions(
  runs: readonly PlannedRun[],
  found: ReadonlyMap<string, RunRecord>,
  context: RunContext,
): Promise<ReadonlyMap<string, RunRecord>> {
  const usable = new Map<string, RunRecord>();
  for (const { fingerprint, model } of runs) {
    const record = found.get(fingerprint);
    if (record === undefined) continue;
    const present = await versionsNow(model, context);
    if ((record.versions ?? null) === present) usable.set(fingerprint, record);
  }
  const others = found.size - usable.size;
  if (others > 0)
    context.warn(
      `${others} run record${others === 1 ? ' is' : 's are'} not reused: other versions are installed now, or nobody asked for them then`,
    );
  return usable;
}

/** In a work tree of its own: what is asked may write there. */
async function versionsNow(model: PlannedRun['model'], context: RunContext): Promise<string | null> {
  const folder = join(context.scratch, `${model.name}-versions`);
  let root = folder;
  const open = async () => {
    await mkdir(folder, { recursive: true });
    const tree = await context.workTrees.make(model, folder);
    root = tree.root;
    return { directory: tree.directory, writable: [root] };
  };
  try {
    return await context.trainer.versions({ ...context, directory: model.directory, open });
  } finally {
    await removeFolder(root, context.warn);
    await removeFolder(folder, context.warn);
  }
}

/**
 * Brings every planned run to a record, as many at a time as `parallel` says, in the order of the plan. Known records
 * are reused. Runs of the same fingerprint are trained once.
 *
 * @throws what `trainRun` throws; then no further run is started and those under way are stopped.
 */
export async function trainRuns(
  runs: readonly PlannedRun[],
  known: ReadonlyMap<string, RunRecord>,
  parallel: number,
  context: RunContext,
  events: ScheduleEvents = {},
): Promise<ScheduleResult> {
  const records = new Map<string, RunRecord>();
  const missing = new Map<string, PlannedRun>();
  for (const run of runs) {
    const record = known.get(run.fingerprint);
    if (record === undefined) missing.set(run.fingerprint, run);
    else records.set(run.fingerprint, record);
  }
  const reused = records.size;
  events.onLookedUp?.(reused, missing.size);
  let retried = 0;
  let inVain = false;
  let isCut = false;
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const queue = missing.values();
  const worker = async (place: number) => {
    for (const run of queue) {
      if (signal.aborted) return;
      if (events.mayStart?.() === false) {
        isCut = true;
        return;
      }
      events.onStarted?.(run);
      const { record, retries } = await trainRun(run, { ...context, signal, place });
      retried += retries;
      records.set(run.fingerprint, record);
      events.onFinished?.(run, record);
      if ((await events.isInVain?.(record)) !== true) continue;
      inVain = true;
      stop.abort();
    }
  };
  const workers = Array.from({ length: Math.min(parallel, missing.size) }, (_, place) =>
    worker(place).catch((error: unknown) => {
      if (inVain && error instanceof AbortedError) return;
      stop.abort();
      throw error;
    }),
  );
  const settled = await Promise.allSettled(workers);
  context.runWarnings?.flush();
  // The first cause, not the "stopped" of the others that followed from it.
  const failures = settled.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  const cause = failures.find((failure) => !(failure instanceof AbortedError)) ?? failures[0];
  if (cause !== undefined) throw cause;
  if (context.signal.aborted) throw new AbortedError('training was stopped');
  const ended = inVain || isCut ? runs.filter(({ fingerprint }) => records.has(fingerprint)) : runs;
  const trained = records.size - reused;
  return { records: ended.map((run) => recordOf(run, records)), trained, reused, retried };
}

/**
 * A crash, a kill or a timeout may be the machine's: a package that was not installed, memory that ran out. The next
 * job tries such a run again. A divergence is the model's own and stays, unless it was that of a metric that the config no
 * longer asks for.
 */
function isReusable({ status, divergedBy, ...record }: RunRecord, declared: readonly string[]): boolean {
  if (status === 'ok') return missingMetric({ status, metrics: record.metrics }, declared) === null;
  return (
    status === 'diverged' && (divergedBy === null || divergedBy === 'loss' || declared.includes(divergedBy))
  );
}

/** Two models whose code and parameters are the same share a record; each gets it under its own name. */
function recordOf(run: PlannedRun, records: ReadonlyMap<string, RunRecord>): RunRecord {
  const record = records.get(run.fingerprint);
  if (record === undefined) throw new Error(`no record for ${run.model.name}, seed ${run.seed}`);
  return record.model === run.model.name ? record : { ...record, model: run.model.name };
}
