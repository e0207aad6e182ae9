import type {
  Comparison,
  MeasuredComparison,
  SampleSummary,
  Verdict,
} from '../analysis/compare/comparison.ts';
import { summarise } from '../analysis/compare/values.ts';
import { passMetric } from '../config/case-metrics.ts';
import type { Metric } from '../config/file/normalise.ts';
import { jointVerdict } from '../verdict/overall.ts';
import type { ExperimentResult, ModelSummary } from '../verdict/result.ts';
import { type UnitWords, wordsOf } from '../words/unit-words.ts';
import { type MetricFormat, metricFormat } from './format/metric-format.ts';

export type Evaluation = NonNullable<ExperimentResult['evaluation']>;

export interface View {
  readonly result: ExperimentResult;
  readonly words: UnitWords;
  readonly baseline: ModelSummary | null;
  readonly primary: readonly Comparison[];
  readonly secondary: readonly Comparison[];
  /** Metrics with a primary comparison, in the order of the config. */
  readonly primaryMetrics: readonly Metric[];
  readonly variants: readonly string[];
  /** Tasks have other seeds, so each is compared alone, and a model has no value by seed. */
  readonly comparesEachTask: boolean;
  /** The clearest comparison that has, together with its guards, the verdict of the result. */
  readonly lead: Comparison | null;
  metric(name: string): Metric;
  format(metric: string): MetricFormat;
  model(name: string): ModelSummary | null;
}

export function viewOf(result: ExperimentResult): View {
  const primary = result.comparisons.filter(({ role }) => role === 'primary');
  const secondary = result.comparisons.filter(({ role }) => role === 'secondary');
  const variantNames = new Set(result.comparisons.map(({ variant }) => variant));
  const used = new Set(primary.map(({ metric }) => metric));
  const metrics = new Map(result.metrics.map((metric) => [metric.name, metric]));
  const comparesEachTask = result.tasks?.question === 'these-tasks' && !result.tasks.areWhole;
  const own = result.models.map((model) => (comparesEachTask ? { ...model, values: {} } : model));
  const models = new Map(own.map((model) => [model.name, model]));
  const formats = new Map<string, MetricFormat>();
  const metric = (name: string) => metrics.get(name) ?? unknownMetric(name);
  return {
    result,
    words: wordsOf(result.design),
    baseline: own.find(({ name }) => !variantNames.has(name)) ?? null,
    primary,
    secondary,
    primaryMetrics: [...used]
      .map(metric)
      .sort((a, b) => result.metrics.indexOf(a) - result.metrics.indexOf(b)),
    comparesEachTask,
    variants: [...new Set(primary.map(({ variant }) => variant))],
    lead:
      byStrength(primary.filter((one) => jointVerdict(one, result.comparisons) === result.verdict))[0] ??
      null,
    metric,
    format: (name) => {
      const known = formats.get(name) ?? metricFormat(metric(name), result.comparisons, armsOf(result, name));
      formats.set(name, known);
      return known;
    },
    model: (name) => models.get(name) ?? null,
  };
}

/** Values of the finished runs, in seed order. */
export function valuesOf(
  model: Pick<ModelSummary, 'values'> | null,
  metric: string,
): ModelSummary['values'][string] {
  // A metric may be named `toString`.
  return model !== null && Object.hasOwn(model.values, metric) ? (model.values[metric] ?? []) : [];
}

export function isMeasured(comparison: Comparison): comparison is MeasuredComparison {
  return comparison.difference !== null;
}

export function isEvaluation({ result: { design } }: View): boolean {
  return design.unit === 'repeat';
}

/** An invalid result makes each of its comparisons invalid. */
export function shownVerdict({ result }: View, { verdict }: Comparison): Verdict {
  return result.verdict === 'invalid' ? 'invalid' : verdict;
}

export function isDecided(view: View, comparison: Comparison): boolean {
  return ['improvement', 'regression'].includes(shownVerdict(view, comparison));
}

export function decidingPValue({ pValue, pValueAdjusted }: MeasuredComparison): number {
  return pValueAdjusted ?? pValue;
}

/** Null if they differ. */
export function commonLevelOf(levels: readonly number[]): number | null {
  const [level, ...others] = new Set(levels);
  return level === undefined || others.length > 0 ? null : level;
}

export function byStrength<T extends Comparison>(comparisons: readonly T[]): readonly T[] {
  return [...comparisons].sort((a, b) => strength(b) - strength(a));
}

function strength(comparison: Comparison): number {
  if (!isMeasured(comparison)) return -1;
  const statistic = Math.abs(comparison.statistic);
  return Number.isNaN(statistic) ? 0 : statistic;
}

function armsOf({ models }: ExperimentResult, metric: string): readonly SampleSummary[] {
  return models
    .map((model) => valuesOf(model, metric).map(({ value }) => value))
    .filter((values) => values.length > 0)
    .map(summarise);
}

function unknownMetric(name: string): Metric {
  return { name, role: 'secondary', direction: 'maximize', margin: null, unit: 'none' };
}

/** pass^k and pass@k, which every repeat of an evaluation has alike. */
export function isOverRepeats({ result: { design } }: View, metric: string): boolean {
  return design.unit === 'repeat' && passMetric(metric) !== null;
}
