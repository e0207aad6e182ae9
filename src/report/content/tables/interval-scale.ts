import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { code, join, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { axisLabels, BAR_WIDTH, type Drawn, intervalBar, spanOf } from './interval-bar.ts';

export interface IntervalScale {
  /** The ends of the scale, or `worse · better` for several metrics. */
  readonly title: string;
  /** Several metrics share a scale in units of their margins, else of their widest intervals. */
  bar(comparison: MeasuredComparison): string;
  readonly explanation: Phrase;
}

export function intervalScale(
  view: View,
  shown: readonly Comparison[],
  width = BAR_WIDTH,
): IntervalScale | null {
  const measured = shown.filter(isMeasured);
  const metrics = [...new Set(shown.map(({ metric }) => metric))];
  const [name] = metrics;
  if (measured.length === 0 || name === undefined) return null;
  const isOne = metrics.length === 1;
  const margins = metrics.map((metric) => view.metric(metric).margin);
  const hasMargins = margins.every((margin) => margin !== null && margin > 0);
  const unitOf = (metric: string, at: number) =>
    isOne ? 1 : hasMargins ? (margins[at] ?? 1) : widest(measured, metric);
  const units = new Map(metrics.map((metric, at) => [metric, unitOf(metric, at)]));
  const drawn = ({ metric, estimate, interval: { low, high } }: MeasuredComparison): Drawn => {
    const unit = units.get(metric) ?? 1;
    return { low: low / unit, estimate: estimate / unit, high: high / unit };
  };
  const margin = isOne ? (margins[0] ?? null) : hasMargins ? 1 : null;
  const span = spanOf(measured.map(drawn), margin);
  const mark = isOne
    ? say`${code('¦')} marks the margin, ±${view.format(name).exact(margin ?? 0)}.`
    : say`${code('¦')} marks the margin of each metric.`;
  return {
    title: isOne ? axisLabels(span, (value) => view.format(name).signedBare(value), width) : 'worse · better',
    bar: (comparison) => intervalBar(drawn(comparison), span, width),
    explanation: join([margin === null ? [] : mark, sides(view, measured)], ' '),
  };
}

function widest(measured: readonly MeasuredComparison[], name: string): number {
  const reaches = measured
    .filter(({ metric }) => metric === name)
    .map(({ interval }) => Math.max(Math.abs(interval.low), Math.abs(interval.high)));
  return Math.max(...reaches.filter(Number.isFinite), 0) || 1;
}

function sides(view: View, measured: readonly MeasuredComparison[]): Phrase {
  const isTurned = measured.some(({ metric }) => view.metric(metric).direction === 'minimize');
  return isTurned ? say`Right and + are better.` : say`Right is better.`;
}
