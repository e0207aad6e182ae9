/** The main table: one row a model, or, with several primary metrics, one row a model and metric. */
import type { Comparison, SampleSummary } from '../../analysis/comparison.ts';
import type { Metric } from '../../config/normalise.ts';
import type { ModelSummary } from '../../verdict/result.ts';
import { type Column, type Inline, type Phrase, plainName, say, strong, type Table } from '../document.ts';
import { metricName, metricTitle } from '../format/metric-name.ts';
import { chosen, intervalLevel, NBSP, probability, pValue } from '../format/number.ts';
import { isMeasured, type View } from '../view.ts';
import { armSummary } from './arm-summary.ts';
import { adjusted } from './facts.ts';
import { VERDICT_GLYPHS } from './verdict-words.ts';

const NOTHING: Phrase = [];

/** A table for one metric; a second column of means stands beside it where there is a secondary metric. */
export function comparisonTable(view: View, metric: Metric): Table {
  const comparisons = view.primary.filter((comparison) => comparison.metric === metric.name);
  const beside = view.result.metrics.find(
    ({ role, name }) => role === 'secondary' && view.secondary.some((c) => c.metric === name),
  );
  const shown =
    beside === undefined
      ? [metric]
      : [metric, beside].sort((a, b) => view.result.metrics.indexOf(a) - view.result.metrics.indexOf(b));
  const means = shown.map(({ name }) => ({ title: say`${metricTitle(name)}`, align: 'right' as const }));
  const others = (variant: string) =>
    new Map(view.secondary.filter((c) => c.variant === variant).map((c) => [c.metric, c]));
  const meansOf = (comparison: Comparison, arm: 'baseline' | 'candidate') =>
    shown.map(({ name }) => {
      const source = name === metric.name ? comparison : others(comparison.variant).get(name);
      const summary = source === undefined ? null : armSummary(view, source, arm);
      if (summary === null) return NOTHING;
      return meanCell(
        view,
        name,
        summary,
        arm === 'candidate' && name === metric.name && isDecided(view, comparison),
      );
    });
  const reference = comparisons.find(isMeasured) ?? comparisons[0];
  return {
    columns: [MODEL, RUNS, ...means, ...verdictColumns(view, comparisons, shown.length > 1 ? metric : null)],
    rows: [
      ...(reference === undefined
        ? []
        : [
            [
              ...baselineCells(view, reference),
              ...meansOf(reference, 'baseline'),
              NOTHING,
              NOTHING,
              NOTHING,
              NOTHING,
            ],
          ]),
      ...comparisons.map((c) => [
        ...variantCells(view, c),
        ...meansOf(c, 'candidate'),
        ...verdictCells(view, c),
      ]),
    ],
  };
}

/** Several primary metrics in one table: the metric leads the row. */
export function comparisonsByMetric(
  view: View,
  metrics: readonly Metric[],
  comparisons: readonly Comparison[],
): Table {
  const rows = metrics.flatMap(({ name }) => {
    const mine = comparisons.filter(({ metric }) => metric === name);
    const reference = mine.find(isMeasured) ?? mine[0];
    const baseline =
      reference === undefined
        ? []
        : [
            [
              ...baselineCells(view, reference),
              armCell(view, reference, 'baseline'),
              NOTHING,
              NOTHING,
              NOTHING,
              NOTHING,
            ],
          ];
    const variants = mine.map((c) => [
      ...variantCells(view, c),
      armCell(view, c, 'candidate'),
      ...verdictCells(view, c),
    ]);
    return [...baseline, ...variants].map((cells, i) => [
      i === 0 ? say`${metricTitle(name)}` : NOTHING,
      ...cells,
    ]);
  });
  const mean: Column = { title: say`Mean ± sd`, align: 'right' };
  return {
    columns: [
      { title: say`Metric`, align: 'left' },
      MODEL,
      RUNS,
      mean,
      ...verdictColumns(view, comparisons, null),
    ],
    rows,
  };
}

const MODEL: Column = { title: ['Model'], align: 'left' };
const RUNS: Column = { title: ['Runs'], align: 'right' };

