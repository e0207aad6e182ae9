/** A second test for classes with few test examples, whose effect the spread over examples hardly shows. */
import type { RunRecord } from '../../records/record.ts';
import type { Clusters } from '../../stats/crossed/clusters.ts';
import { FEW_OF_CLASS, fewestOfClass, swapTest } from '../../stats/crossed/swap-test.ts';
import type { RunPredictions } from '../../stats/metrics/predictions.ts';
import { metricNamed } from '../../stats/metrics/registry.ts';
import { createRandom } from '../../stats/random.ts';
import type { CrossedSample } from '../compare/compared-examples.ts';
import { shiftOf } from '../compare/least-effect.ts';
import type { NamedMetric } from './graded-reader.ts';
import type { SplitReader } from './run-predictions.ts';

interface RareClassesRequest {
  readonly metric: NamedMetric;
  /** The reader has these runs already. */
  readonly pairs: ReadonlyArray<readonly [baseline: RunRecord, candidate: RunRecord]>;
  readonly reader: SplitReader;
  readonly clusters: Clusters | null;
}

/** @returns null for a metric that is a mean over examples, or if every class has enough of them */
export async function swapIfRare({
  metric,
  pairs,
  reader,
  clusters,
}: RareClassesRequest): Promise<CrossedSample['swap']> {
  const { compute, task } = metricNamed(metric.name) ?? {};
  if (compute === undefined || compute.contributions !== undefined || task !== 'classification') return null;
  const runs: Array<readonly [RunPredictions, RunPredictions]> = [];
  for (const [before, after] of pairs) runs.push([await reader.read(before), await reader.read(after)]);
  const labels = reader.labels();
  const fewest = fewestOfClass(labels, runs.flat());
  if (fewest >= FEW_OF_CLASS) return null;
  const random = createRandom('swap', fewest, labels.length, pairs.length);
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const allowed = (difference: number) => sign * shiftOf(sign * difference, metric.minEffect);
  const clusterOf = clusters?.ofExample ?? null;
  return { fewest, ...swapTest(compute, labels, runs, { random, clusterOf, allowed }) };
}
