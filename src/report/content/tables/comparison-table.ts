/** The main table: one row a model, or, with several primary metrics, one row a model and metric. */
import type { Comparison } from '../../../analysis/compare/comparison.ts';
import type { Metric } from '../../../config/file/normalise.ts';
import type { ModelSummary } from '../../../verdict/result.ts';
import { intervalLevel, NBSP, pValue, threeDigits } from '../../../words/number.ts';
import type { Column, Table } from '../../document.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { type Inline, type Phrase, plainName, say, strong } from '../../phrase.ts';
import { commonLevelOf, decidingPValue, isDecided, isMeasured, shownVerdict, type View } from '../../view.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { isWithheld } from '../headline/what-would-settle.ts';
import { failedRuns, finishedRuns } from './finished-runs.ts';
import { leavesOut, numberOfPairs } from './pair-means.ts';

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
  return {
    columns: [MODEL, RUNS, ...means, ...verdictColumns(view, comparisons, shown.length > 1 ? metric : null)],
    rows: [
      ...(comparisons.length === 0 ? [] : [baselineRow(view, metric.name, shown)]),
      ...comparisons.map((comparison) => variantRow(view, comparison, shown)),
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
    const rows = [
      ...(mine.length === 0 ? [] : [baselineRow(view, name, [{ name }])]),
      ...mine.map((comparison) => variantRow(view, comparison, [{ name }])),
    ];
    return rows.map((cells, i) => [i === 0 ? say`${metricTitle(name)}` : NOTHING, ...cells]);
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
  const shared = commonLevelOf(measured.map((c) => c.interval.level));
  const interval =
    first === undefined ? '' : shared === null ? ' [interval]' : ` [${intervalLevel(shared)}${NBSP}interval]`;
  const level = commonLevel(view.primary);
  const needed = level === null ? '' : ` (needs ≤${NBSP}${threeDigits(level)})`;
  return [
    { title: say`Δ${subject}${interval}${minimized ? ', + is better' : ''}`, align: 'right' },
    { title: say`p${needed}`, align: 'right' },
    { title: say`Verdict`, align: 'left' },
  ];
}

/** The level that all p-values of the table are held against; null where they differ. */
function commonLevel(comparisons: readonly Comparison[]): number | null {
  return commonLevelOf(comparisons.filter(isMeasured).map(({ significanceLevel }) => significanceLevel));
}

function verdictCells(view: View, comparison: Comparison): readonly Phrase[] {
  const shown = shownVerdict(view, comparison);
  // A p below its level beside an open verdict would look like a mistake.
  const but = shown === 'inconclusive' && isWithheld(comparison) ? ', not called' : '';
  const verdict = say`${VERDICT_GLYPHS[shown]} ${shown}${but}`;
  if (!isMeasured(comparison)) return [say`not compared`, NOTHING, verdict];
  const { difference, interval } = view
    .format(comparison.metric)
    .difference(comparison.estimate, comparison.interval);
  // Variants that were settled at different looks were held against different levels.
  const ownLevel =
    commonLevel(view.primary) === null ? ` (≤${NBSP}${threeDigits(comparison.significanceLevel)})` : '';
  // What Holm leaves a comparison makes its interval wider or narrower than its neighbour's.
  const ownInterval =
    commonLevelOf(view.primary.filter(isMeasured).map((c) => c.interval.level)) === null
      ? `, ${intervalLevel(comparison.interval.level)}`
      : '';
  const over = leavesOut(view, comparison) ? ` (${numberOfPairs(comparison)})` : '';
  return [
    say`${bold(difference, isDecided(view, comparison))} ${interval}${ownInterval}${over}`,
    say`${pValue(decidingPValue(comparison), comparison.significanceLevel)}${ownLevel}`,
    verdict,
  ];
}

type Shown = ReadonlyArray<Pick<Metric, 'name'>>;

/** Rows speak of all finished runs of their model: what a difference rests on may be fewer, and is said under the table. */
function baselineRow(view: View, metric: string, shown: Shown): readonly Phrase[] {
  const { baseline } = view;
  return [
    say`${plainName(baseline?.name ?? 'baseline')}`,
    runs(view, baseline, metric),
    ...shown.map(({ name }) => meanCell(view, baseline, name, false)),
    NOTHING,
    NOTHING,
    NOTHING,
  ];
}

function variantRow(view: View, comparison: Comparison, shown: Shown): readonly Phrase[] {
  const name = plainName(comparison.variant);
  const model = view.model(comparison.variant);
  const isBold = isDecided(view, comparison);
  return [
    [isBold ? strong(name) : name],
    runs(view, model, comparison.metric),
    ...shown.map((metric) => meanCell(view, model, metric.name, isBold && metric.name === comparison.metric)),
    ...verdictCells(view, comparison),
  ];
}

/** `20`, or `18, 2 failed`. */
function runs(view: View, model: ModelSummary | null, metric: string): Phrase {
  const finished = finishedRuns(view, model?.name, metric)?.n ?? 0;
  const failed = failedRuns(model);
  return say`${failed === 0 ? finished : `${finished}, ${failed}${NBSP}failed`}`;
}

function meanCell(view: View, model: ModelSummary | null, metric: string, isBold: boolean): Phrase {
  const summary = finishedRuns(view, model?.name, metric);
  if (summary === null) return NOTHING;
  const { mean, spread } = view.format(metric).mean(summary);
  return say`${bold(mean, isBold)}${spread}`;
}

function bold(text: string, emphasised: boolean): Inline {
  return emphasised ? strong(text) : text;
}