function verdictColumns(
  view: View,
  comparisons: readonly Comparison[],
  metric: Metric | null,
): readonly Column[] {
  const measured = comparisons.filter(isMeasured);
  const [first] = measured;
  const minimized = measured.some((c) => view.metric(c.metric).direction === 'minimize');
  const subject = metric === null ? '' : say` ${metricName(metric.name)}`;
  const interval = first === undefined ? '' : ` [${intervalLevel(first.interval.level)}${NBSP}interval]`;
  const level = commonLevel(view.primary);
  const needed = level === null ? '' : ` (needs ≤${NBSP}${chosen(level)})`;
  return [
    { title: say`Δ${subject}${interval}${minimized ? ', + is better' : ''}`, align: 'right' },
    { title: say`p${needed}`, align: 'right' },
    { title: say`P(better)`, align: 'right' },
    { title: say`Verdict`, align: 'left' },
  ];
}

/** The level that all p-values of the table are held against; null where they differ. */
function commonLevel(comparisons: readonly Comparison[]): number | null {
  const levels = new Set(comparisons.filter(isMeasured).map(({ significanceLevel }) => significanceLevel));
  const [level] = levels;
  return levels.size === 1 && level !== undefined ? level : null;
}

function verdictCells(view: View, comparison: Comparison): readonly Phrase[] {
  const shown = view.result.verdict === 'invalid' ? 'invalid' : comparison.verdict;
  const verdict = say`${VERDICT_GLYPHS[shown]} ${shown}`;
  if (!isMeasured(comparison)) return [say`not compared`, NOTHING, NOTHING, verdict];
  const { difference, interval } = view
    .format(comparison.metric)
    .difference(comparison.difference, comparison.interval);
  // Its interval stands with the other numbers, under the fold: eight columns are as wide as a comment.
  const better = comparison.probabilityOfImprovement;
  // Variants that were settled at different looks were held against different levels.
  const ownLevel =
    commonLevel(view.primary) === null ? ` (≤${NBSP}${chosen(comparison.significanceLevel)})` : '';
  return [
    say`${bold(difference, isDecided(view, comparison))} ${interval}`,
    say`${pValue(adjusted(comparison), comparison.significanceLevel)}${ownLevel}`,
    better === null ? NOTHING : say`${probability(better.value)}`,
    verdict,
  ];
}

function baselineCells(view: View, reference: Comparison): readonly Phrase[] {
  return [
    say`${plainName(view.baseline?.name ?? 'baseline')}`,
    say`${runs(view.baseline, armSummary(view, reference, 'baseline')?.n ?? 0)}`,
  ];
}

function variantCells(view: View, comparison: Comparison): readonly Phrase[] {
  const model = plainName(comparison.variant);
  const finished = armSummary(view, comparison, 'candidate')?.n ?? 0;
  return [
    [isDecided(view, comparison) ? strong(model) : model],
    say`${runs(view.model(comparison.variant), finished)}`,
  ];
}

/** `20`, or `18, 2 failed`: a run that failed is never dropped in silence. */
function runs(model: ModelSummary | null, compared: number): string {
  const failed =
    model === null
      ? 0
      : Object.entries(model.runs).reduce((sum, [status, n]) => sum + (status === 'ok' ? 0 : n), 0);
  return failed === 0 ? String(compared) : `${compared}, ${failed}${NBSP}failed`;
}

function armCell(view: View, comparison: Comparison, arm: 'baseline' | 'candidate'): Phrase {
  const summary = armSummary(view, comparison, arm);
  if (summary === null) return NOTHING;
  return meanCell(view, comparison.metric, summary, arm === 'candidate' && isDecided(view, comparison));
}

function meanCell(view: View, metric: string, summary: SampleSummary, emphasised: boolean): Phrase {
  const { mean, spread } = view.format(metric).mean(summary);
  return say`${bold(mean, emphasised)}${spread}`;
}

function bold(text: string, emphasised: boolean): Inline {
  return emphasised ? strong(text) : text;
}

/** In a broken comparison no number is a finding, whatever its own test says. */
function isDecided({ result }: View, { verdict }: Comparison): boolean {
  if (result.verdict === 'invalid') return false;
  return verdict === 'improvement' || verdict === 'regression';
}
