/** What becomes of each class and slice of the test set. */
import type { Details } from '../../../verdict/details.ts';
import { metricName } from '../../format/metric-name.ts';
import { count } from '../../format/number.ts';
import { plainText } from '../../format/plain.ts';
import { say } from '../../phrase.ts';
import type { View } from '../../view.ts';
import type { Picture } from '../figure.ts';
import { type IntervalRow, intervalsSvg } from './intervals.ts';
import { shortName } from './plot.ts';

/** One picture a variant; the slice that loses most comes first. */
export function slicesPictures(view: View): readonly Picture[] {
  const slices = view.result.details?.slices ?? [];
  return [...new Set(slices.map(({ variant }) => variant))].map((variant): Picture => {
    const rows = slices
      .filter((one) => one.variant === variant && Number.isFinite(one.difference))
      .sort((a, b) => a.difference - b.difference)
      .map(rowOf);
    const title = `${shortName(variant)}: difference by slice`;
    const worst = rows[0];
    return {
      title,
      svg: intervalsSvg(`${title}; lowest: ${worst?.words ?? 'none'}`, rows, { margin: null, tick: shares }),
      legend: say`Filled: slices that the runs name. Hollow: classes and groups found by looking, which are exploratory; share of examples that are right.`,
    };
  });
}

function rowOf({
  slice,
  metric,
  isNamed,
  examples,
  difference,
  interval,
}: Details['slices'][number]): IntervalRow {
  const bounds = interval === null ? '' : ` [${shares(interval.low)}, ${shares(interval.high)}]`;
  const of = metric === null ? 'share that is right' : plainText([metricName(metric)]);
  return {
    name: slice,
    difference,
    interval,
    words: `${shortName(slice, 60)}, ${count(examples)} examples: ${of} ${shares(difference)}${bounds}`,
    isHollow: !isNamed,
  };
}

/** Slices are of one scale where their metric has none of its own. */
function shares(value: number): string {
  return `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(3)}`;
}
