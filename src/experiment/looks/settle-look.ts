import { evaluationOf } from '../../analysis/cases/evaluation-of.ts';
import type { EvaluationResult } from '../../analysis/cases/evaluation-result.ts';
import { type ComparedMetrics, gradeOf } from '../../analysis/cases/pass-metrics.ts';
import { createSettling, type SettledRepeats } from '../../analysis/cases/settle-repeats.ts';
import { UserError } from '../../config/user-error.ts';
import { sourceOf } from '../../records/readers/named/source-of.ts';
import { quote } from '../../words/list.ts';
import type { Experiment } from '../prepare.ts';

/** As `createSettling`; null for trainings. */
export function settlingOf({
  config,
  models,
  store,
}: Pick<Experiment, 'config' | 'models' | 'store'>): ReturnType<typeof createSettling> | null {
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
  const contrary = compared.all.find(
    ({ name, direction }) => direction === 'maximize' && cases.lowerIsBetter?.has(name),
  );
  if (contrary !== undefined)
    throw new UserError(
      `metrics: the log says that lower is better for ${quote(contrary.name)}; add direction: minimize to it`,
    );
  const [baseline = '', ...variants] = models.map(({ name }) => name);
  return evaluationOf(cases, {
    baseline,
    variants,
    ...gradeOf(cases, compared),
    alpha: config.alpha,
    policy: config.gate.cases,
    caseMetrics: config.caseMetrics,
  });
}

function comparedBy(metrics: Experiment['config']['metrics']): ComparedMetrics {
  const all = metrics.map((metric) => ({ ...metric, name: sourceOf(metric).name }));
  return { deciding: all.find(({ role }) => role === 'primary')?.name, all };
}
