import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { intervalLevel, NBSP } from '../../../words/number.ts';
import { type Block, left, right, small, tableBlock } from '../../document.ts';
import { shortenMiddle } from '../../format/clean.ts';
import { metricTitle } from '../../format/metric-name.ts';
import { plainText } from '../../format/plain.ts';
import { code, type Inline, join, more, type Phrase, say } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { VERDICT_GLYPHS } from '../headline/verdict-words.ts';
import { scaleLegend } from '../tasks.ts';
import { coverTogether, emphasise, meansOf, nameCell, type Row, rowOf } from './rows.ts';

/** More would push the findings off the screen. */
const MAX_ROWS = 6;
/** Longer code, which does not wrap, would push the verdict off the screen. */
const MAX_CODE_CHARS = 20;
const MAX_NAME_CHARS = 28;
const MAX_TITLE_CHARS = 14;

export function overview(view: View): readonly Block[] {
  const shown = shownComparisons(view);
  if (shown.length === 0) return [];
  const rest = more(view.primary.length - shown.length, 'are in “All numbers”.');
  return [...overviewTable(view, shown), ...small(join([legend(view, shown), rest], ' '))];
}

/** Few columns, so that a phone shows all of them. The first has the sign of the verdict. */
function overviewTable(view: View, shown: readonly Comparison[]): readonly Block[] {
  const [first, ...others] = new Set(shown.map(({ metric }) => metric));
  const only = others.length === 0 ? (first ?? null) : null;
  const hasModels = only !== null || view.variants.length > 1;
  const hasMeans = only !== null || view.variants.length === 1;
  const levels = levelsOf(shown);
  const interval = levels.length === 1 ? `${intervalLevel(levels[0] ?? 0)} CI` : 'CI';
  return tableBlock<Row>(
    shown.map((one) => rowOf(view, one)),
    [
      left('Metric', (row) => (only === null ? say`${signOf(row)}${metricCell(row.metric)}` : [])),
      left('Model', (row) => (hasModels ? say`${only === null ? '' : signOf(row)}${modelCell(row)}` : [])),
      right(meanTitle(only), (row) => (hasMeans ? meanCell(view, row) : [])),
      right(`Difference (${interval})`, (row) => differenceCell(view, row)),
    ],
  );
}

/** The clearest comparisons, in the order of the config. */
function shownComparisons({ primary }: View): readonly Comparison[] {
  const clearest = new Set(byStrength(primary).slice(0, MAX_ROWS));
  return primary.filter((one) => clearest.has(one));
}

function signOf({ verdict }: Row): string {
  return verdict === null ? '' : `${VERDICT_GLYPHS[verdict]}${NBSP}`;
}

function modelCell(row: Row): Inline {
  return nameCell(row, shortenMiddle(row.name, MAX_NAME_CHARS));
}

function metricCell(metric: string): Inline {
  const title = metricTitle(metric);
  return typeof title === 'string' ? title : code(shortenMiddle(metric, MAX_CODE_CHARS));
}

function meanTitle(only: string | null): Inline {
  const title = only === null ? 'Mean' : metricTitle(only);
  return plainText([title]).length > MAX_TITLE_CHARS ? 'Mean' : title;
}

/** `0.693 → **0.715**` */
function meanCell(view: View, { name, metric, isBold }: Row): Phrase {
  const means = meansOf(view, name, metric);
  return means === null ? [] : say`${means.before} → ${emphasise(means.after, isBold)}${means.unit}`;
}

/** `+0.021 (+0.005 to +0.038)` */
function differenceCell(view: View, { measured, metric, isBold, difference }: Row): Phrase {
  if (measured === null) return difference;
  const { signed, signedBare } = view.format(metric);
  const { low, high } = measured.interval;
  return say`${emphasise(signed(measured.estimate), isBold)} (${signedBare(low)} to ${signedBare(high)})`;
}

function levelsOf(shown: readonly Comparison[]): readonly number[] {
  return [...new Set(shown.filter(isMeasured).map(({ interval }) => interval.level))];
}

/** Whether the row's difference is not that of its means. */
function isCorrected(view: View, { metric, estimate, difference, stageWise }: MeasuredComparison): boolean {
  const { signed } = view.format(metric);
  return stageWise !== null && signed(estimate) !== signed(difference);
}

/** What a reader could not tell from the table. */
function legend(view: View, shown: readonly Comparison[]): Phrase {
  const measured = shown.filter(isMeasured);
  const levels = levelsOf(shown);
  const ends = [Math.min(...levels), Math.max(...levels)].map(intervalLevel);
  const together = coverTogether(view);
  const isTurned = measured.some(({ metric }) => view.metric(metric).direction === 'minimize');
  return join(
    [
      levels.length > 1 ? say`Intervals: ${ends.join(' to ')} each, ${together}.` : [],
      levels.length === 1 && together !== '' ? say`Intervals: ${together}.` : [],
      isTurned ? say`+ is better.` : [],
      measured.some((one) => isCorrected(view, one))
        ? say`The difference allows for the early stop; the means do not.`
        : [],
      scaleLegend(view),
    ],
    ' ',
  );
}
