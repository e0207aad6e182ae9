import {
  type Comparison,
  type Guard,
  SCOPES,
  type Scope,
  type Verdict,
} from '../analysis/compare/comparison.ts';
import type { Check } from '../checks/check.ts';
import { CHECKS } from '../checks/registry.ts';

const INVALIDATING = new Set(CHECKS.filter(({ invalidates }) => invalidates).map(({ id }) => id));

export interface OverallVerdict {
  readonly verdict: Verdict;
  /** Why, if the comparisons do not show it. */
  readonly reason: string | null;
}

export function overallVerdict(comparisons: readonly Comparison[], checks: readonly Check[]): OverallVerdict {
  const broken = checks.find((check) => check.status === 'fail' && INVALIDATING.has(check.id));
  if (broken !== undefined) {
    return {
      verdict: 'invalid',
      reason: `${broken.model === null ? '' : `${broken.model}: `}${broken.message}`,
    };
  }
  const primary = comparisons.filter((comparison) => comparison.role === 'primary');
  if (primary.length === 0) return { verdict: 'invalid', reason: 'no comparison could be made' };
  const invalid = primary.find((comparison) => comparison.verdict === 'invalid');
  if (invalid !== undefined) return { verdict: 'invalid', reason: invalid.reason };
  const found = (verdict: Verdict) => primary.some((one) => jointVerdict(one, comparisons) === verdict);
  for (const verdict of ['regression', 'improvement', 'inconclusive'] as const) {
    if (found(verdict)) return { verdict, reason: null };
  }
  return { verdict: 'equivalent', reason: null };
}

/**
 * The verdict of a primary comparison together with the guards of its variant: an improvement needs each of them to be shown, and
 * a guarded metric that is shown to be worse by more than its margin is a regression.
 */
export function jointVerdict({ variant, verdict }: Comparison, comparisons: readonly Comparison[]): Verdict {
  const has = (status: Guard['status']) =>
    comparisons.some(({ variant: other, guard }) => guard?.status === status && other === variant);
  if (has('worse')) return 'regression';
  return verdict === 'improvement' && has('not-shown') ? 'inconclusive' : verdict;
}

/** The narrowest scope of the primary comparisons with the overall verdict. */
export function overallScope(comparisons: readonly Comparison[], verdict: Verdict): Scope | null {
  if (verdict === 'invalid') return null;
  const scopes = comparisons.flatMap((comparison) =>
    comparison.role === 'primary' &&
    comparison.difference !== null &&
    jointVerdict(comparison, comparisons) === verdict
      ? [comparison.scope]
      : [],
  );
  return SCOPES.findLast((scope) => scopes.includes(scope)) ?? null;
}
