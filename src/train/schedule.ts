import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import { removeFolder } from '../records/store/remove-folder.ts';
import { plural } from '../words/plural.ts';
import { openPool, type ScheduleEvents, type ScheduleResult } from './pool.ts';
import { missingMetric } from './run/require-metrics.ts';
import type { RunContext } from './run/train-run.ts';

/**
 * The records that the store has for these runs. Ask before the first run starts: what is found later may have been
 * put there by a run. Those that were trained with shortcuts are only for whoever verifies them.
 */
export async function lookUpRuns(
  runs: readonly PlannedRun[],
  context: RunContext,
): Promise<ReadonlyMap<string, RunRecord>> {
  const { store, declaredMetrics, shortcuts, recordsOnly = false } = context;
  const found = new Map<string, RunRecord>();
  const wanted = [...new Set(runs.map((run) => run.fingerprint))];
  const seeds = new Map(runs.map(({ fingerprint, seed }) => [fingerprint, seed]));
  for await (const record of store.findAll(wanted)) {
    if (record === null) continue;
    if (record.seed !== seeds.get(record.fingerprint))
      context.warn(`the record ${record.fingerprint} is not used: it names the seed of another run`);
    else if (shortcuts === undefined && !isPlain(record, recordsOnly)) continue;
    else if (recordsOnly || isReusable(record, declaredMetrics)) found.set(record.fingerprint, record);
  }
  return recordsOnly ? found : ofPresentVersions(runs, found, context);
}

/**
 * As `lookUpRuns`, with the output folder claimed if some run will be trained. What another process finished before the claim
 * is looked up again, so that no run is trained twice.
 *
 * @param certain runs that are trained unless they have a record
 */
export async function lookUpClaimed(
  runs: readonly PlannedRun[],
  certain: readonly PlannedRun[],
  context: RunContext,
): Promise<ReadonlyMap<string, RunRecord>> {
  const found = await lookUpRuns(runs, context);
  const isMissing = ({ fingerprint }: PlannedRun) => !found.has(fingerprint);
  if (context.claim === undefined || context.recordsOnly === true || !certain.some(isMissing)) return found;
  await context.claim();
  // Each warning was given once.
  const later = await lookUpRuns(runs.filter(isMissing), { ...context, warn: () => undefined });
  return new Map([...found, ...later]);
}

/** Who trains nothing takes what another experiment has confirmed. */
function isPlain({ shortcuts }: RunRecord, recordsOnly: boolean): boolean {
  return shortcuts === undefined || (recordsOnly && shortcuts.isConfirmed === true);
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
      `${plural(others, 'run record is', 'run records are')} not reused, because the installed package versions differ, or the record has none`,
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
    tree.close();
    return { directory: tree.directory };
  };
  try {
    return await context.trainer.versions({ ...context, directory: model.directory, open });
  } finally {
    await removeFolder(root, context.warn);
    await removeFolder(folder, context.warn);
  }
}

/** Brings planned runs to records, as many at a time as `parallel` says, and then nothing more: see `Pool`. */
export async function trainRuns(
  runs: readonly PlannedRun[],
  known: ReadonlyMap<string, RunRecord>,
  parallel: number,
  context: RunContext,
  events: ScheduleEvents = {},
): Promise<ScheduleResult> {
  return openPool(parallel, context, events).train(runs, known);
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
