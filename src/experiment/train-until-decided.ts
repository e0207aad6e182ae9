/** The sequential part: train up to the next look, analyse, stop when every variant is settled. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import { markIncompleteRuns } from '../analysis/compare/incomplete-runs.ts';
import { type ComparisonName, startAnalysis } from '../analysis/decide/analyse.ts';
import { continueDesign } from '../analysis/decide/continuing.ts';
import { type Continuation, type LookSummary, summariseLooks } from '../analysis/decide/levels.ts';
import { createCrossedRows } from '../analysis/examples/crossed-rows.ts';
import type { SplitReader } from '../analysis/examples/run-predictions.ts';
import { changeEffect } from '../checks/comparison/change-effect.ts';
import { type ModelData, readModelData } from '../checks/data/model-data.ts';
import { setupOf } from '../checks/evidence.ts';
import { findBroken } from '../checks/find-broken.ts';
import { runChecks } from '../checks/run-checks.ts';
import { guardedMetrics } from '../config/schema/gate-schema.ts';
import { UserError } from '../config/user-error.ts';
import { pairsAhead } from '../plan/runs/plan-looks.ts';
import { type PlannedRun, type PreparedModel, planRuns, seedsBetween } from '../plan/runs/plan-runs.ts';
import { planWaves } from '../plan/runs/plan-waves.ts';
import type { RunRecord, Split } from '../records/record.ts';
import type { Tested } from '../records/store/tested.ts';
import { NOTHING_AHEAD, openPool, type Unneeded } from '../train/pool.ts';
import type { ExperimentProgress } from '../train/progress.ts';
import { runsToNextAndLast, secondsOf } from '../train/runs-left.ts';
import { lookUpRuns } from '../train/schedule.ts';
import type { RunCosts } from '../verdict/result.ts';
import { withholdOverfitted } from '../verdict/withhold-overfitted.ts';
import { trainingCosts } from './costs/training-costs.ts';
import { describeContinuation, furthest } from './history/continuation.ts';
import type { ContinuedExperiment } from './history/go-on.ts';
import { type Verified, verifyReused } from './history/verify-reused.ts';
import { watchFolds } from './overlapping-folds.ts';
import { completeSeeds, describeBudget, requirePairs, startBudget } from './planning/budget.ts';
import type { Experiment, ExperimentRequest } from './prepare.ts';
import { runContext, runsAtATime } from './run-context.ts';
import { neverFinished, tooOftenFailed, watchRuns } from './stop-when-invalid.ts';
import { AwaitedRunsError } from './waves/awaited-runs.ts';

export interface Training extends Omit<Verified, 'known'> {
  readonly records: readonly RunRecord[];
  /** Trained ahead, for looks that were not needed. */
  readonly unneeded: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly looks: readonly LookSummary[];
  /** null: the first design on these runs. */
  readonly continuation: Continuation | null;
  /** What has been tested by now, to be remembered. */
  readonly tested: ReadonlyArray<ComparisonName & Tested>;
  readonly modelData: readonly ModelData[];
  /** Where the time was over before the design: what that means. */
  readonly cut: string | null;
  /** Whether there is time for more runs. */
  readonly mayTrain: () => boolean;
  readonly costs: Omit<RunCosts, 'failures'>;
}

/**
 * @param readerOf of the predictions of runs; each is read once, before the first look that it takes part in
 * @throws UserError where not a single run gave a finite number, AbortedError when stopped, AwaitedRunsError where others train and a
 *   look lacks runs
 */
