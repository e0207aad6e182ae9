/**
 * Compares the arms on named subsets of the test split, because a variant may gain on most examples and lose a corner case.
 *
 * Holm adjusts the p-values over slices × primary metrics, so the chance of any false alarm of a variant stays at the level.
 * The paired t test assumes roughly normal differences over seeds.
 */
import type { Interval } from '../../analysis/compare/comparison.ts';
import { pairRuns } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant, mean } from '../../stats/describe.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';
import { largestSize } from '../../stats/ties.ts';
import type { Setup } from '../evidence.ts';
import { baselineOf, levelPerVariant, primaryMetrics } from '../subjects.ts';

/** Differences are turned so that positive is better. */
export interface SliceDifference {
  readonly slice: string;
  readonly metric: string;
  readonly margin: number | null;
  readonly examples: number;
  readonly pairs: number;
  readonly difference: number;
  readonly pValueAdjusted: number;
  /** At Holm's level for this slice, so that it excludes 0 if the adjusted p reaches the level. */
  readonly interval: Interval;
  /** The difference on the whole test split, with the same seeds. */
  readonly overall: number;
}

export interface SliceDifferences {
  readonly level: number;
  /** By rising p-value. */
  readonly tested: readonly SliceDifference[];
  /** Slices with fewer than two pairs with the metric on the same examples, or with differences that don't vary. */
  readonly untested: readonly string[];
}

interface SlicePairs {
  readonly slice: string;
  readonly metric: Metric;
  readonly examples: number;
  readonly differences: readonly number[];
  readonly overall: readonly number[];
  readonly magnitude: number;
}

export function sliceDifferences(
  records: readonly RunRecord[],
  setup: Pick<Setup, 'alpha' | 'models' | 'metrics'>,
  variant: string,
): SliceDifferences {
  const level = levelPerVariant(setup, 'quarter');
  const metrics = primaryMetrics(setup.metrics);
  const pairs = pairRuns(records, baselineOf(setup), variant);
  const names = [...new Set(pairs.flatMap(([, record]) => Object.keys(record.slices)))].sort();
  const all = names.flatMap((slice) => metrics.map((metric) => pairsOfSlice(pairs, slice, metric)));
  const testable = all.filter(
    ({ differences, magnitude }) => differences.length >= 2 && !isConstant(differences, magnitude),
  );
  const testedNames = new Set(testable.map(({ slice }) => slice));
  return {
    level,
    tested: testAll(testable, level),
    untested: names.filter((name) => !testedNames.has(name)),
  };
}

function testAll(testable: readonly SlicePairs[], level: number): SliceDifference[] {
  const first = testable.map(({ differences }) => pairedT(differences));
  const adjusted = holm(first.map(({ pValue }) => pValue));
  const order = testable
    .map((_, index) => index)
    .sort((a, b) => (first[a] as PairedT).pValue - (first[b] as PairedT).pValue);
  return order.map((index, rank) => {
    const { slice, metric, examples, differences, overall } = testable[index] as SlicePairs;
    return {
      slice,
      metric: metric.name,
      margin: metric.margin,
      examples,
      pairs: differences.length,
      difference: (first[index] as PairedT).mean,
      pValueAdjusted: adjusted[index] as number,
      interval: pairedT(differences, { level: 1 - level / (testable.length - rank) }).interval,
      overall: mean(overall),
    };
  });
}

/** A pair counts if both runs have the metric on equally many examples and on the whole test split. */
function pairsOfSlice(
  pairs: ReadonlyArray<readonly [RunRecord, RunRecord]>,
  slice: string,
  metric: Metric,
): SlicePairs {
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const rows = pairs.flatMap(([baseline, candidate]) => {
    const before = sliceOf(baseline, slice);
    const after = sliceOf(candidate, slice);
    if (before === undefined || before.examples !== after?.examples) return [];
    const [b, c, wholeB, wholeC] = [
      before.metrics,
      after.metrics,
      baseline.metrics.test,
      candidate.metrics.test,
    ].map((found = {}) => (Object.hasOwn(found, metric.name) ? found[metric.name] : undefined));
    if (b === undefined || c === undefined || wholeB === undefined || wholeC === undefined) return [];
    return [{ b, c, whole: sign * (wholeC - wholeB), examples: before.examples }];
  });
  return {
    slice,
    metric,
    examples: rows[0]?.examples ?? 0,
    differences: rows.map(({ b, c }) => sign * (c - b)),
    overall: rows.map(({ whole }) => whole),
    magnitude: largestSize(rows.flatMap(({ b, c }) => [b, c])),
  };
}

function sliceOf({ slices }: RunRecord, name: string) {
  return Object.hasOwn(slices, name) ? slices[name] : undefined;
}
