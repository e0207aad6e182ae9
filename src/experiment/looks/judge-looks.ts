import type { SettledRepeats } from '../../analysis/cases/settle-repeats.ts';
import { ofTask, type Stratum } from '../../analysis/compare/compare-strata.ts';
import type { Comparison } from '../../analysis/compare/comparison.ts';
import { decidingValues } from '../../analysis/compare/samples.ts';
import { startAnalysis } from '../../analysis/decide/analyse.ts';
import { type CrossedRows, createCrossedRows } from '../../analysis/examples/crossed-rows.ts';
import type { SplitReaders } from '../../analysis/examples/run-predictions.ts';
import { recordsByTask } from '../../analysis/tasks/by-task.ts';
import { createTaskRows } from '../../analysis/tasks/task-rows.ts';
import { setupOf } from '../../checks/evidence.ts';
import { findFinal } from '../../checks/find-broken.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { fixedBaseline } from '../../config/file/normalise.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import type { RunRecord } from '../../records/record.ts';
import { compute } from '../../stop-signals.ts';
import { isUnchanged } from '../../verdict/no-change.ts';
import { allGuarded } from '../guarded-metrics.ts';
import { arePairsTasks, pairsAtLooks, scaleOfTasks } from '../means-of-tasks.ts';
import type { Experiment } from '../prepare.ts';
import { neverFinished, tooOftenFailed } from './stop-when-invalid.ts';
import type { TrainedLook } from './train-looks.ts';

interface TakenLook {
  readonly comparisons: readonly Comparison[];
  readonly undecided: readonly PreparedModel[];
}

export interface LookJudge {
  /** @param isLast time is over, so this look spends the rest of alpha */
  take(
    found: Pick<TrainedLook, 'records' | 'trained'> & { readonly settled?: SettledRepeats | null },
    look: number,
    isLast: boolean,
  ): Promise<TakenLook>;
}

/** Undefined: for new examples, if there are predictions. */
export function verdictForExamples(config: Pick<LoadedConfig, 'verdict' | 'normalise' | 'unit'>) {
  const { verdict } = config;
  if (config.unit === 'repeat') return verdict.for === 'this-test-set' ? verdict.for : 'new-examples';
  // The parts that examples have are those of the metric itself.
  if (scaleOfTasks(config) !== 'metric') return 'this-test-set';
  switch (verdict.for) {
    case 'these-tasks':
      return undefined;
    // Each task is a mean over its examples.
    case 'new-tasks':
      return 'this-test-set';
    default:
      return verdict.for;
  }
}

function createRows(
  { config, models }: Experiment,
  readerOf: SplitReaders,
  unpaired?: ReadonlySet<string>,
): CrossedRows {
  const { metrics, tasks } = config;
  const variants = models.slice(1).map(({ name }) => name);
  const verdictFor = verdictForExamples(config);
  if (tasks === undefined || arePairsTasks(config))
    return createCrossedRows({
      variants,
      metrics,
      verdictFor,
      readerOf,
      fixed: fixedBaseline(config),
      unit: config.unit,
      unpaired,
    });
  return createTaskRows({
    variants,
    metrics,
    verdictFor,
    tasks: tasks.map(({ name }) => name),
    readersOf: (task) => (split) => readerOf(split, task),
  });
}

export function startJudging(experiment: Experiment, readerOf: SplitReaders): LookJudge {
  const { name, config, models, request } = experiment;
  const { alpha, metrics, limits, folds } = config;
  const variants = models.slice(1);
  const names = variants.map((variant) => variant.name);
  const baseline = models[0]?.name ?? 'baseline';
  const fixed = fixedBaseline(config);
  let runs: readonly RunRecord[] = [];
  const runsOfTasks = (variant: string, metric: string): Stratum[] => {
    const tasks = (config.tasks ?? []).map((task) => task.name);
    return [...recordsByTask(runs, tasks)].map(([task, own]) => ({
      task,
      baseline: decidingValues(own, baseline, metric),
      candidate: decidingValues(own, variant, metric),
    }));
  };
  const unpaired = new Set<string>();
  const analysis = startAnalysis({
    experiment: name,
    unpaired,
    metrics,
    variants: names,
    alpha,
    unit: config.unit,
    guarded: allGuarded(config, request.description),
    testShare: folds === null ? undefined : 1 / (folds.k - 1),
    looks: pairsAtLooks(experiment),
    fixed,
    runsOfPairs: arePairsTasks(config) && fixed === undefined ? runsOfTasks : undefined,
  });
  const rows = createRows(experiment, readerOf);
  const pairedBy = (one: Comparison): Comparison =>
    arePairsTasks(config) && one.pairing === 'seed' ? ofTask(one) : one;
  return {
    async take({ records, trained, settled = null }, look, isLast) {
      runs = trained;
      unpaired.clear();
      for (const variant of settled?.unpaired ?? []) unpaired.add(variant);
      // A task is not lost with one of its runs.
      const counted = arePairsTasks(config) ? trained : records;
      const held = tooOftenFailed(models, counted, limits['failed-runs']);
      // Other cases may have been left out at an earlier look.
      const current = settled === null ? rows : createRows(experiment, settled.readerOf, unpaired);
      const ofRows = settled !== null || arePairsTasks(config) ? records : trained;
      const examples = folds === null ? { examples: await current.read(ofRows) } : {};
      const taken = await compute(() =>
        analysis.takeLook(records, look, { held, ends: isLast, ...examples }),
      );
      // More runs help neither a variant that never finished nor one that equals the baseline.
      const unmoved = findFinal({ ...setupOf(experiment), records }, config.checks);
      const undecided = variants.filter(
        (variant) =>
          taken.undecided.includes(variant.name) &&
          !neverFinished(variant, records) &&
          !unmoved.has(variant.name) &&
          !(
            config.mayBeEqual?.includes(variant.name) &&
            isUnchanged(variant.name, { records, baseline, metrics })
          ),
      );
      return { comparisons: taken.comparisons.map(pairedBy), undecided };
    },
  };
}