export async function trainUntilDecided(
  experiment: ContinuedExperiment,
  request: ExperimentRequest,
  readerOf: (split: Split) => SplitReader,
  progress: ExperimentProgress,
): Promise<Training> {
  const { name, config, looks, models, trainer } = experiment;
  const { alpha, metrics, limits, folds } = config;
  const start = performance.now();
  const parallel = runsAtATime(config, request);
  const minutes = request.totalMinutes ?? limits['total-minutes'];
  const budget = startBudget(minutes, parallel);
  const [baseline, ...variants] = models as [PreparedModel, ...PreparedModel[]];
  const analysis = startAnalysis({
    experiment: name,
    metrics,
    variants: variants.map((variant) => variant.name),
    alpha,
    guarded: guardedMetrics(config.gate),
    testShare: folds === null ? undefined : 1 / (folds.k - 1),
    looks,
    earlier: experiment.earlier,
  });
  const rows = createCrossedRows({
    variants: variants.map((variant) => variant.name),
    metrics,
    verdictFor: config.verdict.for,
    readerOf,
  });

  // Git and the files of the splits tell before the first run that scores would not mean anything: nothing is trained for that.
  let modelData: readonly ModelData[] = await readModelData(experiment, []);
  const isBrokenAlready = isBroken(experiment, modelData);
  const context = runContext(experiment, request);
  const [first = 0, last = 0] = [looks[0], looks.at(-1)];
  const wholePlan = planRuns(models, seedsBetween(0, last));
  const found = await lookUpRuns(wholePlan, context);
  const [firstLook, all] = isBrokenAlready ? [[], []] : [planRuns(models, seedsBetween(0, first)), wholePlan];
  progress.onPlanned(
    { trainer: trainer.description, models: models.map((model) => model.name), looks },
    runsToNextAndLast(firstLook, all, found),
    secondsOf(found),
  );
  const { known, ...verified } = await verifyReused(firstLook, found, experiment, request);
  progress.expect(runsToNextAndLast(firstLook, all, known));
  const finished: RunRecord[] = [];
  let [planned, cut]: [readonly number[], string | null] = [looks, null];
  let records: readonly RunRecord[] = [];
  const costs = { trained: 0, reused: 0, retried: 0 };
  let comparisons: readonly Comparison[] = [];
  let undecided = variants;
  let taken = 0;
  const watch = watchRuns(experiment);
  const refuseOverlap = watchFolds(experiment);
  const isKnown = ({ fingerprint }: Pick<PlannedRun, 'fingerprint'>) => known.has(fingerprint);
  /** With those that nobody waits for yet. */
  const ended = new Map<string, RunRecord>();
  const events = {
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
  };
  const pool = openPool(parallel, context, events);
  let unneeded: Unneeded = NOTHING_AHEAD;
  try {
    for (const [look, pairs] of isBrokenAlready ? [] : looks.entries()) {
      const plan = planRuns([baseline, ...undecided], seedsBetween(looks[look - 1] ?? 0, pairs));
      const runs = watch.isInvalidAlready(plan, known) ? plan.filter(isKnown) : plan;
      for (const { model, fingerprint } of plan) {
        const record = known.get(fingerprint);
        if (record !== undefined) await refuseOverlap({ ...record, model: model.name });
      }
      if (request.waves !== undefined && !runs.every(isKnown)) {
        const [models, waves] = [[baseline, ...undecided], planWaves(looks, request.waves)];
        throw new AwaitedRunsError({ kind: 'look', models, pairs, waves, known, context });
      }
      const reach = runs.length < plan.length ? pairs : pairsAhead(looks, look, config.executor.ahead);
      const ahead = planRuns([baseline, ...undecided], seedsBetween(pairs, reach));
      const trained = await pool.train(runs, known, context.recordsOnly ? [] : ahead);
      for (const key of ['trained', 'reused', 'retried'] as const) costs[key] += trained[key];
      const { records: ofLook, seeds } = completeSeeds(budget.wasSpent() ? plan : [], trained.records);
      finished.push(...ofLook);
      records = markIncompleteRuns(finished, context.declaredMetrics);
      refuseIfAllDiverged(records);
      if (watch.wasInvalid()) break;
      const reached = budget.wasSpent() ? (looks[look - 1] ?? 0) + seeds : pairs;
      if (budget.wasSpent()) {
        requirePairs(reached, minutes, folds !== null);
        cut = describeBudget(minutes, reached, last);
        planned = seeds === 0 ? looks : [...looks.slice(0, look), reached, ...looks.slice(look + 1)];
      }
      // Where no pair has come to it, the look before is the last one.
      const current = cut !== null && seeds === 0 ? look - 1 : look;
      taken = current + 1;
      if (neverFinished(baseline, records)) break;
      if (look === 0) modelData = await lookAgain(modelData, experiment, records);
      const held = tooOftenFailed(models, records, limits['failed-runs']);
      const examples = folds === null ? { examples: await rows.read(records) } : {};
      const take = (ends: boolean) => analysis.takeLook(records, current, { held, ends, ...examples });
      const outcome = take(cut !== null);
      ({ comparisons } = outcome);
      // A variant that never finished will not at the next look either, and one that is the baseline by another name stays it.
      const unmoved = unmovedVariants(experiment, records);
      undecided = variants.filter(
        (variant) =>
          outcome.undecided.includes(variant.name) &&
          !neverFinished(variant, records) &&
          !unmoved.includes(variant.name),
      );
      if (undecided.length === 0 || isBroken(experiment, modelData)) break;
      if (look < looks.length - 1 && !budget.isEnough(1 + undecided.length)) {
        cut = describeBudget(minutes, pairs, last);
        ({ comparisons } = take(true));
        break;
      }
      const next = looks[taken] ?? pairs;
      const goOn = (until: number) => planRuns([baseline, ...undecided], seedsBetween(pairs, until));
      progress.onLook(
        { look: taken, of: looks.length, pairs, undecided: undecided.map((variant) => variant.name), next },
        runsToNextAndLast(goOn(next), goOn(last), new Map([...known, ...ended])),
      );
    }
  } finally {
    unneeded = await pool.close();
  }
  const wallSeconds = (performance.now() - start) / 1000;
  const tested = analysis.remembered();
  const longest = furthest(tested);
  return {
    records,
    comparisons: withholdOverfitted(comparisons, { config, models, records }),
    looks: summariseLooks(planned, alpha, taken, longest && continueDesign(planned, alpha, longest)),
    continuation: describeContinuation(longest, alpha),
    tested,
    modelData,
    cut,
    mayTrain: () => cut === null && budget.mayStart(),
    ...verified,
    unneeded: unneeded.records,
    costs: trainingCosts({
      ...{ counts: costs, records, known, unneeded, parallel, wallSeconds },
      isShared: request.waves !== undefined,
    }),
  };
}

