import type { EvaluationResult } from '../analysis/cases/evaluation-result.ts';
import type { Comparison } from '../analysis/compare/comparison.ts';
import { meanCurves } from '../analysis/compare/curves.ts';
import { decidingSplit } from '../analysis/compare/samples.ts';
import type { LookSummary } from '../analysis/decide/levels.ts';
import { guardTasks } from '../analysis/tasks/guard-tasks.ts';
import type { Tasks } from '../analysis/tasks/task-results.ts';
import { selectedNotices, valueSources } from '../analysis/value-sources.ts';
import type { Check } from '../checks/check.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';
import { wordsOf } from '../words/unit-words.ts';
import { type Claimed, judgeClaim } from './claim.ts';
import type { Details } from './details.ts';
import { applyGate, type PolicyWords } from './gate.ts';
import { acceptEqual } from './no-change.ts';
import { overallScope, overallVerdict } from './overall.ts';
import { type ExperimentResult, type Provenance, RESULT_SCHEMA, type RunCosts } from './result.ts';
import { type ComparedModel, summariseModel } from './summarise.ts';

export interface Evidence {
  readonly config: Pick<LoadedConfig, 'metrics' | 'seeds' | 'alpha' | 'vary' | 'gate'> &
    Partial<Pick<LoadedConfig, 'folds' | 'isVaryStated' | 'mayBeEqual'>> & {
      readonly tasks?: readonly string[] | null;
      readonly unit?: 'repeat';
    };
  readonly models: readonly ComparedModel[];
  readonly looks: readonly LookSummary[];
  readonly records: readonly RunRecord[];
  /** Results by task; `records` are then means, and `trained` has every run. */
  readonly byTask?: Tasks | null;
  readonly trained?: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  /** Null unless an evaluation was repeated. */
  readonly evaluation?: EvaluationResult | null;
  readonly checks: readonly Check[];
  readonly claimed?: readonly Claimed[];
  readonly costs: Omit<RunCosts, 'failures'>;
  readonly provenance: Provenance;
  readonly details?: Details;
  /** Default: the words for a config. */
  readonly policyWords?: PolicyWords;
}

export function judge(evidence: Evidence): ExperimentResult {
  const { config, models, looks, records, trained = records, checks, costs, provenance } = evidence;
  const compared = { records, baseline: models[0]?.name ?? 'baseline', metrics: config.metrics };
  const comparisons = acceptEqual(evidence.comparisons, compared, config.mayBeEqual ?? []);
  const { verdict, reason } = overallVerdict(comparisons, checks);
  const claim = claimOf({ ...evidence, comparisons }, verdict === 'invalid');
  const sources = valueSources(config.metrics, records);
  const guard = config.gate.tasks;
  const tasks = guard && evidence.byTask ? guardTasks(evidence.byTask, guard) : (evidence.byTask ?? null);
  const splits = splitsOf(evidence);
  const { evaluation = null } = evidence;
  return {
    schema: RESULT_SCHEMA,
    verdict,
    conclusive: verdict !== 'inconclusive' && verdict !== 'invalid',
    reason,
    scope: overallScope(comparisons, verdict),
    metrics: config.metrics,
    splits,
    ...(sources === null ? {} : { sources }),
    comparisons,
    ...(tasks === null ? {} : { tasks }),
    ...(evaluation === null ? {} : { evaluation }),
    checks,
    claim,
    design: {
      kind: config.seeds.kind,
      alpha: config.alpha,
      minimumPairs: config.seeds.min,
      maximumPairs: config.seeds.max,
      looks,
      vary: config.vary,
      ...(config.isVaryStated ? { isVaryStated: true } : {}),
      ...(hasTestSetBySeed(evidence) ? { testExamplesBySeed: true } : {}),
      ...(config.folds ? { folds: config.folds } : {}),
      ...(config.tasks ? { tasks: [...config.tasks] } : {}),
      ...(config.unit ? { unit: config.unit } : {}),
    },
    models: models.map((model) =>
      summariseModel(
        model,
        config.metrics.map(({ name }) => name),
        records,
        trained,
      ),
    ),
    curves: meanCurves(
      trained,
      models.map((model) => model.name),
      evidence.byTask?.names,
    ),
    ...(evidence.details === undefined ? {} : { details: evidence.details }),
    runs: { ...costs, failures: failuresOf(trained) },
    gate: applyGate(
      { comparisons, checks, claim, tasks, policies: evaluation?.policies ?? [] },
      config.gate,
      evidence.policyWords,
    ),
    provenance: {
      ...provenance,
      notices: [...selectedNotices(sources), ...provenance.notices],
    },
  };
}

function splitsOf({ config, records }: Evidence): NonNullable<ExperimentResult['splits']> {
  return Object.fromEntries(
    config.metrics.flatMap(({ name }) => {
      const split = decidingSplit(records, name);
      return split === null ? [] : [[name, split]];
    }),
  );
}

/** As the predictions show it. */
function hasTestSetBySeed({ records, models }: Evidence): boolean {
  const own = records.filter(({ model, status }) => model === models[0]?.name && status === 'ok');
  return new Set(own.flatMap(({ predictions }) => predictions?.examples ?? [])).size > 1;
}

function claimOf({ claimed, config, models, comparisons }: Evidence, isInvalid: boolean) {
  if (claimed === undefined) return null;
  // The baseline comes first.
  const variants = models.slice(1).map(({ name }) => name);
  return judgeClaim(claimed, {
    metrics: config.metrics,
    variants,
    comparisons,
    isInvalid,
    words: wordsOf(config),
  });
}

function failuresOf(records: readonly RunRecord[]): RunCosts['failures'] {
  return records
    .filter((record) => record.status !== 'ok')
    .map(({ model, task, seed, status, failure }) => ({
      model,
      seed,
      status,
      message: `${task === undefined ? '' : `${task}: `}${failure ?? status}`,
    }));
}
