/**
 * Trains the runs that checks ask for, once the comparison is decided: a broken one is not worth them. Repeats may
 * start in idle places before.
 */
import { join } from 'node:path';
import { markIncompleteRuns } from '../analysis/compare/incomplete-runs.ts';
import { setupOf } from '../checks/evidence.ts';
import {
  type Compared,
  type ExtraRuns,
  type ExtraRunsFound,
  type ExtraRunsPlan,
  repeatOf,
  type TrainedExtraRuns,
} from '../checks/extra-runs.ts';
import { findBroken } from '../checks/find-broken.ts';
import { CHECKS } from '../checks/registry.ts';
import { UserError } from '../config/user-error.ts';
import { onFirstTask, type PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import { isSameContent } from '../records/store/contradiction.ts';
import type { RecordFolder } from '../records/store/record-folders.ts';
import { openRunStore, type RunStore } from '../records/store/store.ts';
import { openPool, type Pool } from '../train/pool.ts';
import type { ExperimentProgress } from '../train/progress.ts';
import type { RunContext } from '../train/run/train-run.ts';
import { countMissing } from '../train/runs-left.ts';
import { lookUpRuns, trainRuns } from '../train/schedule.ts';
import { overallVerdict } from '../verdict/overall.ts';
import { addRepeats, addRuns } from './costs/added-costs.ts';
import { dataSetsOf } from './data-of-task.ts';
import type { BeginRepeats } from './looks/train-looks.ts';
import type { Training } from './looks/train-until-decided.ts';
import { ofFirstTask, ofMeans } from './means-of-tasks.ts';
import type { Experiment } from './prepare.ts';
import { runContext } from './run-context.ts';
import { type AwaitedRuns, AwaitedRunsError } from './waves/awaited-runs.ts';

export interface PlannedExtraRuns {
  /** @throws AwaitedRunsError where runs are missing that the checks are to be given */
  refuseMissing(training: Training): Promise<void>;
  /**
   * Repeats come first: they show whether the comparison's runs are to be trained again.
   *
   * @throws AbortedError when stopped, AwaitedRunsError where other jobs train
   */
  train(which: 'repeats' | 'others', training: Training): Promise<ExtraTraining>;
  /** Starts the runs that are needed whatever the comparison finds. */
  readonly begin: BeginRepeats;
  close(): Promise<void>;
  /** Discards the records of models whose code changed. */
  discard(models: ReadonlySet<string>): Promise<void>;
}

export interface ExtraTraining {
  readonly extraRuns: TrainedExtraRuns;
  readonly costs: Training['costs'];
}

interface Planned {
  readonly kind: ExtraRuns<unknown>;
  readonly plan: ExtraRunsPlan<unknown>;
  readonly store: RunStore;
  readonly context: RunContext;
  /** Records that existed before anything was trained. */
  readonly known: ReadonlyMap<string, RunRecord>;
  /** Trains what was started before the comparison was decided. */
  pool: Pool | null;
}

/** Finds existing records before anything is trained, because a run could write such files. */
export async function planExtraRuns(
  experiment: Experiment,
  progress: ExperimentProgress,
): Promise<PlannedExtraRuns> {
  const { request } = experiment;
  const isEvaluation = experiment.config.unit === 'repeat';
  const checks = CHECKS.filter(({ traits }) => !isEvaluation || traits.isOfEvaluations === true);
  const kinds = new Set(checks.flatMap(({ extraRuns }) => extraRuns ?? []));
  const all: Planned[] = [];
  for (const kind of kinds) all.push(...(await planKind(kind, experiment)));
  for (const planned of all) progress.reserveForChecks(reservedFor(planned));
  async function close(): Promise<void> {
    for (const planned of all) {
      await planned.pool?.close();
      planned.pool = null;
    }
  }
  async function refuseMissing(training: Training): Promise<void> {
    const broken = await isBroken(experiment, training);
    const wanted = all.filter(({ kind }) => kind.isRepeat || !broken);
    const groups = wanted.flatMap((planned) => missingOf(planned, training, experiment));
    if (groups.length > 0) throw new AwaitedRunsError({ kind: 'checks', groups });
  }
  return {
    refuseMissing,
    begin(beside, records, again) {
      if (request.waves !== undefined || request.recordsOnly === true) return;
      for (const planned of all.filter(({ kind }) => kind.isRepeat)) {
        const sure = runsOf(planned.plan).filter(
          (run) => !again.has(run.fingerprint) && planned.kind.isSure(run, records, experiment.config.checks),
        );
        if (sure.length === 0) continue;
        planned.pool ??= beside(planned.context);
        planned.pool.begin(sure);
      }
    },
    close,
    async train(which, training) {
      if (request.waves !== undefined) await refuseMissing(training);
      const wanted = all.filter(({ kind }) => kind.isRepeat === (which === 'repeats'));
      try {
        return await trainAll(wanted, training, experiment, progress);
      } finally {
        await close();
      }
    },
    async discard(models) {
      for (const { plan, store } of all) {
        for (const { model, fingerprint } of runsOf(plan))
          if (models.has(model.name)) await store.discard(fingerprint);
      }
    },
  };
}

async function planKind(kind: ExtraRuns<unknown>, experiment: Experiment): Promise<Planned[]> {
  const { config, models, reference, looks, shortcuts, output } = experiment;
  const trainer = { kind: experiment.trainer.kind, hasShortcuts: shortcuts !== undefined };
  // Repeats confirm the processes of all runs.
  const own = kind.isRepeat ? models : models.map(onFirstTask);
  const earlier = reference && { ...reference, model: onFirstTask(reference.model) };
  const plan = kind.plan(
    { models: own, reference: earlier, looks, trainer, vary: config.vary },
    config.checks,
  );
  if (plan.groups.length === 0) return [];
  const folder: RecordFolder = kind.isRepeat ? 'repeats' : 'checks';
  const store = await openRunStore(join(output, folder), experiment.warn);
  const shared = runContext({ ...experiment, store });
  const context = kind.isRepeat ? { ...shared, retries: 0 } : shared;
  const known = await lookUpRuns(runsOf(plan), context);
  return [{ kind, plan, store, context, known, pool: null }];
}

/** A check compares its runs with those of the task that they are of. */
function comparedBy(
  { isRepeat }: ExtraRuns<unknown>,
  training: Training,
  config: Experiment['config'],
): Compared {
  const records = isRepeat ? training.trained : ofFirstTask(training.trained, config);
  return { ...training, records };
}

/** Includes runs that the probe might show to be needless: a wave for the probe alone would take longer. */
function missingOf(
  { kind, plan, context, known }: Planned,
  training: Training,
  { config }: Experiment,
): AwaitedRuns[] {
  const compared = byFingerprint(training.trained);
  const found = comparedBy(kind, training, config);
  const worthwhile = runsOf(plan).filter((run) => kind.isWorthwhile(run, found, config.checks));
  const wanted = new Map(
    [...(plan.probe ? [plan.probe] : []), ...worthwhile].map((run) => [run.fingerprint, run]),
  );
  const runs = [...wanted.values()].filter(
    ({ fingerprint }) => !known.has(fingerprint) && !compared.has(fingerprint),
  );
  return runs.length === 0 ? [] : [{ runs, context }];
}

async function trainAll(
  all: readonly Planned[],
  training: Training,
  experiment: Experiment,
  progress: ExperimentProgress,
): Promise<ExtraTraining> {
  const extraRuns = new Map<ExtraRuns<unknown>, ExtraRunsFound>();
  let { costs } = training;
  let broken: boolean | null = null;
  for (const planned of all) {
    const { kind } = planned;
    if (!training.mayTrain() && !(kind.isRepeat && tookShortcuts(training))) {
      extraRuns.set(kind, { untrained: 'limits.total-minutes was reached, so no more runs were trained' });
      continue;
    }
    if (!kind.isRepeat) {
      broken ??= await isBroken(experiment, training);
      if (broken) {
        extraRuns.set(kind, { untrained: 'the comparison is invalid, so no more runs were trained' });
        continue;
      }
    }
    try {
      const trained = await trainKind(planned, { ...training, costs }, experiment, progress);
      extraRuns.set(kind, trained.found);
      costs = trained.costs;
    } catch (error) {
      // The verdict stands without them.
      if (!(error instanceof UserError)) throw error;
      const told = `${kind.isRepeat ? 'no run was repeated' : 'no more runs for checks'}: ${error.message}`;
      experiment.warn(told);
      extraRuns.set(kind, { untrained: kind.isRepeat ? told : error.message });
    }
  }
  return { extraRuns, costs };
}

export function tookShortcuts({ trained }: Pick<Training, 'trained'>): boolean {
  return trained.some(({ shortcuts }) => shortcuts !== undefined);
}

async function isBroken(experiment: Experiment, training: Training): Promise<boolean> {
  const known = {
    ...setupOf(ofMeans(experiment)),
    ...training,
    evaluationDigests: experiment.evaluation,
    codeChanges: await experiment.inspectCode(),
    // These change the words of a check, not its status.
    differingExample: null,
  };
  const broken = dataSetsOf(training).flatMap((modelData) =>
    findBroken({ ...known, modelData }, experiment.config.checks),
  );
  return overallVerdict(training.comparisons, broken).verdict === 'invalid';
}

/** Largest number of runs to train. Repeats do not count as runs. */
function reservedFor({ kind, plan, known }: Planned): number {
  return kind.isRepeat ? 0 : countMissing(runsOf(plan), known);
}

async function trainKind(
  planned: Planned,
  training: Training,
  { config, request }: Experiment,
  progress: ExperimentProgress,
): Promise<{ readonly found: ExtraRunsFound; readonly costs: Training['costs'] }> {
  const { kind, plan, context, known: onRecord } = planned;
  const start = performance.now();
  const { parallel } = training.costs;
  // An old repeat says nothing about today's data and machine.
  const isFresh = kind.isRepeat && training.costs.trained > 0 && request.recordsOnly !== true;
  const known = isFresh ? confirming(onRecord, training.trained) : onRecord;
  const compared = byFingerprint(training.trained);
  const found = comparedBy(kind, training, config);
  const reusable = new Map([...compared, ...known, ...(kind.isRepeat ? training.again : [])]);
  const probed = await trainRuns(plan.probe ? [plan.probe] : [], reusable, 1, context);
  const [probe] = probed.records;
  const idle = probe === undefined ? null : kind.whyIdle(probe, found, context.declaredMetrics);
  const isWanted = (run: PlannedRun) => idle === null && kind.isWorthwhile(run, found, config.checks);
  const groups = plan.groups.map((group) => ({ ...group, runs: group.runs.filter(isWanted) }));
  const runs = runsOf({ groups });
  const seen = new Map([...reusable, ...byFingerprint(probed.records)]);
  if (!kind.isRepeat) progress.onExtraRuns(runs.length, countMissing(runs, seen), reservedFor(planned));
  const pool = planned.pool ?? openPool(parallel, context, kind.isRepeat ? {} : progress);
  const more = await pool.train(runs, seen);
  const records = kind.isRepeat ? more.records : markIncompleteRuns(more.records, context.declaredMetrics);
  const own = [...byFingerprint([...probed.records, ...records]).values()].filter(
    ({ fingerprint }) => !compared.has(fingerprint),
  );
  const wallSeconds = (performance.now() - start) / 1000;
  const trained = probed.trained + more.trained;
  return {
    found: idle === null ? assign(groups, records) : { untrained: idle },
    costs: kind.isRepeat
      ? addRepeats(training.costs, {
          own: own.filter(({ fingerprint }) => !known.has(fingerprint)),
          wallSeconds,
        })
      : addRuns(training.costs, { own, trained, retried: probed.retried + more.retried, wallSeconds }),
  };
}

/** Repeats that came out as a run did with shortcuts: then these hold, whenever the repeat was trained. */
function confirming(
  repeats: ReadonlyMap<string, RunRecord>,
  records: readonly RunRecord[],
): ReadonlyMap<string, RunRecord> {
  return byFingerprint(
    records.flatMap((run) => {
      const again = repeats.get(repeatOf(run.fingerprint));
      return run.shortcuts !== undefined && again !== undefined && isSameContent(run, again) ? [again] : [];
    }),
  );
}

/** In the order in which the runs of the groups were trained. */
function assign(groups: ExtraRunsPlan<unknown>['groups'], records: readonly RunRecord[]): ExtraRunsFound {
  let next = 0;
  return groups.map(({ runs, ...part }) => {
    next += runs.length;
    return { ...part, records: records.slice(next - runs.length, next) };
  });
}

function runsOf({ groups }: Pick<ExtraRunsPlan<unknown>, 'groups'>): readonly PlannedRun[] {
  return groups.flatMap(({ runs }) => runs);
}

function byFingerprint(records: readonly RunRecord[]): Map<string, RunRecord> {
  return new Map(records.map((record) => [record.fingerprint, record]));
}