/** Whether it shows without looking at a single run that no score would mean anything. */
function isBroken(experiment: Experiment, modelData: readonly ModelData[]): boolean {
  const known = { ...setupOf(experiment), evaluationDigests: experiment.evaluation, modelData };
  return findBroken(known, experiment.config.checks).length > 0;
}

/** Variants whose runs are the baseline's although code or parameters differ. */
function unmovedVariants(experiment: Experiment, records: readonly RunRecord[]): Array<string | null> {
  return runChecks([changeEffect], { ...setupOf(experiment), records }, experiment.config.checks)
    .filter(({ status }) => status === 'fail')
    .map(({ model }) => model);
}

/** By now a run has seen the data of a module, and `setup` has made what was not there. What was read before stands. */
async function lookAgain(
  known: readonly ModelData[],
  experiment: Experiment,
  records: readonly RunRecord[],
): Promise<readonly ModelData[]> {
  if (known.every(({ evidence }) => evidence !== null)) return known;
  const again = await readModelData(experiment, records);
  return known.map((before, index) => (before.evidence === null ? (again[index] ?? before) : before));
}

/** Where not a single run gave a finite number, it is the program or its settings, and not chance. */
function refuseIfAllDiverged(records: readonly RunRecord[]): void {
  const [first] = records;
  if (first === undefined || records.some(({ status }) => status !== 'diverged')) return;
  throw new UserError(
    `no run of any model gave finite numbers; ${first.model}, seed ${first.seed}: ${first.failure}`,
  );
}
