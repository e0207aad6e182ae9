/** The result, indexed the way the report asks for it. */
import type {
  Comparison,
  MeasuredComparison,
  SampleSummary,
  Verdict,
} from '../analysis/compare/comparison.ts';
import { summarise } from '../analysis/compare/values.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { ExperimentResult, ModelSummary } from '../verdict/result.ts';
import { type MetricFormat, metricFormat } from './format/metric-format.ts';

export interface View {
  readonly result: ExperimentResult;
  /** The model that no comparison calls its variant. */
  readonly baseline: ModelSummary | null;
  readonly primary: readonly Comparison[];
  readonly secondary: readonly Comparison[];
  /** Metrics of the primary comparisons, in the order of the config. */
  readonly primaryMetrics: readonly Metric[];
  /** Names of the variants that are compared on a primary metric, in order. */
  readonly variants: readonly string[];
  /** The primary comparison that the headline speaks of first; null where there is none with that verdict. */
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
  const models = new Map(result.models.map((model) => [model.name, model]));
  const formats = new Map<string, MetricFormat>();
  const metric = (name: string) => metrics.get(name) ?? unknownMetric(name);
  return {
    result,
    baseline: result.models.find(({ name }) => !variantNames.has(name)) ?? null,
    primary,
    secondary,
    primaryMetrics: [...used]
      .map(metric)
      .sort((a, b) => result.metrics.indexOf(a) - result.metrics.indexOf(b)),
    variants: [...new Set(primary.map(({ variant }) => variant))],
    lead: byStrength(primary.filter(({ verdict }) => verdict === result.verdict))[0] ?? null,
    metric,
    format: (name) => {
      const known = formats.get(name) ?? metricFormat(metric(name), result.comparisons, armsOf(result, name));
      formats.set(name, known);
      return known;
    },
    model: (name) => models.get(name) ?? null,
  };
}

/** Of its finished runs, in seed order; none where it has none. */
export function valuesOf(model: ModelSummary | null, metric: string): ModelSummary['values'][string] {
  // A metric may be called like something that every object inherits.
  return model !== null && Object.hasOwn(model.values, metric) ? (model.values[metric] ?? []) : [];
}

export function isMeasured(comparison: Comparison): comparison is MeasuredComparison {
  return comparison.difference !== null;
}

/** In a broken comparison no number is a finding, whatever its own test says. */
export function shownVerdict({ result }: View, { verdict }: Comparison): Verdict {
  return result.verdict === 'invalid' ? 'invalid' : verdict;
}

/** Better or worse. */
export function isDecided(view: View, comparison: Comparison): boolean {
  return ['improvement', 'regression'].includes(shownVerdict(view, comparison));
}

/** The p that decides: adjusted for the other primary comparisons. */
export function decidingPValue({ pValue, pValueAdjusted }: MeasuredComparison): number {
  return pValueAdjusted ?? pValue;
}

/** The level that all of them have; null where they differ, or there are none. */
export function commonLevelOf(levels: readonly number[]): number | null {
  const [level, ...others] = new Set(levels);
  return level === undefined || others.length > 0 ? null : level;
}

/** The clearest difference first; what could not be measured last. */
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
