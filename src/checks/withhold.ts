import type { Comparison } from '../analysis/compare/comparison.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { Evidence, Setup } from './evidence.ts';
import { CHECKS } from './registry.ts';
import { runChecks } from './run-checks.ts';

/** Makes improvements inconclusive that a check doubts. It runs before the checks that read verdicts. */
export function withholdDoubted(
  comparisons: readonly Comparison[],
  known: Setup & Pick<Evidence, 'records'>,
  section: ChecksConfig,
): readonly Comparison[] {
  let current = comparisons;
  for (const check of CHECKS) {
    const { withholds } = check.traits;
    if (withholds === undefined || !current.some(({ verdict }) => verdict === 'improvement')) continue;
    const rows = runChecks([check], known, section).filter(({ status }) => status === 'warn');
    const warned = new Set(rows.map(({ model }) => model));
    current = current.map((comparison) => {
      if (comparison.verdict !== 'improvement' || !warned.has(comparison.variant)) return comparison;
      const reason = withholds(comparison, known);
      if (reason === null) return comparison;
      return { ...comparison, verdict: 'inconclusive', reason, downgradedBy: check.id };
    });
  }
  return current;
}
