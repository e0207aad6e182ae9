/** The one table of the comment: a row a model (and metric), each difference with its interval drawn on one scale. */
import type { Comparison, MeasuredComparison, Verdict } from '../../../analysis/compare/comparison.ts';
import { type Block, type Column, small, tableBlock } from '../../document.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { intervalLevel, NBSP } from '../../format/number.ts';
import { code, enumerate, join, type Phrase, plainName, say, strong } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { finishedRuns } from './finished-runs.ts';
import { axisLabels, type Drawn, emptyBar, intervalBar, type Span, spanOf } from './interval-bar.ts';

/** More rows would push the findings off the screen; with metrics and models in columns of their own, rows are higher. */
const MAX_ROWS = { oneMetric: 6, several: 5 };
const NOTHING: Phrase = [];

export function overview(view: View): readonly Block[] {
  const shown = shownComparisons(view);
  if (shown.length === 0) return [];
  const scale = scaleOf(view, shown);
  const rows = [...baselineRows(view, shown), ...shown];
  const columns = columnsOf(view, shown, scale).filter(({ cell }) =>
    rows.some((row) => cell(row).length > 0),
  );
  const hidden = view.primary.length - shown.length;
  return [
    ...tableBlock({ columns, rows: rows.map((row) => columns.map(({ cell }) => cell(row))) }),
    ...small(
      join(
        [legend(view, shown, scale), hidden > 0 ? say`${hidden} more rows are in “All numbers”.` : []],
        ' ',
      ),
    ),
  ];
}

/** In the order of the config; of too many the clearest. */
function shownComparisons({ primary, primaryMetrics, variants }: View): readonly Comparison[] {
  const most = primaryMetrics.length > 1 && variants.length > 1 ? MAX_ROWS.several : MAX_ROWS.oneMetric;
  if (primary.length <= most) return primary;
  const clearest = new Set(byStrength(primary).slice(0, most));
  return primary.filter((one) => clearest.has(one));
}

/** Of one metric the first row is the baseline's. Several have no room for one each. */
function baselineRows(view: View, shown: readonly Comparison[]): readonly BaselineRow[] {
  const [metric, ...others] = new Set(shown.map((one) => one.metric));
  return metric === undefined || others.length > 0
    ? []
    : [{ variant: view.baseline?.name ?? 'baseline', metric, isBaseline: true }];
}

interface BaselineRow {
  readonly variant: string;
  readonly metric: string;
  readonly isBaseline: true;
}

type Row = BaselineRow | Comparison;

interface CellColumn extends Column {
  cell(row: Row): Phrase;
}

/** What 780 pixels have room for, the verdict early: a phone shows the first columns alone. */
function columnsOf(view: View, shown: readonly Comparison[], scale: Scale): readonly CellColumn[] {
  const metrics = [...new Set(shown.map(({ metric }) => metric))];
  const [metric] = metrics;
  const only = metrics.length === 1 && metric !== undefined ? metric : null;
  const folds = shown.some(({ pairing }) => pairing === 'fold');
  const axis =
    only === null
      ? say`worse · better`
      : [code(axisLabels(scale.span, (value) => view.format(only).signedBare(value)))];
  const column = (title: Phrase, align: Column['align'], cell: CellColumn['cell']) => ({
    title,
    align,
    cell,
  });
  return [
    ...(only === null ? [column(say`Metric`, 'left', (row) => say`${metricTitle(row.metric)}`)] : []),
    ...(only !== null || view.variants.length > 1
      ? [column(say`Model`, 'left', (row) => modelCell(view, row))]
      : []),
    column(say`Verdict`, 'left', (row) => verdictCell(view, row)),
    column(say`Difference`, 'right', (row) => differenceCell(view, row)),
    column(axis, 'left', (row) => barCell(row, scale, shown)),
    ...(only === null && view.variants.length > 1
      ? []
      : [
          column(only === null ? say`Mean` : say`${metricTitle(only)}`, 'right', (row) =>
            meanCell(view, row),
          ),
        ]),
    column(say`${folds ? 'Folds' : 'Seeds'} won`, 'right', (row) => wonCell(view, row)),
  ];
}

/** Bars of several metrics share a scale in units of their margins, or, without one, of their own widest interval. */
interface Scale {
  readonly span: Span;
  unit(metric: string): number;
}

function scaleOf(view: View, shown: readonly Comparison[]): Scale {
  const measured = shown.filter(isMeasured);
  const metrics = [...new Set(measured.map(({ metric }) => metric))];
  const margins = metrics.map((name) => view.metric(name).margin);
  const [only] = margins;
  if (metrics.length === 1)
    return {
      span: spanOf(
        measured.map((one) => drawn(one, 1)),
        only ?? null,
      ),
      unit: () => 1,
    };
  const inMargins = margins.every((margin) => margin !== null && margin > 0);
  const units = new Map(
    metrics.map((name, i) => [name, inMargins ? (margins[i] ?? 1) : widest(measured, name)]),
  );
  const unit = (name: string) => units.get(name) ?? 1;
  return {
    span: spanOf(
      measured.map((one) => drawn(one, unit(one.metric))),
      inMargins ? 1 : null,
    ),
    unit,
  };
}

