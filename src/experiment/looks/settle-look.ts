import { evaluationOf } from '../../analysis/cases/evaluation-of.ts';
import type { EvaluationResult } from '../../analysis/cases/evaluation-result.ts';
import { type ComparedMetrics, gradeOf } from '../../analysis/cases/pass-metrics.ts';
import { createSettling, type SettledRepeats } from '../../analysis/cases/settle-repeats.ts';
import { quantileMetric } from '../../config/case-metrics.ts';
import type { LoadedConfig } from '../../config/file/load.ts';
import { UserError } from '../../config/user-error.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import { sourceOf } from '../../records/readers/named/source-of.ts';
import type { RunStore } from '../../records/store/store.ts';
import { quote } from '../../words/list.ts';
import { plural } from '../../words/plural.ts';
import type { Experiment } from '../prepare.ts';

/** As `createSettling`; null for trainings. */
export function settlingOf({
  config,
  models,
  store,
}: {
  readonly config: Pick<LoadedConfig, 'evaluate' | 'metrics' | 'gate'>;
  readonly models: ReadonlyArray<Pick<PreparedModel, 'name'>>;
  readonly store: Pick<RunStore, 'casesOf'>;
}): ReturnType<typeof createSettling> | null {
  const { evaluate, metrics } = config;
  if (evaluate === undefined) return null;
  return createSettling({
    models: models.map(({ name }) => name),
    metrics,
    compared: comparedBy(metrics),
    casesOf: store.casesOf,
    passMark: config.gate.cases?.['pass-mark'],
    options: {
      missingShare: evaluate['missing-cases'],
      ignored: evaluate.ignore,
      keys: { ignore: 'to evaluate.ignore:', missing: 'evaluate.missing-cases' },
    },
  });
}

/** @throws UserError for policies on cases that do not fit the logs */
export function describeCases(
  { cases }: Pick<SettledRepeats, 'cases'>,
  { config, models }: Pick<Experiment, 'config' | 'models'>,
): EvaluationResult | null {
  const compared = comparedBy(config.metrics);
  if (compared.deciding === undefined) return null;
  const contrary = [...compared.all, ...(config.caseMetrics ?? [])].find(
    ({ name, direction }) =>
      direction === 'maximize' && cases.lowerIsBetter?.has(quantileMetric(name)?.scorer ?? name),
  );
  if (contrary !== undefined)
    throw new UserError(
      `metrics: the log says that lower is better for ${quote(contrary.name)}; add direction: minimize to it`,
    );
  const [baseline = '', ...variants] = models.map(({ name }) => name);
  return evaluationOf(cases, {
    baseline,
    variants,
    deciding: compared.deciding,
    ...gradeOf(cases, compared),
    alpha: config.alpha,
    policy: config.gate.cases,
    caseMetrics: config.caseMetrics,
  });
}

/** The boundaries of a design with several looks are for arms that grow together. */
export function describeUnequal(settled: SettledRepeats | null, looks: readonly number[]): string[] {
  const { unpaired = [], cases } = settled ?? {};
  const [baseline, ...others] = cases?.arms ?? [];
  if (looks.length < 2 || baseline === undefined) return [];
  return others
    .filter(({ model }) => unpaired.includes(model))
    .map(
      ({ model, repeats }) =>
        `${quote(model)} has ${plural(repeats.length, 'repeat')}, and the baseline ${baseline.repeats.length}, without failed ones and copies. With unequal numbers, it is tested once, at the last look.`,
    );
}

function comparedBy(metrics: Experiment['config']['metrics']): ComparedMetrics {
  const all = metrics.map((metric) => ({ ...metric, name: sourceOf(metric).name }));
  return { deciding: all.find(({ role }) => role === 'primary')?.name, all };
}
