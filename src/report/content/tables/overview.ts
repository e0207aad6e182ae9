import type { Comparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP } from '../../../words/number.ts';
import { type Block, left, right, small, tableBlock } from '../../document.ts';
import { shortenMiddle } from '../../format/clean.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { plainText } from '../../format/plain.ts';
import { code, type Inline, join, more, type Phrase, say } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { type IntervalScale, intervalScale } from './interval-scale.ts';
import { baselineRow, coverTogether, meanText, nameCell, type Row, rowOf, verdictCell } from './rows.ts';

/** More would push the findings off the screen; rows with metric and model are higher. */
const MAX_LINES = { oneMetric: 12, several: 10 };
const LINES_A_ROW = 2;
/** Width of the column of models; names break at hyphens. */
const CHARS_A_LINE = 7;
/** Longer code, which does not wrap, would push the verdict off the screen. */
const MAX_CODE_CHARS = 20;
const MAX_NAME_CHARS = 28;
const MAX_TITLE_CHARS = 14;
const NARROW_BAR = 15;

export function overview(view: View): readonly Block[] {
  const shown = shownComparisons(view);
  const [metric, ...others] = new Set(shown.map((one) => one.metric));
  if (metric === undefined) return [];
  const only = others.length === 0 ? metric : null;
  const isNarrow = view.variants.length > 1 && only === null;
  const scale = isNarrow ? intervalScale(view, shown, NARROW_BAR) : intervalScale(view, shown);
  const rest = more(view.primary.length - shown.length, 'are in “All numbers”.');
  return [
    ...overviewTable(view, shown, only, scale),
    ...small(join([legend(view, shown, scale), rest], ' ')),
  ];
}

/** Fits 780 pixels. The verdict comes early, because a phone shows the first columns alone. */
function overviewTable(
  view: View,
  shown: readonly Comparison[],
  only: string | null,
  scale: IntervalScale | null,
): readonly Block[] {
  const variants = shown.map((one) => rowOf(view, one));
  // Several metrics leave no room for baseline rows, nor for both names and means.
  const rows = only === null ? variants : [baselineRow(view, only), ...variants];
  const hasNames = only !== null || view.variants.length > 1;
  const hasMeans = only !== null || view.variants.length === 1;
  const axis = scale?.title ?? '';
  const unit = shown.some(({ pairing }) => pairing === 'fold') ? 'Folds' : 'Seeds';
  return tableBlock<Row>(rows, [
    left('Metric', ({ metric }) => (only === null ? metricCell(metric) : [])),
    left('Model', (row) => (hasNames ? nameCell(row, shortenMiddle(row.name, MAX_NAME_CHARS)) : [])),
    left('Verdict', (row) => verdictCell(row, NBSP)),
    right('Difference', ({ difference }) => difference),
    left(only === null ? axis : code(axis), (row) => barCell(row, scale)),
    right(meanTitle(only), (row) => (hasMeans ? meanCell(view, row) : [])),
    right(`${unit} won`, wonCell),
  ]);
}

/** The clearest comparisons, in the order of the config. */
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

function metricCell(metric: string): Inline {
  const title = metricTitle(metric);
  return typeof title === 'string' ? title : code(shortenMiddle(metric, MAX_CODE_CHARS));
}

function meanTitle(only: string | null): Inline {
  const title = only === null ? 'Mean' : metricTitle(only);
  return plainText([title]).length > MAX_TITLE_CHARS ? 'Mean' : title;
}

function barCell({ comparison, measured }: Row, scale: IntervalScale | null): Phrase {
  if (scale === null) return [];
  if (comparison === null) return [code(scale.empty)];
  return measured === null ? [] : [code(scale.bar(measured))];
}

function meanCell(view: View, { finished, metric }: Row): string {
  return finished === null ? '' : meanText(view, metric, { ...finished, standardDeviation: null });
}

function wonCell({ measured, failed }: Row): Phrase {
  const better = measured?.better ?? null;
  // One run each would only repeat the sign.
  const won = better === null || better.of < 2 ? [] : say`${better.count}${NBSP}of${NBSP}${better.of}`;
  return join([won, failed === 0 ? [] : say`${failed}${NBSP}failed`], ', ');
}

function legend(view: View, shown: readonly Comparison[], scale: IntervalScale | null): Phrase {
  if (scale === null) return [];
  const measured = shown.filter(isMeasured);
  const levels = measured.map(({ interval }) => interval.level);
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const level = low === high ? intervalLevel(low) : `${intervalLevel(low)} to ${intervalLevel(high)}`;
  const together = coverTogether(view);
  const isUnpaired = measured.some(({ pairing }) => pairing === 'none');
  return join(
    [
      say`Intervals: ${level}${together === '' ? '' : ` each, ${together}`}${adjustments(view)}.`,
      scale.explanation,
      isUnpaired ? say`The runs share no seeds, so no seed is won.` : [],
    ],
    ' ',
  );
}

function adjustments({ result: { design } }: View): string {
  const looks = design.looks.length;
  return looks > 1 ? `, adjusted for ${looks} looks` : '';
}
