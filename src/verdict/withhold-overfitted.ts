import type { Comparison } from '../analysis/compare/comparison.ts';
import { decidingSplit } from '../analysis/compare/samples.ts';
import { type Setup, setupOf } from '../checks/evidence.ts';
import { againstBaseline } from '../checks/overfitting/against-baseline.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';

export interface WithholdRequest {
  readonly config: Pick<LoadedConfig, 'checks'> & Omit<Setup, 'models'>;
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly records: readonly RunRecord[];
}

/**
 * Takes back improvements that may be overfitting: shown on the validation split, for want of a test split, by a variant whose gap to
 * training is conclusively wider than the baseline's. What a test split shows stands, whatever the gap.
 *
 * It comes before all checks that speak of the verdict, so that none of them calls an improvement what is told as inconclusive.
 */
export function withholdOverfitted(
  comparisons: readonly Comparison[],
  { config, models, records }: WithholdRequest,
): readonly Comparison[] {
  const isOpen = ({ verdict, metric }: Comparison) =>
    verdict === 'improvement' && decidingSplit(records, metric) !== 'test';
  if (!comparisons.some(isOpen)) return comparisons;
  const wider = runChecks(
    [againstBaseline],
    { ...setupOf({ config, models }), records },
    config.checks,
  ).filter(({ status }) => status === 'warn');
  return comparisons.map((comparison) => {
    const found = wider.find(({ model }) => model === comparison.variant);
    if (found === undefined || !isOpen(comparison)) return comparison;
    return {
      ...comparison,
      verdict: 'inconclusive',
      reason: `better on validation only, with a wider gap to training than the baseline: no test split shows that it holds`,
      downgradedBy: found.id,
    };
  });
}