function widest(measured: readonly MeasuredComparison[], name: string): number {
  const reaches = measured
    .filter(({ metric }) => metric === name)
    .map(({ interval }) => Math.max(Math.abs(interval.low), Math.abs(interval.high)));
  return Math.max(...reaches.filter(Number.isFinite), 0) || 1;
}

function drawn({ estimate, interval }: MeasuredComparison, unit: number): Drawn {
  return { low: interval.low / unit, estimate: estimate / unit, high: interval.high / unit };
}

function isBaseline(row: Row): row is BaselineRow {
  return 'isBaseline' in row;
}

/** In a broken comparison no number is a finding, whatever its own test says. */
function verdictOf(view: View, { verdict }: Comparison): Verdict {
  return view.result.verdict === 'invalid' ? 'invalid' : verdict;
}

function isDecided(view: View, row: Row): boolean {
  return !isBaseline(row) && ['improvement', 'regression'].includes(verdictOf(view, row));
}

function modelCell(view: View, row: Row): Phrase {
  const name = plainName(row.variant);
  return [isDecided(view, row) ? strong(name) : name];
}

function verdictCell(view: View, row: Row): Phrase {
  if (isBaseline(row)) return NOTHING;
  const verdict = verdictOf(view, row);
  return say`${VERDICT_GLYPHS[verdict]}${NBSP}${verdict}`;
}

function differenceCell(view: View, row: Row): Phrase {
  if (isBaseline(row)) return NOTHING;
  if (!isMeasured(row)) return say`not compared`;
  const text = view.format(row.metric).difference(row.estimate, row.interval);
  return say`${isDecided(view, row) ? strong(text.difference) : text.difference} ${text.interval}`;
}

function barCell(row: Row, { span, unit }: Scale, shown: readonly Comparison[]): Phrase {
  if (isBaseline(row)) return shown.some(isMeasured) ? [code(emptyBar(span))] : NOTHING;
  return isMeasured(row) ? [code(intervalBar(drawn(row, unit(row.metric)), span))] : NOTHING;
}

function meanCell(view: View, { variant, metric }: Row): Phrase {
  const summary = finishedRuns(view, variant, metric);
  if (summary === null) return NOTHING;
  const { mean, spread } = view.format(metric).mean({ ...summary, standardDeviation: null });
  return say`${mean}${spread}`;
}

function wonCell(view: View, row: Row): Phrase {
  const better = isBaseline(row) || !isMeasured(row) ? null : row.better;
  // Of one run each it would say no more than the sign.
  const won = better === null || better.of < 2 ? NOTHING : say`${better.count}${NBSP}of${NBSP}${better.of}`;
  return join([won, failed(view, row.variant)], ', ');
}

/** A run that failed is never dropped in silence. */
function failed(view: View, model: string): Phrase {
  const runs = Object.entries(view.model(model)?.runs ?? {});
  const n = runs.reduce((sum, [status, count]) => sum + (status === 'ok' ? 0 : count), 0);
  return n === 0 ? NOTHING : say`${n}${NBSP}failed`;
}

/** What a statistician needs to read the intervals: `Intervals: 95 %, adjusted for 6 looks and 3 comparisons. ¦ marks ±0.01, the margin.` */
function legend(view: View, shown: readonly Comparison[], { span }: Scale): Phrase {
  const measured = shown.filter(isMeasured);
  if (measured.length === 0) return [];
  const levels = measured.map(({ interval }) => interval.level);
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const level = low === high ? intervalLevel(low) : `${intervalLevel(low)} to ${intervalLevel(high)}`;
  return join(
    [say`Intervals: ${level}${adjustments(view)}.`, marginMark(view, measured, span), sides(view, measured)],
    ' ',
  );
}

function adjustments({ primary, result: { design } }: View): string {
  const looks = design.looks.length;
  const comparisons = primary.filter(isMeasured).length;
  const reasons = [
    ...(looks > 1 ? [[`${looks} looks`]] : []),
    ...(comparisons > 1 ? [[`${comparisons} comparisons`]] : []),
  ];
  return reasons.length === 0 ? '' : `, adjusted for ${enumerate(reasons).join('')}`;
}

function marginMark(view: View, measured: readonly MeasuredComparison[], { margin }: Span): Phrase {
  if (margin === null) return [];
  const names = [...new Set(measured.map(({ metric }) => metric))];
  const [name] = names;
  if (name === undefined) return [];
  if (names.length > 1) return say`${code('¦')} marks the margin of each metric.`;
  return say`${code('¦')} marks the margin, ±${view.format(name).exact(view.metric(name).margin ?? 0)}.`;
}

function sides(view: View, measured: readonly MeasuredComparison[]): Phrase {
  const isTurned = measured.some(({ metric }) => view.metric(metric).direction === 'minimize');
  const better = isTurned ? 'Right and + are better.' : 'Right is better.';
  return measured.some(({ pairing }) => pairing === 'none')
    ? say`${better} The runs share no seeds, so no seed is won.`
    : say`${better}`;
}
