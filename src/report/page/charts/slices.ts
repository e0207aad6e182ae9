import type { Details } from '../../../verdict/details.ts';
import { count, NBSP, signed } from '../../../words/number.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { CARD_WIDTH, type IntervalRow, intervalsSvg } from './intervals.ts';
import { metricWords, shortName } from './plot.ts';

type Slice = Details['slices'][number];

export function slicesPictures(view: View): readonly Picture[] {
  const slices = view.result.details?.slices ?? [];
  const legend = say`Filled: named slices. Hollow: classes and groups that a search found (exploratory), by their share of right predictions; at most ${MAX_ROWS} are shown.`;
  return [...new Set(slices.map(({ variant }) => variant))].map((variant) => ({
    ...drawn(view, variant, mostTelling(slicesOf(view, variant))),
    legend,
  }));
}

const MAX_ROWS = 12;

/** Named slices, then those that lose most. */
function mostTelling(own: readonly Slice[]): readonly Slice[] {
  const kept = new Set([...own.filter(({ isNamed }) => isNamed), ...own].slice(0, MAX_ROWS));
  return own.filter((slice) => kept.has(slice));
}

const MAX_EVIDENCE_ROWS = 5;

export function sliceEvidence(view: View, variant: string, isNamed: boolean): string | null {
  const own = slicesOf(view, variant).filter((slice) => slice.isNamed === isNamed);
  return own.length === 0 ? null : drawn(view, variant, own.slice(0, MAX_EVIDENCE_ROWS), CARD_WIDTH).svg;
}

/** The largest loss first. */
function slicesOf({ result: { details } }: View, variant: string): readonly Slice[] {
  return (details?.slices ?? [])
    .filter((one) => one.variant === variant && Number.isFinite(one.difference))
    .sort((a, b) => a.difference - b.difference);
}

function drawn(view: View, variant: string, own: readonly Slice[], width?: number) {
  // Percent, unless a metric of some slice is not.
  const isPercent = own.every(
    ({ metric }) => metric === null || Number.parseFloat(view.format(metric).exact(0.01)) === 1,
  );
  const tick = (value: number) => (isPercent ? signed(100 * value, 1) : signed(value, 3));
  const unit = isPercent ? `${NBSP}pts` : '';
  const rows = own.map(({ slice, metric, isNamed, examples, difference, interval }): IntervalRow => {
    const bounds = interval === null ? '' : ` [${tick(interval.low)}, ${tick(interval.high)}]`;
    const of = metric === null ? 'share that is right' : metricWords(metric);
    const words = `${shortName(slice, 60)}, ${count(examples)} ${view.words.example}s: ${of} ${tick(difference)}${unit}${bounds}`;
    return { name: slice, difference, interval, words, isHollow: !isNamed };
  });
  const title = `${shortName(variant)}: difference by slice`;
  const label = `${title}; lowest: ${rows[0]?.words ?? 'none'}`;
  return {
    title,
    svg: intervalsSvg(label, rows, { margin: null, tick, ...(width === undefined ? {} : { width }) }),
  };
}
