import type { MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import type { MetricFormat } from '../../format/metric-format.ts';
import { metricName } from '../../format/metric-name.ts';
import { type Phrase, say } from '../../phrase.ts';
import type { View } from '../../view.ts';

/** `macro‑F1 +0.021 (between +0.010 and +0.032)`. A sign is ambiguous if lower is better: `log loss 0.035 lower (between …)`. */
export function effect(view: View, { metric, estimate, interval }: MeasuredComparison): Phrase {
  const format = view.format(metric);
  const name = metricName(metric);
  if (view.metric(metric).direction === 'maximize') {
    const bounds = `between ${format.signedBare(interval.low)} and ${format.signedBare(interval.high)}`;
    return say`${name} ${signedInWords(format, estimate)} (${bounds})`;
  }
  const endOf = (end: number) => ({ size: format.sizeBare(end), way: wayOf(end) });
  const low = endOf(interval.low);
  const high = endOf(interval.high);
  // The smaller change comes first.
  const [from, to] = interval.high <= 0 ? [high, low] : [low, high];
  const bounds =
    from.way === to.way
      ? `between ${from.size} and ${to.size} ${to.way}`
      : `between ${from.size} ${from.way} and ${to.size} ${to.way}`;
  return say`${name} ${format.size(estimate)} ${wayOf(estimate)} (${bounds})`;
}

/** Differences are turned so that positive is better. */
function wayOf(difference: number): string {
  return difference < 0 ? 'higher' : 'lower';
}

/** `+1.9 points` */
function signedInWords(format: MetricFormat, difference: number): string {
  const sign = format.signedBare(difference).match(/^[+\u2212]/)?.[0] ?? '';
  return `${sign}${format.size(difference)}`;
}
