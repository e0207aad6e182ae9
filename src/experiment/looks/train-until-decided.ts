/** Trains up to the next look, analyses, and stops when every variant is settled. */
import type { SettledRepeats } from '../../analysis/cases/settle-repeats.ts';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { type LookSummary, summariseLooks } from '../../analysis/decide/levels.ts';
import type { SplitReaders } from '../../analysis/examples/run-predictions.ts';
import { setupOf } from '../../checks/evidence.ts';
import { findBroken } from '../../checks/find-broken.ts';
import { withholdDoubted } from '../../checks/withhold.ts';
import { UserError } from '../../config/user-error.ts';
import { isTrained, type PreparedModel } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { NOTHING_AHEAD, type Unneeded } from '../../train/pool.ts';
import type { ExperimentProgress } from '../../train/progress.ts';
import type { RunCosts } from '../../verdict/result.ts';
import { quoteNames } from '../../words/list.ts';
import { trainingCosts, withTrainedElsewhere } from '../costs/training-costs.ts';
import { dataSetsOf, type KnownData, readData } from '../data-of-task.ts';
import type { Verified } from '../history/verify-reused.ts';
import { arePairsTasks, ofMeans, pairsAtLooks, requireMeans, scaledRuns } from '../means-of-tasks.ts';
import { describeBudget, requirePairs, startBudget } from '../planning/budget.ts';
import type { Experiment } from '../prepare.ts';
import { runsAtATime } from '../run-context.ts';
import { startJudging } from './judge-looks.ts';
import { refuseRepeatedTasks } from './refuse-repeated-tasks.ts';
import { describeCases, settlingOf } from './settle-look.ts';
import { neverFinished } from './stop-when-invalid.ts';
import { type BeginRepeats, startLooks } from './train-looks.ts';

export interface Training extends Omit<Verified, 'known'>, KnownData {
  /** Records to judge: with tasks, the means over them, which name no task. */
  readonly records: readonly RunRecord[];
  /** Every run of the comparison. */
  readonly trained: readonly RunRecord[];
  /** Runs trained ahead for looks that were not needed. */
  readonly unneeded: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  readonly looks: readonly LookSummary[];
  /** What it means that time ended before the design did. */
  readonly cut: string | null;
  readonly mayTrain: () => boolean;
  /** The repeats of an evaluation at the last look; null if they can't be compared. */
  readonly settled?: SettledRepeats | null;
  /** Why they can't. */
  readonly caseFault?: string | null;
  readonly costs: Omit<RunCosts, 'failures'>;
}

/**
 * @param readerOf of the predictions of runs; each is read once, before the first look that it takes part in
 * @param beginRepeats called where the last runs leave places idle
 * @throws UserError where not a single run gave a finite number, AbortedError when stopped, AwaitedRunsError where others train and a
 *   look lacks runs
 */
