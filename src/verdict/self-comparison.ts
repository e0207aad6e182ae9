/** The result of the baseline against itself, `conclusive.aa/1`. */
import type { SelfComparison } from '../analysis/self-comparison/self-comparison.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { RunRecord } from '../records/record.ts';
import type { Provenance } from './result.ts';

export interface SelfComparisonResult extends SelfComparison {
  readonly schema: 'conclusive.aa/1';
  /** The interval of the false-alarm rate reaches down to alpha. */
  readonly consistent: boolean;
  /** No test found that runs depend on the order of their seeds. */
  readonly independent: boolean;
  readonly definitions: readonly Metric[];
  readonly failedRuns: number;
  readonly provenance: Provenance;
}

export function judgeSelfComparison(
  comparison: SelfComparison,
  more: {
    readonly metrics: readonly Metric[];
    readonly records: readonly RunRecord[];
    readonly provenance: Provenance;
  },
): SelfComparisonResult {
  const { falseAlarms, alpha, seedOrder } = comparison;
  return {
    schema: 'conclusive.aa/1',
    ...comparison,
    // A rate below alpha is fine: cross-checks make the procedure conservative.
    consistent: falseAlarms === null || falseAlarms.interval.low <= alpha,
    independent: !seedOrder.some(({ depends }) => depends),
    definitions: more.metrics,
    failedRuns: more.records.length - comparison.runs,
    provenance: more.provenance,
  };
}
