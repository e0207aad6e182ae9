/** The comparisons as a table that fits the terminal: what does not fit is left out, the least important first. */
import type { Comparison, MeasuredComparison, Verdict } from '../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../words/number.ts';
import { VERDICT_GLYPHS } from '../content/headline/verdict-words.ts';
import { finishedRuns } from '../content/tables/finished-runs.ts';
import { type IntervalScale, intervalScale } from '../content/tables/interval-scale.ts';
import { metricTitle } from '../format/metric-name.ts';
import { plainText } from '../format/plain.ts';
import { plainName, say } from '../phrase.ts';
import { byStrength, commonLevelOf, isMeasured, type View } from '../view.ts';
import { columnsOf, cutToColumns, type Paint, pad, type Style } from './text.ts';

const GAP = '  ';
const SHORTEST_NAME = 8;
const LONGEST_NAME = 24;
const [SHORTEST_BAR, LONGEST_BAR] = [15, 31];

export const VERDICT_STYLES: Readonly<Record<Verdict, Style>> = {
  improvement: 'green',
  regression: 'red',
  equivalent: 'cyan',
  inconclusive: 'yellow',
  invalid: 'red',
};

interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
  /** Of bars. */
  readonly scale?: IntervalScale;
}

/** @returns no more than `lines` lines, none of more than `columns` columns */
export function comparisonLines(view: View, columns: number, lines: number, paint: Paint): readonly string[] {
  // The title, and what stands below the table.
  const room = Math.max(1, lines - 3);
  const shown = view.primary.length <= room ? view.primary : byStrength(view.primary).slice(0, room);
  if (shown.length === 0) return [];
  const table = fitted(view, shown, columns);
  const below = [
    view.primary.length === shown.length ? '' : `The ${room} clearest of ${view.primary.length} comparisons.`,
    ...table.flatMap(({ scale }) => (scale === undefined ? [] : [plainText(scale.explanation)])),
  ].filter((text) => text !== '');
  return [...draw(table, shown, paint), ...below.map((text) => paint('dim', cutToColumns(text, columns)))];
}

/** Columns in reading order, within the width. */
function fitted(view: View, shown: readonly Comparison[], columns: number): readonly Column[] {
  const [difference, words, own] = [differenceColumn(view, shown), verdictColumn(shown), modelColumn(shown)];
  const least = Math.min(widthOf(own), SHORTEST_NAME);
  const named = view.primaryMetrics.length > 1 ? [metricColumn(shown)] : [];
  const room = columns - widthOf(difference) - 2 * GAP.length - least;
  const metrics = total(named) + widthOf(words) <= room ? named : named.map((one) => cut(one, SHORTEST_NAME));
  // The glyph alone says it too.
  const verdict = total(metrics) + widthOf(words) <= room ? words : glyphColumn(shown);
  const fixed = widthOf(difference) + widthOf(verdict) + 2 * GAP.length + total(metrics);
  const model = cut(own, Math.max(least, Math.min(LONGEST_NAME, columns - fixed)));
  let left = columns - fixed - widthOf(model);
  const means = [meansColumn(view, shown)].filter((one) => widthOf(one) + GAP.length <= left);
  left -= total(means);
  const bar =
    left - GAP.length >= SHORTEST_BAR
      ? barColumn(view, shown, Math.min(LONGEST_BAR, left - GAP.length))
      : null;
  return [...metrics, model, ...means, difference, ...(bar === null ? [] : [bar]), verdict];
}

function draw(table: readonly Column[], shown: readonly Comparison[], paint: Paint): readonly string[] {
  const widths = table.map(widthOf);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => pad(cell, widths[at] ?? 0, table[at]?.align ?? 'left'))
      .join(GAP)
      .trimEnd();
  const rows = shown.map((comparison, at) => {
    const cells = table.map(({ cells }) => cells[at] ?? '');
    const last = cells.length - 1;
    const verdict = paint(VERDICT_STYLES[comparison.verdict], cells[last] ?? '');
    return line([...cells.slice(0, last), verdict]);
  });
  return [paint('bold', line(table.map(({ title }) => title))), ...rows];
}

function modelColumn(shown: readonly Comparison[]): Column {
  return {
    title: 'Model',
    align: 'left',
    cells: shown.map(({ variant }) => plainText([plainName(variant)])),
  };
}

function metricColumn(shown: readonly Comparison[]): Column {
  return {
    title: 'Metric',
    align: 'left',
    cells: shown.map(({ metric }) => plainText(say`${metricTitle(metric)}`)),
  };
}

/** `0.694 → 0.720`. */
function meansColumn(view: View, shown: readonly Comparison[]): Column {
  const meanOf = (model: string | undefined, metric: string) => {
    const runs = finishedRuns(view, model, metric);
    return runs === null ? '?' : view.format(metric).value(runs.mean);
  };
  const cells = shown.map(
    ({ variant, metric }) =>
      `${meanOf(view.baseline?.name, metric)} → ${meanOf(variant, metric)}${view.metric(metric).unit === 'percent' ? ' %' : ''}`,
  );
  return { title: 'Mean', align: 'right', cells };
}

function differenceColumn(view: View, shown: readonly Comparison[]): Column {
  const measured = shown.filter(isMeasured);
  const level = commonLevelOf(measured.map(({ interval }) => interval.level));
  const isTurned = measured.some(({ metric }) => view.metric(metric).direction === 'minimize');
  const cells = shown.map((comparison) =>
    isMeasured(comparison) ? differenceText(view, comparison) : 'not compared',
  );
  const title = `Difference${level === null ? '' : ` [${intervalLevel(level)}]`}${isTurned ? ', + is better' : ''}`;
  return { title, align: 'right', cells };
}

function differenceText(view: View, { metric, estimate, interval }: MeasuredComparison): string {
  const { difference, interval: bounds } = view.format(metric).difference(estimate, interval);
  return `${difference} ${bounds}`;
}

function verdictColumn(shown: readonly Comparison[]): Column {
  const cells = shown.map(({ verdict }) => `${VERDICT_GLYPHS[verdict]} ${verdict}`);
  return { title: 'Verdict', align: 'left', cells };
}

function glyphColumn(shown: readonly Comparison[]): Column {
  return { title: '', align: 'left', cells: shown.map(({ verdict }) => VERDICT_GLYPHS[verdict]) };
}

function barColumn(view: View, shown: readonly Comparison[], width: number): Column | null {
  const scale = intervalScale(view, shown, width);
  if (scale === null) return null;
  const cells = shown.map((comparison) => (isMeasured(comparison) ? scale.bar(comparison) : ''));
  return { title: scale.title, align: 'left', cells, scale };
}

function cut(column: Column, columns: number): Column {
  return { ...column, cells: column.cells.map((cell) => cutToColumns(cell, columns)) };
}

function widthOf({ title, cells }: Column): number {
  return Math.max(...[title, ...cells].map(columnsOf));
}

function total(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column) + GAP.length, 0);
}
