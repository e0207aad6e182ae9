/** Policies on the cases of an evaluation, as `analysis/cases/` found them. */
import type { EvaluationResult } from '../analysis/cases/evaluation-result.ts';
import { MUST_PASS, NO_CASE_REGRESSES } from '../analysis/cases/policies.ts';
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Check } from '../checks/check.ts';
import { NO_WORSE } from '../config/schema/gate-schema.ts';
import type { Config } from '../config/schema/schema.ts';
import { firstOf, quote } from '../words/list.ts';
import { overallVerdict } from './overall.ts';

const MAX_NAMED = 5;
const MAX_NAME_CHARS = 40;

export type CasePolicies = EvaluationResult['policies'];

interface Evidence {
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
  readonly policies?: CasePolicies;
}

interface CaseRule {
  readonly on: typeof NO_CASE_REGRESSES | typeof MUST_PASS | typeof NO_WORSE;
  readonly metric: string | null;
}

interface Judged {
  readonly failed: readonly CaseRule[];
  /** One sentence for each that failed. */
  readonly reasons: readonly string[];
  /** One sentence for each that is open. */
  readonly warnings: readonly string[];
}

/** An open policy counts as inconclusive, but an open guard fails. None applies if the comparison is invalid. */
export function judgePolicies(
  { comparisons, checks, policies = [] }: Evidence,
  gate: Pick<Config['gate'], 'fail-on' | 'warn-on'>,
): Judged {
  if (policies.length === 0 || overallVerdict(comparisons, checks).verdict === 'invalid')
    return { failed: [], reasons: [], warnings: [] };
  const areSeveral = new Set(policies.map(({ variant }) => variant)).size > 1;
  const said = ({ variant, message, cases }: CasePolicies[number]) => {
    const names = firstOf(
      cases.map((id) => quote(id, MAX_NAME_CHARS)),
      MAX_NAMED,
    );
    return `${areSeveral ? `${variant}: ` : ''}${message}${names === '' ? '' : `: ${names}`}`;
  };
  const isGuard = ({ id }: CasePolicies[number]) => id !== NO_CASE_REGRESSES && id !== MUST_PASS;
  const failing = policies.filter(
    (policy) =>
      policy.status === 'fail' ||
      (policy.status === 'open' && (isGuard(policy) || gate['fail-on'].includes('inconclusive'))),
  );
  const warns = gate['warn-on'].includes('inconclusive');
  const open = policies.filter((policy) => policy.status === 'open' && !failing.includes(policy));
  return {
    failed: failing.map(ruleOf),
    reasons: failing.map(said),
    warnings: warns ? open.map(said) : [],
  };
}

function ruleOf({ id }: CasePolicies[number]): CaseRule {
  return id === NO_CASE_REGRESSES || id === MUST_PASS
    ? { on: id, metric: null }
    : { on: NO_WORSE, metric: id };
}
