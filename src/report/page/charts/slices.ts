import type { Details } from '../../../verdict/details.ts';
import { count, NBSP, signed } from '../../../words/number.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { type IntervalRow, intervalsSvg } from './intervals.ts';
import { metricWords, shortName } from './plot.ts';

type Slice = Details['slices'][number];

export function slicesPictures(view: View): readonly Picture[] {
  const slices = view.result.details?.slices ?? [];
  return [...new Set(slices.map(({ variant }) => variant))].map((variant): Picture => {
    return {
      ...drawn(view, variant, slicesOf(view, variant)),
      legend: say`Filled: slices that the runs name. Hollow: classes and groups found by search, which are exploratory; share of examples that are right.`,
    };
  });
}

const MAX_EVIDENCE_ROWS = 5;

/** The slices of a variant that lose most. */
export function sliceEvidence(view: View, variant: string, isNamed: boolean): string | null {
  const own = slicesOf(view, variant).filter((slice) => slice.isNamed === isNamed);
  return own.length === 0 ? null : drawn(view, variant, own.slice(0, MAX_EVIDENCE_ROWS)).svg;
}

/** Sorted, the largest loss first. */
function slicesOf({ result: { details } }: View, variant: string): readonly Slice[] {
  return (details?.slices ?? [])
    .filter((one) => one.variant === variant && Number.isFinite(one.difference))
    .sort((a, b) => a.difference - b.difference);
}

function drawn(view: View, variant: string, own: readonly Slice[]) {
  // Percent, unless a metric of some slice is not.
  const isPercent = own.every(
    ({ metric }) => metric === null || Number.parseFloat(view.format(metric).exact(0.01)) === 1,
  );
  const tick = isPercent ? points : shares;
  const rows = own.map((slice) => rowOf(slice, tick, isPercent ? `${NBSP}pts` : ''));
  const title = `${shortName(variant)}: difference by slice`;
  const label = `${title}; lowest: ${rows[0]?.words ?? 'none'}`;
  return { title, svg: intervalsSvg(label, rows, { margin: null, tick }) };
}

function rowOf(
  { slice, metric, isNamed, examples, difference, interval }: Slice,
  text: (value: number) => string,
  unit: string,
): IntervalRow {
  const bounds = interval === null ? '' : ` [${text(interval.low)}, ${text(interval.high)}]`;
  const of = metric === null ? 'share that is right' : metricWords(metric);
  return {
    name: slice,
    difference,
    interval,
    words: `${shortName(slice, 60)}, ${count(examples)} examples: ${of} ${text(difference)}${unit}${bounds}`,
    isHollow: !isNamed,
  };
}

function shares(value: number): string {
  return signed(value, 3);
}

function points(value: number): string {
  return signed(100 * value, 1);
}
