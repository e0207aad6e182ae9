import type { Comparison } from '../analysis/comparison.ts';
import { decidingSplit } from '../analysis/samples.ts';
import type { Check } from '../checks/check.ts';
import type { RunRecord } from '../records/record.ts';

const WIDER_GAP = 'overfitting/against-baseline';

/**
 * Takes back improvements that may be overfitting: shown on the validation split, for want of a test split, by a variant whose gap to
 * training is conclusively wider than the baseline's. What a test split shows stands, whatever the gap.
 */
export function withholdOverfitted(
  comparisons: readonly Comparison[],
  checks: readonly Check[],
  records: readonly RunRecord[],
): readonly Comparison[] {
  const overfitted = new Set(
    checks.filter(({ id, status }) => id === WIDER_GAP && status === 'warn').map(({ model }) => model),
  );
  return comparisons.map((comparison) => {
    const { variant, metric, verdict } = comparison;
    if (verdict !== 'improvement' || !overfitted.has(variant)) return comparison;
    if (decidingSplit(records, metric) === 'test') return comparison;
    return {
      ...comparison,
      verdict: 'inconclusive',
      reason: `better on validation only, with a wider gap to training than the baseline: no test split shows that it holds`,
      downgradedBy: WIDER_GAP,
    };
  });
}
