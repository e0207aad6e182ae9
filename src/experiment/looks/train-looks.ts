/** Brings the runs of one look after the other to records: from the store, by training, or by the jobs that train for this experiment. */
import { markIncompleteRuns } from '../../analysis/compare/incomplete-runs.ts';
import { pairsAhead } from '../../plan/runs/plan-looks.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { planWaves } from '../../plan/runs/plan-waves.ts';
import type { RunRecord } from '../../records/record.ts';
import { openPool, type Pool, type Unneeded } from '../../train/pool.ts';
import type { ExperimentProgress } from '../../train/progress.ts';
import { runsToNextAndLast, secondsOf } from '../../train/runs-left.ts';
import { lookUpRuns } from '../../train/schedule.ts';
import type { RunCosts } from '../../verdict/result.ts';
import type { ContinuedExperiment } from '../history/go-on.ts';
import { type Verified, verifyReused } from '../history/verify-reused.ts';
import { type Budget, completeSeeds } from '../planning/budget.ts';
import type { ExperimentRequest } from '../prepare.ts';
import { runContext } from '../run-context.ts';
import { AwaitedRunsError } from '../waves/awaited-runs.ts';
import { watchFolds } from './overlapping-folds.ts';
import { watchRuns } from './stop-when-invalid.ts';

interface TrainedLook {
  /** Of this look and those before it. Where time is over: of the seeds that every model was trained under. */
  readonly records: readonly RunRecord[];
  /** Seeds of this look that are complete. */
  readonly seeds: number;
  /** Whether the verdict is sure to be invalid, so that the rest was not trained. */
  readonly isInvalid: boolean;
}

/**
 * @param records of the comparison, by now
 * @param again runs that were repeated already
 */
export type BeginRepeats = (
  beside: Pool['beside'],
  records: readonly RunRecord[],
  again: ReadonlyMap<string, RunRecord>,
) => void;

export interface LookTraining {
  readonly verified: Verified;
  readonly counts: Pick<RunCosts, 'trained' | 'reused' | 'retried'>;
  /** @throws UserError for folds that overlap or are ignored, AbortedError when stopped, AwaitedRunsError where others train what is missing */
  train(look: number, models: readonly PreparedModel[]): Promise<TrainedLook>;
  /** Tells of a look that was taken, and of the runs that these models still need. */
  announce(look: number, models: readonly PreparedModel[]): void;
  /** Stops what was begun ahead and not needed. */
  close(): Promise<Unneeded>;
}

/** @param isBroken whether no score would mean anything, so that nothing will be trained */
export async function startLooks(
  experiment: ContinuedExperiment,
  request: ExperimentRequest,
  progress: ExperimentProgress,
  {
    budget,
    parallel,
    isBroken,
    beginRepeats,
  }: { budget: Budget; parallel: number; isBroken: boolean; beginRepeats: BeginRepeats | undefined },
): Promise<LookTraining> {
  const { config, looks, models, trainer } = experiment;
  const context = { ...runContext(experiment, request), shortcuts: experiment.shortcuts };
  const pairsAt = (look: number) => looks[look] ?? 0;
  const wholePlan = planRuns(models, seedsBetween(0, pairsAt(looks.length - 1)));
  const found = experiment.isAgain ? new Map<string, RunRecord>() : await lookUpRuns(wholePlan, context);
  const [first, all] = isBroken ? [[], []] : [planRuns(models, seedsBetween(0, pairsAt(0))), wholePlan];
  progress.onPlanned(
    { trainer: trainer.description, models: models.map((model) => model.name), looks },
    runsToNextAndLast(first, all, found),
    secondsOf(found),
  );
  const verified = await verifyReused(first, found, experiment, request);
  const { known } = verified;
  progress.expect(runsToNextAndLast(first, all, known));

  const watch = watchRuns(experiment);
  const refuseOverlap = watchFolds(experiment);
  /** With those that nobody waits for yet. */
  const ended = new Map<string, RunRecord>();
  const pool = openPool(parallel, context, {
    ...progress,
    onFinished(run: PlannedRun, record: RunRecord) {
      ended.set(run.fingerprint, record);
      progress.onFinished(run, record);
    },
    mayStart: budget.mayStart,
    async isInVain(record: RunRecord) {
      budget.onFinished(record);
      const isInvalid = watch.isInvalid(record);
      await refuseOverlap(record);
      return isInvalid;
    },
    onIdle() {
      // Before, the places may be needed for another look.
      if (!isLast || ended.size === 0 || watch.wasInvalid() || !budget.isEnough(1)) return;
      beginRepeats?.(pool.beside, [...known.values(), ...ended.values()], verified.again);
    },
  });
  let isLast = false;
  const finished: RunRecord[] = [];
  const counts = { trained: 0, reused: 0, retried: 0 };

  return {
    verified,
    counts,
    async train(look, undecided) {
      const pairs = pairsAt(look);
      const plan = planRuns(undecided, seedsBetween(pairsAt(look - 1), pairs));
      const runs = await withoutVain(plan);
      if (request.waves !== undefined && !runs.every(({ fingerprint }) => known.has(fingerprint))) {
        const waves = planWaves(looks, request.waves);
        throw new AwaitedRunsError({ kind: 'look', models: undecided, pairs, waves, known, context });
      }
      const isCutShort = runs.length < plan.length || context.recordsOnly === true;
      const reach = isCutShort ? pairs : pairsAhead(looks, look, config.executor.ahead);
      // Not before the pool knows its runs, which come first.
      isLast = look === looks.length - 1;
      const trained = await pool.train(runs, known, planRuns(undecided, seedsBetween(pairs, reach)));
      for (const key of ['trained', 'reused', 'retried'] as const) counts[key] += trained[key];
      const complete = completeSeeds(budget.wasSpent() ? plan : [], trained.records);
      finished.push(...complete.records);
      const records = markIncompleteRuns(finished, context.declaredMetrics);
      return { records, seeds: complete.seeds, isInvalid: watch.wasInvalid() };
    },
    announce(look, undecided) {
      const [pairs, next] = [pairsAt(look), looks[look + 1] ?? pairsAt(look)];
      const goOn = (until: number) => planRuns(undecided, seedsBetween(pairs, until));
      const [, ...variants] = undecided.map((model) => model.name);
      progress.onLook(
        { look: look + 1, of: looks.length, pairs, undecided: variants, next },
        runsToNextAndLast(goOn(next), goOn(pairsAt(looks.length - 1)), new Map([...known, ...ended])),
      );
    },
    close: pool.close,
  };

  /** What is on record may show that the rest of the plan would be trained in vain. */
  async function withoutVain(plan: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
    const isInvalid = watch.isInvalidAlready(plan, known);
    for (const { model, fingerprint } of plan) {
      const record = known.get(fingerprint);
      if (record !== undefined) await refuseOverlap({ ...record, model: model.name });
    }
    return isInvalid ? plan.filter(({ fingerprint }) => known.has(fingerprint)) : plan;
  }
}
