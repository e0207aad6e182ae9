/** Means over cases, or over groups of them, with intervals for new ones. */
import { type Clusters, findClusters, sumByCluster } from '../../stats/crossed/clusters.ts';
import { mean, standardDeviation } from '../../stats/describe.ts';
import { binomialInterval, shareInterval } from '../../stats/estimates/binomial-interval.ts';
import { tTest } from '../../stats/tests/t-test.ts';
import { type CaseRow, groupsOf } from './case-rows.ts';

export interface Estimated {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const MIN_DIFFERENT = 5;

/** Null where cases are independent; `one` group says nothing of another. */
export type Grouping = Clusters | 'one' | null;

export function groupingOf(rows: ReadonlyArray<Pick<CaseRow, 'results'>>): Grouping {
  const groups = groupsOf(rows);
  if (groups === null) return null;
  return new Set(groups).size < 2 ? 'one' : findClusters(groups);
}

/** @param shares of one arm, one per case */
export function meanShare(shares: readonly number[], grouping: Grouping, level: number): Estimated {
  const value = mean(shares);
  if (grouping === 'one' || shares.length < 2) return { value, low: 0, high: 1 };
  const { standardError, ...rest } = spreadOf(shares, grouping);
  const rare = Math.min(shares.filter((one) => one !== 1).length, shares.filter((one) => one !== 0).length);
  // So few cases show no spread, so each counts as one answer.
  const { low, high } = shareInterval(value, rare < MIN_DIFFERENT ? 0 : standardError, { ...rest, level });
  return { value, low, high };
}

/** @param changes differences of shares, one per case; where all are equal, cases that were not seen may still differ */
export function meanChange(changes: readonly number[], grouping: Grouping, level: number): Estimated {
  const value = mean(changes);
  if (grouping === 'one' || changes.length < 2) return { value, low: -1, high: 1 };
  const { units, standardError, degreesOfFreedom } = spreadOf(changes, grouping);
  const { low, high } =
    standardError > 0
      ? tTest({ difference: value, standardError, degreesOfFreedom }, { level }).interval
      : around(value, binomialInterval(0, units, { level }).high);
  return { value, low: Math.max(-1, low), high: Math.min(1, high) };
}

function around(value: number, distance: number) {
  return { low: value - distance, high: value + distance };
}

function spreadOf(values: readonly number[], clusters: Clusters | null) {
  const units = clusters === null ? values : Array.from(sumByCluster(values, clusters));
  return {
    units: units.length,
    standardError: standardDeviation(units) / Math.sqrt(units.length),
    degreesOfFreedom: Math.max(1, (clusters?.effective ?? units.length) - 1),
  };
}
