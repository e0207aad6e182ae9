/** Unit, scale and decimals of one metric; its spread sets the decimals. */
import type {
  Comparison,
  Interval,
  MeasuredComparison,
  SampleSummary,
} from '../../analysis/compare/comparison.ts';
import { wholeOf } from '../../analysis/compare/scale.ts';
import type { Metric } from '../../config/file/normalise.ts';
import { decimalsForSpread, fixed, NBSP, signed } from '../../words/number.ts';

const DEFAULT_DECIMALS = { percent: 1, none: 3 } as const;

export interface MetricFormat {
  /** `83.2`. */
  value(value: number): string;
  /** `83.2`, ` ± 0.9 %`. */
  mean(summary: SampleSummary): { readonly mean: string; readonly spread: string };
  /** `+0.8 pts`, `[+0.1, +1.5]`. */
  difference(
    difference: number,
    interval: Interval,
  ): { readonly difference: string; readonly interval: string };
  /** `+0.8 pts`. */
  signed(difference: number): string;
  /** `+0.8`. */
  signedBare(difference: number): string;
  /** `0.021`, `1.9 points`. */
  size(difference: number): string;
  /** `0.021`, `1.9`. */
  sizeBare(difference: number): string;
  /** Unrounded, for configured numbers: `0.005`, `0.5 points`. */
  exact(size: number): string;
  /** `[1.2, 2.6]`, `[−0.1, +0.4]`. */
  bounds(low: number, high: number): string;
}

/** @param arms set scale and decimals if nothing could be compared */
export function metricFormat(
  metric: Metric,
  comparisons: readonly Comparison[],
  arms: readonly SampleSummary[] = [],
): MetricFormat {
  const measured = comparisons.filter(
    (c): c is MeasuredComparison => c.difference !== null && c.metric === metric.name,
  );
  const samples = measured.length === 0 ? arms : measured.flatMap((c) => [c.baseline, c.candidate]);
  const percent = metric.unit === 'percent';
  const means = samples.map(({ mean }) => mean);
  const scale = percent && wholeOf(metric.name, means) === 1 ? 100 : 1;
  const fallback = DEFAULT_DECIMALS[metric.unit];
  const spreadDecimals = decimals(
    samples.map(({ standardDeviation }) => scale * (standardDeviation ?? 0)),
    fallback,
  );
  const intervalDecimals = decimals(
    measured.map((c) => (scale * (c.interval.high - c.interval.low)) / 2),
    spreadDecimals,
  );
  // Readers compare means with their difference.
  const meanDecimals = Math.max(spreadDecimals, Math.min(intervalDecimals, spreadDecimals + 1));
  const differenceDecimals = Math.max(
    intervalDecimals,
    spreadDecimals,
    ...measured.flatMap(({ interval }) => [
      decimalsOffZero(interval, scale, intervalDecimals),
      decimalsOffLimits(interval, metric, scale, intervalDecimals),
    ]),
  );
  const unit = percent ? `${NBSP}%` : '';
  const points = percent ? `${NBSP}pts` : '';
  const inWords = percent ? `${NBSP}points` : '';

  const value = (x: number) => fixed(scale * x, meanDecimals);
  const sign = (x: number) => signed(scale * x, differenceDecimals);
  const unsigned = (x: number) => fixed(scale * x, differenceDecimals);
  return {
    value,
    mean: ({ mean, standardDeviation }) => ({
      mean: value(mean),
      spread: standardDeviation === null ? unit : `${NBSP}±${NBSP}${value(standardDeviation)}${unit}`,
    }),
    difference: (difference, { low, high }) => ({
      difference: `${sign(difference)}${points}`,
      interval: `[${sign(low)},${NBSP}${sign(high)}]`,
    }),
    signed: (x) => `${sign(x)}${points}`,
    signedBare: sign,
    size: (x) => `${unsigned(Math.abs(x))}${inWords}`,
    sizeBare: (x) => unsigned(Math.abs(x)),
    exact(x) {
      const size = Number((scale * x).toPrecision(6));
      return `${String(size).replaceAll('-', '\u2212')}${percent && size === 1 ? `${NBSP}point` : inWords}`;
    },
    bounds: (low, high) =>
      low < 0 ? `[${sign(low)},${NBSP}${sign(high)}]` : `[${unsigned(low)},${NBSP}${unsigned(high)}]`,
  };
}

/** An interval off zero must not be rounded to zero: `[0.0004, 0.0227]`. */
function decimalsOffZero({ low, high }: Interval, scale: number, fewest: number): number {
  const nearest = scale * Math.min(Math.abs(low), Math.abs(high));
  if (!(low * high > 0)) return fewest;
  const wanted = [0, 1, 2].map((more) => fewest + more).find((digits) => Number(nearest.toFixed(digits)) > 0);
  return wanted ?? fewest;
}

/** `[0.0036, 0.0109]` must not read as above 0.004, nor `[−0.0053, 0.0012]` as within ±0.005. */
function decimalsOffLimits(
  { low, high }: Interval,
  { margin, minEffect }: Metric,
  scale: number,
  fewest: number,
): number {
  const isSame = (digits: number) => {
    const [shownLow, shownHigh] = [low, high].map((end) => Number((scale * end).toFixed(digits))) as [
      number,
      number,
    ];
    const most = margin == null ? null : scale * margin;
    const within = (one: number, other: number) => most !== null && Math.max(-one, other) <= most;
    const least = minEffect == null ? null : scale * minEffect;
    const isAbove = least === null || (low > (minEffect ?? 0) ? shownLow > least : shownLow < least);
    return isAbove && within(shownLow, shownHigh) === within(scale * low, scale * high);
  };
  return [0, 1, 2].map((more) => fewest + more).find(isSame) ?? fewest;
}

/** The decimals of the most precise entry, at most two more than of the least precise. */
function decimals(spreads: readonly number[], fallback: number): number {
  const deserved = spreads.map(decimalsForSpread).filter((d) => d !== null);
  if (deserved.length === 0) return fallback;
  return Math.min(Math.max(...deserved), Math.min(...deserved) + 2);
}
