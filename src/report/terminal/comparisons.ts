/** Leaves out columns that do not fit, the least important first. */
import type { Comparison, Verdict } from '../../analysis/compare/comparison.ts';
import { intervalLevel } from '../../words/number.ts';
import { VERDICT_GLYPHS } from '../content/headline/verdict-words.ts';
import { type IntervalScale, intervalScale } from '../content/tables/interval-scale.ts';
import {
  coverTogether,
  finishedRuns,
  levelOf,
  nameCell,
  type Row,
  rowOf,
  turned,
  verdictCell,
} from '../content/tables/rows.ts';
import { scaleLegend } from '../content/tasks.ts';
import { metricTitle } from '../format/metric-name.ts';
import { plainText } from '../format/plain.ts';
import type { Phrase } from '../phrase.ts';
import { byStrength, isMeasured, type View } from '../view.ts';
import { columnsOf, cutToColumns, type Paint, pad, type Style } from './text.ts';

const GAP = '  ';
const SHORTEST_NAME = 8;
const LONGEST_NAME = 24;
const SHORTEST_BAR = 15;
const LONGEST_BAR = 31;

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
  readonly scale?: IntervalScale;
}

export function comparisonLines(view: View, columns: number, lines: number, paint: Paint): readonly string[] {
  const scale = plainText(scaleLegend(view));
  // One line for the title, two to four below the table.
  const room = Math.max(1, lines - (view.primary.length > 1 ? 4 : 3) - (scale === '' ? 0 : 1));
  const shown = view.primary.length <= room ? view.primary : byStrength(view.primary).slice(0, room);
  if (shown.length === 0) return [];
  const table = fitted(view, shown, columns);
  const below = [
    view.primary.length === shown.length ? '' : `The ${room} clearest of ${view.primary.length} comparisons.`,
    together(view, shown),
    scale,
    ...table.flatMap(({ scale }) => (scale === undefined ? [] : [plainText(scale.explanation)])),
  ].filter((text) => text !== '');
  return [...draw(table, shown, paint), ...below.map((text) => paint('dim', cutToColumns(text, columns)))];
}

function together(view: View, shown: readonly Comparison[]): string {
  const level = levelOf(shown);
  const all = coverTogether(view);
  if (all === '') return '';
  return `Intervals: ${level === null ? '' : `${intervalLevel(level)} each, `}${all}.`;
}

function fitted(view: View, shown: readonly Comparison[], columns: number): readonly Column[] {
  const rows = shown.map((comparison) => rowOf(view, comparison));
  const column = (title: string, align: Column['align'], cell: (row: Row) => Phrase): Column => ({
    title,
    align,
    cells: rows.map((row) => plainText(cell(row))),
  });
  const level = levelOf(shown);
  const bounds = level === null || view.primary.length > 1 ? '' : ` [${intervalLevel(level)}]`;
  const difference = column(`Difference${bounds}${turned(view, shown)}`, 'right', (row) => row.difference);
  const glyphs = shown.map(({ verdict }) => VERDICT_GLYPHS[verdict]);
  const words = column('Verdict', 'left', verdictCell);
  const models = column('Model', 'left', (row) => [nameCell(row)]);
  const metric = column('Metric', 'left', (row) => [metricTitle(row.metric)]);
  const named = view.primaryMetrics.length > 1 ? [metric] : [];
  const least = Math.min(widthOf(models), SHORTEST_NAME);
  const room = columns - widthOf(difference) - 2 * GAP.length - least;
  const metrics = total(named) + widthOf(words) <= room ? named : named.map((one) => cut(one, SHORTEST_NAME));
  const verdict = total(metrics) + widthOf(words) <= room ? words : { ...words, title: '', cells: glyphs };
  const fixed = widthOf(difference) + widthOf(verdict) + 2 * GAP.length + total(metrics);
  const model = cut(models, Math.max(least, Math.min(LONGEST_NAME, columns - fixed)));
  let left = columns - fixed - widthOf(model);
  const means = [column('Mean', 'right', (row) => meansOf(view, row))].filter(
    (one) => widthOf(one) + GAP.length <= left,
  );
  left -= total(means) + GAP.length;
  const bar = left >= SHORTEST_BAR ? barColumn(view, shown, Math.min(LONGEST_BAR, left)) : null;
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

function meansOf(view: View, { name, metric }: Row): Phrase {
  const [before, after] = [view.baseline?.name, name].map((model) => {
    const runs = finishedRuns(view, model, metric);
    return runs === null ? '?' : view.format(metric).value(runs.mean);
  });
  return [`${before} → ${after}${view.metric(metric).unit === 'percent' ? ' %' : ''}`];
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
