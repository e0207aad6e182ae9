/** Gets the records of one look after another: from the store, by training, or from other jobs. */
import { markIncompleteRuns } from '../../analysis/compare/incomplete-runs.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { pairsAhead } from '../../plan/runs/plan-looks.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from '../../plan/runs/plan-runs.ts';
import { planWaves } from '../../plan/runs/plan-waves.ts';
import type { RunRecord } from '../../records/record.ts';
import { openPool, type Pool, type Unneeded } from '../../train/pool.ts';
import type { ExperimentProgress } from '../../train/progress.ts';
import { runsToNextAndLast, secondsOf } from '../../train/runs-left.ts';
import { lookUpClaimed } from '../../train/schedule.ts';
import type { RunCosts } from '../../verdict/result.ts';
import { type Verified, verifyReused } from '../history/verify-reused.ts';
import { meansOf } from '../means-of-tasks.ts';
import { type Budget, completeSeeds } from '../planning/budget.ts';
import { requirePrices } from '../planning/money.ts';
import type { Experiment } from '../prepare.ts';
import { runContext } from '../run-context.ts';
import { AwaitedRunsError } from '../waves/awaited-runs.ts';
import { watchFolds } from './overlapping-folds.ts';
import { watchRuns } from './stop-when-invalid.ts';

export interface TrainedLook {
  /** Records up to this look. If time is over: of the seeds that all models finished on all tasks. */
  readonly trained: readonly RunRecord[];
  /** Records to judge: with tasks, the means over them. */
  readonly records: readonly RunRecord[];
  /** Complete seeds of this look. */
  readonly seeds: number;
  /** Whether the verdict is certain to be invalid. */
  readonly isInvalid: boolean;
}

export type BeginRepeats = (
  beside: Pool['beside'],
  records: readonly RunRecord[],
  again: ReadonlyMap<string, RunRecord>,
) => void;

export interface LookTraining {
  readonly verified: Verified;
  readonly counts: Pick<RunCosts, 'trained' | 'reused' | 'retried'>;
  /** @throws UserError for folds that overlap or are ignored, AbortedError when stopped, AwaitedRunsError if other jobs train missing runs */
  train(look: number, models: readonly PreparedModel[]): Promise<TrainedLook>;
  /** Reports a look, and the runs that these models still need. */
  announce(look: number, models: readonly PreparedModel[]): void;
  /** Runs that have not begun: of the look, and of the seed in it that lacks the fewest. */
  countToBegin(
    look: number,
    models: readonly PreparedModel[],
  ): { readonly ofLook: number; readonly ofPair: number };
  /** Stops runs that were started ahead. */
  close(): Promise<Unneeded>;
}

export async function startLooks(
  experiment: Experiment,
  progress: ExperimentProgress,
  {
    budget,
    parallel,
    isBroken,
    beginRepeats,
  }: { budget: Budget; parallel: number; isBroken: boolean; beginRepeats: BeginRepeats | undefined },
): Promise<LookTraining> {
  const { config, request, looks, models, trainer } = experiment;
  const context = { ...runContext(experiment), shortcuts: experiment.shortcuts };
  const pairsAt = (look: number) => looks[look] ?? 0;
  const wholePlan = planRuns(models, seedsBetween(0, pairsAt(looks.length - 1)));
  const [first, all] = isBroken ? [[], []] : [planRuns(models, seedsBetween(0, pairsAt(0))), wholePlan];
  const certain = request.waves === undefined ? first : [];
  const found = experiment.onlyKnown ?? (await lookUpClaimed(wholePlan, certain, context));
  progress.onPlanned(
    { trainer: trainer.description, models: models.map((model) => model.name), looks, ...tasksOf(config) },
    runsToNextAndLast(first, all, found),
    secondsOf(found),
  );
  const verified = await verifyReused(first, found, experiment);
  const { known } = verified;
  progress.expect(runsToNextAndLast(first, all, known));

  const watch = watchRuns(experiment);
  const refuseOverlap = watchFolds(experiment);
  /** All ended runs, including those trained ahead. */
  const ended = new Map<string, RunRecord>();
  const pool = openPool(parallel, context, {
    ...progress,
    onFinished(run: PlannedRun, record: RunRecord) {
      ended.set(run.fingerprint, record);
      budget.money.onEnded(record);
      progress.onFinished(run, record);
    },
    mayStart: budget.mayStart,
    mayStartAhead: budget.mayStartAhead,
    async isInVain(record: RunRecord) {
      budget.onFinished(record);
      requirePrices(record, config.limits['total-cost']);
      const isInvalid = watch.isInvalid(record);
      await refuseOverlap(record);
      return isInvalid;
    },
    onIdle() {
      // Another look may still need the places.
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
      const reach = isCutShort ? pairs : pairsAhead(looks, look, config);
      isLast = look === looks.length - 1;
      const trained = await pool.train(runs, known, planRuns(undecided, seedsBetween(pairs, reach)));
      for (const { fingerprint } of runs) {
        const record = known.get(fingerprint);
        if (record === undefined) continue;
        requirePrices(record, config.limits['total-cost']);
        budget.money.onKnown(record, request.waves !== undefined);
      }
      for (const key of ['trained', 'reused', 'retried'] as const) counts[key] += trained[key];
      const complete = completeSeeds(budget.wasSpent() ? plan : [], trained.records);
      finished.push(...complete.records);
      const all =
        config.unit === 'repeat' ? [...finished] : markIncompleteRuns(finished, context.declaredMetrics);
      const records = meansOf(all, config);
      return { trained: all, records, seeds: complete.seeds, isInvalid: watch.wasInvalid() };
    },
    announce(look, undecided) {
      const pairs = pairsAt(look);
      const next = looks[look + 1] ?? pairsAt(look);
      const goOn = (until: number) => planRuns(undecided, seedsBetween(pairs, until));
      const [, ...variants] = undecided.map((model) => model.name);
      progress.onLook(
        { look: look + 1, of: looks.length, pairs, undecided: variants, next },
        runsToNextAndLast(goOn(next), goOn(pairsAt(looks.length - 1)), new Map([...known, ...ended])),
      );
    },
    countToBegin(look, undecided) {
      // With waves, records are paid when their look is judged.
      const free = request.waves === undefined ? known : new Map<string, RunRecord>();
      const ofSeeds = seedsBetween(pairsAt(look - 1), pairsAt(look)).map((seed) =>
        pool.countToBegin(planRuns(undecided, [seed]).filter(({ fingerprint }) => !free.has(fingerprint))),
      );
      return { ofLook: ofSeeds.reduce((sum, runs) => sum + runs, 0), ofPair: Math.min(...ofSeeds) };
    },
    close: pool.close,
  };

  /** Leaves out runs to train if existing records already make the verdict invalid. */
  async function withoutVain(plan: readonly PlannedRun[]): Promise<readonly PlannedRun[]> {
    const isInvalid = watch.isInvalidAlready(plan, known);
    for (const { model, fingerprint } of plan) {
      const record = known.get(fingerprint);
      if (record !== undefined) await refuseOverlap({ ...record, model: model.name });
    }
    return isInvalid ? plan.filter(({ fingerprint }) => known.has(fingerprint)) : plan;
  }
}

export function tasksOf({ tasks }: Pick<LoadedConfig, 'tasks'>): { readonly tasks?: number } {
  return tasks === undefined ? {} : { tasks: tasks.length };
}