export async function trainUntilDecided(
  experiment: Experiment,
  readerOf: SplitReaders,
  progress: ExperimentProgress,
  beginRepeats?: BeginRepeats,
): Promise<Training> {
  const { config, request, looks, models } = experiment;
  const { alpha, limits, folds } = config;
  const start = performance.now();
  const parallel = runsAtATime(config, request);
  const minutes = request.totalMinutes ?? limits['total-minutes'];
  const dollars = limits['total-cost'];
  const bounds = { minutes, dollars, isFolded: folds !== null, isEvaluation: config.unit === 'repeat' };
  const budget = startBudget(minutes, parallel, dollars);
  const settle = settlingOf(experiment);
  let settled: SettledRepeats | null = null;
  let caseFault: string | null = null;
  const [baseline, ...variants] = models as [PreparedModel, ...PreparedModel[]];
  const last = looks.at(-1) ?? 0;
  const judged = ofMeans(experiment);
  const judge = startJudging(judged, readerOf);
  // Git and the split files can show before training that scores would mean nothing.
  let data = await readData(experiment, []);
  const isBrokenAlready = isBroken(experiment, data);
  const training = await startLooks(experiment, progress, {
    budget,
    parallel,
    isBroken: isBrokenAlready,
    beginRepeats,
  });
  let planned: readonly number[] = pairsAtLooks(experiment);
  let cut: string | null = null;
  let records: readonly RunRecord[] = [];
  let runs: readonly RunRecord[] = [];
  let comparisons: readonly Comparison[] = [];
  let undecided: readonly PreparedModel[] = variants;
  let taken = 0;
  let unneeded: Unneeded = NOTHING_AHEAD;
  try {
    for (const [look, pairs] of isBrokenAlready ? [] : looks.entries()) {
      const trained = await training.train(look, [baseline, ...undecided]);
      records = trained.records;
      runs = trained.trained;
      refuseIfAllDiverged(runs);
      refuseRepeatedTasks(
        runs,
        (config.tasks ?? []).map((task) => task.name),
        config.metrics.map((metric) => metric.name),
      );
      if (trained.isInvalid) break;
      const found = (await settle?.(runs)) ?? null;
      if (found !== null && 'fault' in found) {
        caseFault = found.fault;
        break;
      }
      // Policies that do not fit the logs are known before the next repeats are paid.
      if (found !== null && look === 0) describeCases(found, experiment);
      settled = found;
      records = settled?.records ?? records;
      if (look === 0) requireMeans(runs, config);
      // Without a new pair, the previous look is the last.
      let current = look;
      if (budget.wasSpent()) {
        const before = looks[look - 1] ?? 0;
        const reached = before + trained.seeds;
        requirePairs(reached, budget, bounds);
        cut = describeBudget(reached, last, bounds, budget.money.wasSpent());
        if (trained.seeds === 0) current = look - 1;
        else if (!arePairsTasks(config))
          planned = [...looks.slice(0, look), reached, ...looks.slice(look + 1)];
      }
      taken = current + 1;
      const measured = { records, trained: scaledRuns(runs, config), settled };
      const { fixed = [] } = settled ?? {};
      if (fixed.length > 0 && look < looks.length - 1) cut ??= describeFixed(fixed, pairs);
      if (isTrained(baseline) && neverFinished(baseline, records)) break;
      if (look === 0) data = await readData(experiment, runs, data);
      ({ comparisons, undecided } = await judge.take(measured, current, cut !== null));
      if (undecided.length === 0 || isBroken(experiment, data)) break;
      if (look < looks.length - 1) {
        const { ofPair, ofLook } = training.countToBegin(look + 1, [baseline, ...undecided]);
        if (!budget.isEnough(ofPair, ofLook)) {
          cut = describeBudget(pairs, last, bounds, !budget.money.isEnough(ofLook));
          ({ comparisons } = await judge.take(measured, current, true));
          break;
        }
      }
      training.announce(current, [baseline, ...undecided]);
    }
  } finally {
    unneeded = await training.close();
  }
  const wallSeconds = (performance.now() - start) / 1000;
  const { verified, counts } = training;
  const { known, ...held } = verified;
  const vain =
    request.waves === undefined ? unneeded : withTrainedElsewhere(unneeded, { known, records: runs });
  return {
    records,
    trained: runs,
    comparisons: withholdDoubted(comparisons, { ...setupOf(judged), records }, config.checks),
    looks: summariseLooks(planned, alpha, taken),
    ...data,
    ...(settle === null ? {} : { settled, caseFault }),
    cut,
    mayTrain: () => cut === null && budget.mayStart(),
    ...held,
    unneeded: vain.records,
    costs: trainingCosts({ counts, records: runs, known, unneeded: vain, parallel, wallSeconds }),
  };
}

function describeFixed(models: readonly string[], repeats: number): string {
  return `${quoteNames(models)}: all ${repeats} repeats have the same answers, so the evaluation ended at one repeat. The verdict says nothing about sampling`;
}

/** Whether the comparison is broken before any run, on one of its data sets. */
function isBroken(experiment: Experiment, data: KnownData): boolean {
  const known = { ...setupOf(experiment), evaluationDigests: experiment.evaluation };
  return dataSetsOf(data).some(
    (modelData) => findBroken({ ...known, modelData }, experiment.config.checks).length > 0,
  );
}

/** If no run gave a finite number, the program or its settings are wrong. */
function refuseIfAllDiverged(records: readonly RunRecord[]): void {
  const [first] = records;
  if (first === undefined || records.some(({ status }) => status !== 'diverged')) return;
  throw new UserError(`no run of any model gave finite numbers; ${nameRun(first)}: ${first.failure}`);
}
