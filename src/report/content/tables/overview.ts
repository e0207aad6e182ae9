/** The one table of the comment: a row a model (and metric), each difference with its interval drawn on one scale. */
import type { Comparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP } from '../../../words/number.ts';
import { type Block, type Column, small, tableBlock } from '../../document.ts';
import { shortenMiddle } from '../../format/clean.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { plainText } from '../../format/plain.ts';
import { code, enumerate, join, type Phrase, plainName, say, strong } from '../../phrase.ts';
import { byStrength, isDecided, isMeasured, shownVerdict, type View } from '../../view.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { failedRuns, finishedRuns } from './finished-runs.ts';
import { type IntervalScale, intervalScale } from './interval-scale.ts';

/** More lines of text would push the findings off the screen; with metrics and models in columns of their own, rows are higher. */
const MAX_LINES = { oneMetric: 12, several: 10 };
/** A difference with its interval. */
const LINES_A_ROW = 2;
/** Of the column of models, whose names break at their hyphens. */
const CHARS_A_LINE = 7;
const NOTHING: Phrase = [];
/** Code does not wrap, and a name with underscores neither: longer ones would push the verdict off the screen. */
const MAX_CODE_CHARS = 20;
const MAX_NAME_CHARS = 28;
const MAX_TITLE_CHARS = 14;
/** Of bars, beside a column of metrics and one of models. */
const NARROW_BAR = 15;

export function overview(view: View): readonly Block[] {
  const shown = shownComparisons(view);
  if (shown.length === 0) return [];
  const isNarrow = view.variants.length > 1 && new Set(shown.map(({ metric }) => metric)).size > 1;
  const scale = isNarrow ? intervalScale(view, shown, NARROW_BAR) : intervalScale(view, shown);
  const rows = [...baselineRows(view, shown), ...shown];
  const columns = columnsOf(view, shown, scale);
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
  const most = primaryMetrics.length > 1 && variants.length > 1 ? MAX_LINES.several : MAX_LINES.oneMetric;
  let lines = 0;
  const clearest = new Set(
    byStrength(primary).filter(({ variant }) => {
      lines += variants.length > 1 ? Math.max(LINES_A_ROW, nameLines(variant)) : LINES_A_ROW;
      return lines <= most;
    }),
  );
  return primary.filter((one) => clearest.has(one));
}

function nameLines(name: string): number {
  const ends = [0];
  for (const { length } of shortenMiddle(name, MAX_NAME_CHARS).split('-')) {
    const end = ends.at(-1) ?? 0;
    if (end > 0 && end + length > CHARS_A_LINE) ends.push(0);
    ends[ends.length - 1] = (ends.at(-1) ?? 0) + length + 1;
  }
  return ends.length;
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
function columnsOf(
  view: View,
  shown: readonly Comparison[],
  scale: IntervalScale | null,
): readonly CellColumn[] {
  const metrics = [...new Set(shown.map(({ metric }) => metric))];
  const [metric] = metrics;
  const only = metrics.length === 1 && metric !== undefined ? metric : null;
  const folds = shown.some(({ pairing }) => pairing === 'fold');
  const axis = scale === null ? NOTHING : [only === null ? scale.title : code(scale.title)];
  const column = (title: Phrase, align: Column['align'], cell: CellColumn['cell']) => ({
    title,
    align,
    cell,
  });
  return [
    ...(only === null ? [column(say`Metric`, 'left', (row) => metricCell(row))] : []),
    ...(only !== null || view.variants.length > 1
      ? [column(say`Model`, 'left', (row) => modelCell(view, row))]
      : []),
    column(say`Verdict`, 'left', (row) => verdictCell(view, row)),
    column(say`Difference`, 'right', (row) => differenceCell(view, row)),
    column(axis, 'left', (row) => barCell(row, scale)),
    ...(only === null && view.variants.length > 1
      ? []
      : [column(meanTitle(only), 'right', (row) => meanCell(view, row))]),
    column(say`${folds ? 'Folds' : 'Seeds'} won`, 'right', (row) => wonCell(view, row)),
  ];
}

function isBaseline(row: Row): row is BaselineRow {
  return 'isBaseline' in row;
}

function isBold(view: View, row: Row): boolean {
  return !isBaseline(row) && isDecided(view, row);
}

function modelCell(view: View, row: Row): Phrase {
  const name = plainName(shortenMiddle(row.variant, MAX_NAME_CHARS));
  return [isBold(view, row) ? strong(name) : name];
}

function metricCell({ metric }: Row): Phrase {
  const title = metricTitle(metric);
  return typeof title === 'string' ? say`${title}` : [code(shortenMiddle(metric, MAX_CODE_CHARS))];
}

/** @param only null: the means of several metrics */
function meanTitle(only: string | null): Phrase {
  const title: Phrase = only === null ? [] : [metricTitle(only)];
  const length = [...plainText(title)].length;
  return length === 0 || length > MAX_TITLE_CHARS ? say`Mean` : title;
}

function verdictCell(view: View, row: Row): Phrase {
  if (isBaseline(row)) return NOTHING;
  const verdict = shownVerdict(view, row);
  return say`${VERDICT_GLYPHS[verdict]}${NBSP}${verdict}`;
}

function differenceCell(view: View, row: Row): Phrase {
  if (isBaseline(row)) return NOTHING;
  if (!isMeasured(row)) return say`not compared`;
  const text = view.format(row.metric).difference(row.estimate, row.interval);
  return say`${isBold(view, row) ? strong(text.difference) : text.difference} ${text.interval}`;
}

function barCell(row: Row, scale: IntervalScale | null): Phrase {
  if (scale === null) return NOTHING;
  if (isBaseline(row)) return [code(scale.empty)];
  return isMeasured(row) ? [code(scale.bar(row))] : NOTHING;
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
  const failed = failedRuns(view.model(row.variant));
  return join([won, failed === 0 ? NOTHING : say`${failed}${NBSP}failed`], ', ');
}

/** What a statistician needs to read the intervals: `Intervals: 95 %, adjusted for 6 looks and 3 comparisons. ¦ marks the margin, ±0.01.` */
function legend(view: View, shown: readonly Comparison[], scale: IntervalScale | null): Phrase {
  if (scale === null) return NOTHING;
  const measured = shown.filter(isMeasured);
  const levels = measured.map(({ interval }) => interval.level);
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const level = low === high ? intervalLevel(low) : `${intervalLevel(low)} to ${intervalLevel(high)}`;
  const isUnpaired = measured.some(({ pairing }) => pairing === 'none');
  return join(
    [
      say`Intervals: ${level}${adjustments(view)}.`,
      scale.explanation,
      isUnpaired ? say`The runs share no seeds, so no seed is won.` : NOTHING,
    ],
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
