import { pairBySeed, seedValues } from '../analysis/samples.ts';
import type { Metric } from '../config/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import { differenceOfMeans, isConstant, mean } from '../stats/describe.ts';
import { pairedT } from '../stats/paired-t.ts';
import type { Check } from './check.ts';

const ID = 'domain/drop';

export interface DropRequest {
  readonly baselineModel: string;
  readonly variant: string;
  readonly records: readonly RunRecord[];
  readonly metrics: readonly Metric[];
  /** Of the two-sided test. */
  readonly level: number;
}

/**
 * Whether the variant loses more than the baseline where the domain shifts. The drop of a run is its metric on the test split
 * minus that on the shifted split, turned so that a loss is positive; drops are compared seed by seed with the paired t test.
 * Warns where the variant's is conclusively larger, and not within the metric's margin of the baseline's.
 *
 * The first primary metric that both splits have counts. An improvement in-domain that the shifted split does not share
 * widens the drop: that is what the warning says, and not that the variant is worse there.
 */
export function checkDomainDrop({ baselineModel, variant, records, metrics, level }: DropRequest): Check {
  const base = { id: ID, model: variant, threshold: 0 } as const;
  const primary = metrics.filter(({ role }) => role === 'primary');
  const measured = primary
    .map((metric) => ({ metric, pairs: dropPairs(records, baselineModel, variant, metric) }))
    .find(({ pairs }) => pairs.length >= 2);
  if (measured === undefined) return { ...base, ...unknown(records, variant) };
  const { metric, pairs } = measured;
  const differences = pairs.map(({ baseline, candidate }) => candidate - baseline);
  const [ofBaseline, ofVariant] = [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)];
  const drops = `${metric.name} drops by ${mean(ofVariant).toFixed(3)} from the test to the shifted split, the baseline's by ${mean(ofBaseline).toFixed(3)}`;
  const value = differenceOfMeans(ofVariant, ofBaseline);
  if (isConstant(differences, Math.max(...ofBaseline.map(Math.abs), ...ofVariant.map(Math.abs)))) {
    const message = `${drops}; the difference does not vary over ${pairs.length} seeds, so it cannot be tested`;
    return { ...base, status: 'not-checked', value, interval: null, message, advice: null };
  }
  const { interval, pValue } = pairedT(differences, { level: 1 - level });
  const isLarger = value > 0 && pValue <= level && interval.high > (metric.margin ?? 0);
  const message = `${drops}; difference ${value.toFixed(3)} [${interval.low.toFixed(3)}, ${interval.high.toFixed(3)}]`;
  return isLarger
    ? {
        ...base,
        status: 'warn',
        value,
        interval,
        message,
        advice: 'its lead on the test split does not carry over to the shifted one',
      }
    : { ...base, status: 'pass', value, interval, message, advice: null };
}

function dropPairs(records: readonly RunRecord[], baseline: string, variant: string, metric: Metric) {
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const drops = (model: string) =>
    pairBySeed(
      seedValues(records, model, metric.name, 'test'),
      seedValues(records, model, metric.name, 'shifted'),
    ).map((pair) => ({ seed: pair.seed, value: sign * (pair.baseline - pair.candidate) }));
  return pairBySeed(drops(baseline), drops(variant));
}

function unknown(records: readonly RunRecord[], variant: string) {
  const isShifted = records.some(({ model, metrics }) => model === variant && metrics.shifted !== undefined);
  return {
    status: 'not-checked',
    value: null,
    interval: null,
    message: isShifted
      ? 'needs two seed pairs with a primary metric on both the test and the shifted split'
      : 'no run was measured on a shifted split',
    advice: isShifted ? null : 'give examples of another domain as the shifted split',
  } as const;
}
