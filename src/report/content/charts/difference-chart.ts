/** The paired differences as dots, with mean, interval, zero and margins: what the verdict looks at, as a picture. */
import type { Pairing } from '../../../analysis/compare/comparison.ts';
import type { Metric } from '../../../config/file/normalise.ts';
import { metricName } from '../../format/metric-name.ts';
import { commonLevelOf, intervalLevel } from '../../format/number.ts';
import { type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { pairedDifferences } from '../tables/pairs.ts';

const MAX_ROWS = 20;
const MAX_DOTS = 200;

/** What a dot is. Arms without shared seeds have none. */
const UNITS: Readonly<Record<Pairing, string>> = { seed: 'seed pairs', fold: 'folds', none: 'runs' };

export interface DifferenceRow {
  readonly variant: string;
  readonly dots: readonly number[];
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly label: string;
}

export interface DifferenceChart {
  readonly rows: readonly DifferenceRow[];
  readonly margin: number | null;
  readonly tick: (value: number) => string;
  readonly legend: Phrase;
}

export function differenceChart(view: View, metric: Metric): DifferenceChart | null {
  const format = view.format(metric.name);
  const measured = view.primary.filter(isMeasured).filter((comparison) => comparison.metric === metric.name);
  const level = commonLevelOf(measured.map(({ interval }) => interval.level));
  const rows = measured
    .filter(({ interval, estimate }) => [interval.low, interval.high, estimate].every(Number.isFinite))
    .slice(0, MAX_ROWS)
    .map(({ variant, estimate, interval }) => {
      const text = format.difference(estimate, interval);
      const dots = pairedDifferences(view, variant, metric).map((pair) => pair.difference);
      return {
        variant,
        dots: dots.filter(Number.isFinite).slice(0, MAX_DOTS),
        mean: estimate,
        low: interval.low,
        high: interval.high,
        label: `${text.difference} ${text.interval}${level === null ? `, ${intervalLevel(interval.level)}` : ''}`,
      };
    });
  const [first] = measured;
  if (rows.length === 0 || first === undefined) return null;
  const margin = metric.margin;
  const band = margin === null ? [] : say` Shaded: within ±${format.exact(margin)} of the baseline.`;
  const dots = rows.some((row) => row.dots.length > 0) ? ` Dots: ${UNITS[first.pairing]}.` : '';
  return {
    rows,
    margin,
    tick: format.signedBare,
    legend: say`Difference in ${metricName(metric.name)} to the baseline; right of zero is better.${dots} Bar: estimate with its ${level === null ? '' : `${intervalLevel(level)} `}interval.${band}`,
  };
}
