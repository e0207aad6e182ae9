/**
 * The runs of checks that train by themselves. They start once the verdict is decided, so that nothing is spent on a comparison
 * that is broken, and are kept apart from its runs, so that no other program takes one for the other.
 */

import { join } from 'node:path';
import { markIncompleteRuns } from '../analysis/compare/incomplete-runs.ts';
import { ignoreChecks } from '../checks/ignore.ts';
import { runChecks } from '../checks/index.ts';
import type { OwnRuns } from '../checks/own-runs.ts';
import { isDecided } from '../checks/retraining/holding.ts';
import { UserError } from '../config/user-error.ts';
import { planCrossed, planSensitivity } from '../plan/runs/check-runs.ts';
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import type { RecordFolder } from '../records/store/record-folders.ts';
import { openRunStore, type RunStore } from '../records/store/store.ts';
import { createProgress } from '../train/progress.ts';
import { lookUpRuns, trainRuns } from '../train/schedule.ts';
import { overallVerdict } from '../verdict/overall.ts';
import type { RunCosts } from '../verdict/result.ts';
import { type Experiment, type ExperimentRequest, warnOf } from './prepare.ts';
import { idleSources, probeOf } from './probe-sources.ts';
import { runContext, type Training } from './train-until-decided.ts';

/** Folder in the output, of which `runs` holds the comparison's records. */
const FOLDER: RecordFolder = 'checks';

export interface TrainedOwnRuns {
  readonly own: OwnRuns;
  readonly costs: Training['costs'];
  /** Throws away the records of models whose code changed under way. */
  discard(models: ReadonlySet<string>): Promise<void>;
}

export interface PlannedOwnRuns {
  /** @throws AbortedError when stopped */
  train(training: Training): Promise<TrainedOwnRuns>;
}

const NONE: OwnRuns = { settings: [], cells: [], missing: null };

/**
 * Plans the runs and looks for their records, before anything is trained: what is found later may have been put there by a
 * run.
 */
export async function prepareOwnRuns(
  experiment: Experiment,
  request: ExperimentRequest,
): Promise<PlannedOwnRuns> {
  const { config, models, output } = experiment;
  const { sensitivity, variance } = config.checks;
  const settings = planSensitivity(models, sensitivity ?? {}, config.checks['sensitivity-seeds']);
  const cells = variance === undefined ? [] : planCrossed(models, config.vary, variance.seeds);
  const runs = [...settings, ...cells].flatMap((part) => part.runs);
  if (runs.length === 0)
    return { train: async ({ costs }) => ({ own: NONE, costs, discard: async () => {} }) };

  const store = await openRunStore(join(output, FOLDER), warnOf(request));
  const context = runContext({ ...experiment, store }, request);
  const known = await lookUpRuns(runs, context);

  async function train(training: Training): Promise<TrainedOwnRuns> {
    const { costs } = training;
    const refused = (missing: string) => ({ own: { ...NONE, missing }, costs, discard: async () => {} });
    if (await isBroken(experiment, training)) {
      return refused('the comparison is broken, so nothing more was trained');
    }
    const telling = settings.map((setting) => ({
      ...setting,
      runs: setting.runs.filter(({ model }) => isAtStake(model.name, training)),
    }));
    const start = performance.now();
    const progress = createProgress(costs.parallel, (event) => request.onProgress?.(event));
    try {
      const reusable = new Map([...byFingerprint(training.records), ...known]);
      const first = [probeOf(cells) ?? []].flat();
      const probed = await trainRuns(first, reusable, 1, context);
      const [probe] = probed.records;
      const idle = probe === undefined ? null : idleSources(probe, training.records, context.declaredMetrics);
      const crossed = idle === null ? cells : [];
      const wanted = [...telling, ...crossed].flatMap((part) => part.runs);
      if (wanted.length > 0) request.onProgress?.({ kind: 'own-runs', runs: wanted.length });
      const seen = new Map([...reusable, ...byFingerprint(probed.records)]);
      const more = await trainRuns(wanted, seen, costs.parallel, context, progress);
      const own = markIncompleteRuns(more.records, context.declaredMetrics);
      const records = [...probed.records, ...own];
      const wallSeconds = (performance.now() - start) / 1000;
      return {
        own: { ...assign(own, telling, crossed), missing: null, idle },
        costs: addCosts(training, {
          trained: probed.trained + more.trained,
          retried: probed.retried + more.retried,
          records,
          wallSeconds,
        }),
        discard: (changed) => discardAll(store, records, changed),
      };
    } catch (error) {
      // The verdict stands without them.
      if (!(error instanceof UserError)) throw error;
      warnOf(request)(`no more runs for checks: ${error.message}`);
      return refused(error.message);
    }
  }
  return { train };
}

/** Other settings are for what was decided, and for the baseline beside it: what is inconclusive cannot be lost. */
function isAtStake(model: string, { comparisons }: Training): boolean {
  const decided = comparisons.filter((comparison) => comparison.role === 'primary' && isDecided(comparison));
  return decided.length > 0 && (model === 'baseline' || decided.some(({ variant }) => variant === model));
}

async function isBroken(experiment: Experiment, training: Training): Promise<boolean> {
  const { metrics } = experiment.config;
  const code = await experiment.inspectCode();
  const checks = runChecks({ ...experiment, ...training, metrics, code });
  const counted = ignoreChecks(checks, experiment.config.checks.ignore);
  return overallVerdict(training.comparisons, counted).verdict === 'invalid';
}

/** In the order in which `train` has put the runs. */
function assign<Setting extends Part, Cell extends Part>(
  records: readonly RunRecord[],
  settings: readonly Setting[],
  cells: readonly Cell[],
) {
  let next = 0;
  const take = <Own extends Part>({ runs, ...part }: Own) => {
    next += runs.length;
    return { ...part, records: records.slice(next - runs.length, next) };
  };
  return { settings: settings.map(take), cells: cells.map(take) };
}

interface Part {
  readonly runs: readonly PlannedRun[];
}

/** Runs that the comparison has as well are counted there. */
function addCosts(
  { costs, records }: Training,
  more: Pick<RunCosts, 'trained' | 'retried' | 'wallSeconds'> & { readonly records: readonly RunRecord[] },
): Training['costs'] {
  const compared = byFingerprint(records);
  const own = [...byFingerprint(more.records).values()].filter(
    ({ fingerprint }) => !compared.has(fingerprint),
  );
  return {
    ...costs,
    trained: costs.trained + more.trained,
    reused: costs.reused + own.length - more.trained,
    retried: costs.retried + more.retried,
    wallSeconds: costs.wallSeconds + more.wallSeconds,
    cpuSeconds: own.reduce((sum, { cost }) => sum + (cost.cpuSeconds ?? cost.wallSeconds), costs.cpuSeconds),
    forChecks: own.length,
  };
}

function byFingerprint(records: readonly RunRecord[]): Map<string, RunRecord> {
  return new Map(records.map((record) => [record.fingerprint, record]));
}

async function discardAll(
  store: RunStore,
  records: readonly RunRecord[],
  models: ReadonlySet<string>,
): Promise<void> {
  for (const { model, fingerprint } of records) if (models.has(model)) await store.discard(fingerprint);
}
