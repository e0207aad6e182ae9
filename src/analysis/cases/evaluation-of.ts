/** Describes an evaluation by its cases: the arms, the cases that changed, and the policies on them. */
import { passMetric } from '../../config/case-metrics.ts';
import { type CasePolicy, NO_POLICY } from '../../config/schema/gate-cases-schema.ts';
import { UserError } from '../../config/user-error.ts';
import type { CaseTable } from '../../records/evaluations/evaluation.ts';
import { quote } from '../../words/list.ts';
import type { CaseMetric } from './case-rows.ts';
import { type ArmRows, rowsOf } from './case-rows.ts';
import { changedCases } from './changed-cases.ts';
import { describeArm } from './describe-arm.ts';
import { estimatesOf } from './estimates.ts';
import type { EvaluationResult } from './evaluation-result.ts';
import { judgeOf } from './judge-labels.ts';
import { passRuleFor, passScores } from './pass-metrics.ts';
import { mustPass, noCaseRegresses, requireCases } from './policies.ts';
import { guardPolicies } from './quantiles.ts';

export interface EvaluationSettings {
  readonly baseline: string;
  readonly variants: readonly string[];
  /** The metric that decides, which may be computed from the passes of `scorer`. Default: `scorer`. */
  readonly deciding?: string | undefined;
  /** The scorer that decides, and which of its scores are better. */
  readonly scorer: string;
  readonly direction: 'maximize' | 'minimize';
  /** Chance of a false alarm of a policy, over all cases and variants. */
  readonly alpha: number;
  readonly policy: CasePolicy | undefined;
  /** Metrics over cases and repeats, with the margins of guards. */
  readonly caseMetrics?: readonly CaseMetric[] | undefined;
}

/** @throws UserError for policies without passes, without a baseline, or on cases that no arm has */
export function evaluationOf(table: CaseTable, settings: EvaluationSettings): EvaluationResult {
  const { scorer, direction, alpha, policy = NO_POLICY, caseMetrics = [] } = settings;
  const rule = passRuleFor(table, settings, policy['pass-mark']);
  const arms = rowsOf(table, scorer, rule);
  const armOf = (name: string) => arms.find(({ model }) => model === name);
  const baseline = armOf(settings.baseline) ?? null;
  const variants = settings.variants.flatMap((name) => armOf(name) ?? []);
  const sign = direction === 'maximize' ? 1 : -1;
  const { deciding = scorer } = settings;
  const isPasses = passMetric(deciding) !== null && !table.scorers.includes(deciding);
  const valuesOf = (arm: ArmRows) =>
    isPasses ? passScores(arm, deciding) : arm.rows.map(({ score }) => sign * score);
  const isWanted = policy['no-case-regresses'] || policy['must-pass'].length > 0;
  if (isWanted && rule === null) throw noPasses(scorer);
  requireCases(policy['must-pass'], [...table.ids, ...(table.leftOutIds ?? [])]);
  const share = alpha / Math.max(1, variants.length);
  const compared = baseline === null ? [] : variants.map((variant) => ({ baseline, variant, alpha: share }));
  const estimates = compared.flatMap((one) => estimatesOf(one, caseMetrics));
  return {
    cases: table.ids.length,
    leftOut: table.leftOut,
    passedBy: rule?.scorer ?? null,
    passMark: rule?.isStated ? rule.mark : null,
    arms: [...(baseline === null ? [] : [baseline]), ...variants].map((arm) =>
      describeArm(arm, table.scorers, 1 - alpha),
    ),
    variants:
      baseline === null ? [] : variants.map((variant) => changedCases(baseline, variant, sign, valuesOf)),
    policies: [
      ...variants.flatMap((variant) => [
        ...(policy['no-case-regresses']
          ? [noCaseRegresses(requireBaseline(baseline), variant, alpha / variants.length)]
          : []),
        ...(policy['must-pass'].length > 0 ? [mustPass(variant, policy['must-pass'])] : []),
      ]),
      ...compared.flatMap((one) => guardPolicies(one, caseMetrics, estimates)),
    ],
    estimates,
    judge: judgeOf({ baseline, variants, scorer, rule, level: 1 - share }),
    money: null,
  };
}

function noPasses(scorer: string): UserError {
  return new UserError(
    `policies on cases need to know which cases pass, but the log does not say, and ${quote(scorer)} has other scores than 0 and 1; set --pass-mark, or gate.cases.pass-mark`,
  );
}

function requireBaseline(baseline: ArmRows | null): ArmRows {
  if (baseline !== null) return baseline;
  throw new UserError(
    'no-case-regresses: compares with the cases of a baseline, and there is none; remove it',
  );
}
