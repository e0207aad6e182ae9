import type { Comparison } from '../analysis/compare/comparison.ts';
import { decidingSplit } from '../analysis/compare/samples.ts';
import { type Setup, setupOf } from '../checks/evidence.ts';
import { againstBaseline } from '../checks/overfitting/against-baseline.ts';
import { lossCurves } from '../checks/overfitting/loss-curves.ts';
import { measureOverfitting } from '../checks/overfitting/measure-overfitting.ts';
import { findStoppingEpoch } from '../checks/overfitting/stopping-epoch.ts';
import { runChecks } from '../checks/run-checks.ts';
import { levelPerVariant } from '../checks/subjects.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { RunRecord } from '../records/record.ts';

export interface WithholdRequest {
  readonly config: Pick<LoadedConfig, 'checks'> & Omit<Setup, 'models'>;
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
  readonly records: readonly RunRecord[];
}

/**
 * Takes back improvements that may be overfitting: shown on the validation split, for want of a test split, by a variant that overfits more
 * than the baseline (`overfitting/against-baseline`: its validation loss has turned and ends above the baseline's), and whose score is not
 * known to hold: the curves show that it has fallen by the end, or do not have it. What a test split shows stands, and nothing is taken back
 * for a gap alone.
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
  const setup = setupOf({ config, models });
  const overfitted = runChecks([againstBaseline], { ...setup, records }, config.checks).filter(
    ({ status }) => status === 'warn',
  );
  return comparisons.map((comparison) => {
    const found = overfitted.find(({ model }) => model === comparison.variant);
    if (found === undefined || !isOpen(comparison) || holds(comparison, setup, records)) return comparison;
    return {
      ...comparison,
      verdict: 'inconclusive',
      reason:
        "better on validation only, where its loss rises again and ends above the baseline's; no test split confirms it",
      downgradedBy: found.id,
    };
  });
}

/** Whether the curves have the metric on validation, and do not show that it has fallen by the end. */
function holds({ variant, metric }: Comparison, setup: Setup, records: readonly RunRecord[]): boolean {
  const curves = lossCurves(records, variant);
  const found = measureOverfitting(curves);
  const own = setup.metrics.filter(({ name }) => name === metric);
  if (found === null) return false;
  const { score } = findStoppingEpoch(curves, found, own, levelPerVariant(setup));
  return score !== null && !score.hasFallen;
}
