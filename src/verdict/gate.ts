/** The policy that turns verdict, checks and claim into success, neutral or failure. */
import { z } from 'zod';
import { MUST_PASS, NO_CASE_REGRESSES } from '../analysis/cases/policies.ts';
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { Tasks } from '../analysis/tasks/task-results.ts';
import type { Check } from '../checks/check.ts';
import { GATE_ENTRIES } from '../checks/check-traits.ts';
import { traitsOf } from '../checks/registry.ts';
import type { Described } from '../config/described.ts';
import { GATE_REASONS } from '../config/schema/gate-reasons.ts';
import { guardedMetrics, NO_TASK_WORSE, NO_WORSE } from '../config/schema/gate-schema.ts';
import type { Config } from '../config/schema/schema.ts';
import { enumerate } from '../words/list.ts';
import { wordFor } from '../words/plural.ts';
import type { ClaimResult } from './claim.ts';
import { type CasePolicies, judgePolicies } from './gate-cases.ts';
import { describeGuards, guardsNotShown } from './gate-guards.ts';
import { describeOpenTasks, openTasks } from './gate-tasks.ts';
import { overallVerdict } from './overall.ts';

export const gateRuleSchema = z
  .object({
    on: z.enum([...GATE_REASONS, NO_WORSE, NO_TASK_WORSE, NO_CASE_REGRESSES, MUST_PASS]).exclude(['never']),
    metric: z
      .string()
      .nullable()
      .describe('The metric whose own policy has this entry; null for the shared policy.'),
    task: z.string().exactOptional().describe('The task that may be worse, for no-task-worse.'),
  })
  .describe('One entry of fail-on or warn-on that applies.');
type GateRule = Described<typeof gateRuleSchema>;

export const gateDecisionSchema = z.object({
  passed: z.boolean().describe('Whether the step passes: all but failure.'),
  conclusion: z
    .enum(['success', 'neutral', 'failure'])
    .describe('Conclusion of the check run on GitHub. neutral neither blocks nor shows a green tick.'),
  reason: z.string().describe('One sentence for the reader: which rule decided.'),
  failed: z
    .array(gateRuleSchema)
    .describe('The rules that failed the gate, even if the failure was accepted; else empty.'),
  label: z.string().exactOptional().describe('Effect of the label that accepts a failure.'),
});
export type GateDecision = Described<typeof gateDecisionSchema>;

export interface GateEvidence {
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly Check[];
  /** null: nothing was compared task by task. */
  readonly tasks?: Tasks | null;
  /** Given for evaluations. */
  readonly policies?: CasePolicies;
  readonly claim: { readonly status: string; readonly source: ClaimResult['source'] } | null;
}

/** `your config blocks only invalid`; `the verdict is regression, listed in gate.fail-on`. */
export interface PolicyWords {
  readonly owner: string;
  listedIn(list: 'fail-on' | 'warn-on', metric: string | null): string;
}

const OF_CONFIG: PolicyWords = {
  owner: 'your config',
  listedIn: (list, metric) => `listed in gate.${metric === null ? '' : `metrics.${metric}.`}${list}`,
};

/** A metric with its own policy is judged by that alone, everything else by the shared one. An entry in both lists fails. */
export function applyGate(
  evidence: GateEvidence,
  policy: Config['gate'],
  words: PolicyWords = OF_CONFIG,
): GateDecision {
  const guarded = guardedMetrics(policy);
  const own = Object.fromEntries(
    Object.entries(policy.metrics ?? {}).flatMap(([metric, lists]) =>
      lists === NO_WORSE ? [] : [[metric, lists] as const],
    ),
  );
  const found = [
    ...sharedFindings(evidence, [...Object.keys(own), ...guarded]),
    ...ownFindings(evidence, Object.keys(own)),
  ];
  const matching = (list: 'fail-on' | 'warn-on') =>
    found.filter(({ on, metric }) => {
      const entries: readonly string[] = (metric === null ? policy[list] : own[metric]?.[list]) ?? [];
      return entries.includes(on);
    });
  const describe = (rules: readonly GateRule[], list: 'fail-on' | 'warn-on') =>
    inWords(rules, evidence, Object.keys(own), (metric) => words.listedIn(list, metric));
  const failed = matching('fail-on');
  const unguarded = guardsNotShown(evidence, guarded).map((metric) => ({ on: NO_WORSE, metric }) as const);
  const ofTasks = tasksFinding(evidence, policy);
  const ofCases = judgePolicies(evidence, policy);
  if (failed.length + unguarded.length + ofTasks.rules.length + ofCases.failed.length > 0) {
    const reasons = [
      describe(failed, 'fail-on'),
      ...describeGuards(
        evidence,
        unguarded.map(({ metric }) => metric),
      ),
      ...ofTasks.reasons,
      ...ofCases.reasons,
    ];
    return decide('failure', reasons.filter((reason) => reason !== '').join('; '), [
      ...failed,
      ...unguarded,
      ...ofTasks.rules,
      ...ofCases.failed,
    ]);
  }
  const warned = matching('warn-on');
  if (warned.length + ofCases.warnings.length > 0)
    return decide(
      'neutral',
      [...(warned.length > 0 ? [describe(warned, 'warn-on')] : []), ...ofCases.warnings].join('; '),
    );
  const holding =
    guarded.length === 0
      ? ''
      : `; ${enumerate(guarded)} ${wordFor(guarded.length, 'is', 'are')} not worse by the margin`;
  const held =
    policy.tasks === undefined ? '' : `; no task is worse by more than ${policy.tasks['no-worse-than']}`;
  return decide('success', `${words.owner} ${blocks(policy['fail-on'])}${holding}${held}`);
}

/** None if the comparison is invalid. */
function tasksFinding(
  { comparisons, checks, tasks = null }: GateEvidence,
  { tasks: guard }: Config['gate'],
): { readonly rules: readonly GateRule[]; readonly reasons: readonly string[] } {
  if (guard === undefined || overallVerdict(comparisons, checks).verdict === 'invalid')
    return { rules: [], reasons: [] };
  if (tasks === null)
    return { rules: [{ on: NO_TASK_WORSE, metric: null }], reasons: ['nothing was compared task by task'] };
  const open = openTasks(tasks, guard);
  return {
    rules: open.map(({ task }) => ({ on: NO_TASK_WORSE, metric: null, task })),
    reasons: describeOpenTasks(open, guard),
  };
}

function blocks(failOn: readonly string[]): string {
  if (failOn.includes('never')) return 'never blocks';
  return failOn.length === 0 ? 'blocks nothing' : `blocks only ${enumerate(failOn)}`;
}

function decide(
  conclusion: GateDecision['conclusion'],
  reason: string,
  failed: readonly GateRule[] = [],
): GateDecision {
  return { passed: conclusion !== 'failure', conclusion, reason, failed };
}

/** `improvement` has no rule. */
function ruleOf(verdict: string, metric: string | null): GateRule[] {
  return verdict === 'improvement' ? [] : [{ on: verdict as GateRule['on'], metric }];
}

/** @param own metrics whose own policy judges them, guards among them */
function sharedFindings({ comparisons, checks, claim }: GateEvidence, own: readonly string[]): GateRule[] {
  const { verdict } = overallVerdict(comparisons, checks);
  const rest = comparisons.filter(({ metric }) => !own.includes(metric));
  const variants = new Set(comparisons.map(({ variant }) => variant));
  const alarmed = GATE_ENTRIES.filter((entry) =>
    checks.some((check) => traitsOf(check.id).gateEntry === entry && isAlarm(check, variants)),
  );
  const isOpen = verdict === 'invalid' || rest.some(({ role }) => role === 'primary');
  return [
    ...(isOpen ? ruleOf(verdict === 'invalid' ? verdict : overallVerdict(rest, checks).verdict, null) : []),
    ...alarmed.map((on) => ({ on, metric: null })),
    ...(claim !== null && claim.status !== 'supported'
      ? [{ on: 'not-supported', metric: null } as const]
      : []),
  ];
}

/** An invalid comparison is judged by the shared policy. */
function ownFindings({ comparisons, checks }: GateEvidence, own: readonly string[]): GateRule[] {
  return own.flatMap((metric) => {
    const { verdict } = overallVerdict(
      comparisons.filter((comparison) => comparison.metric === metric),
      checks,
    );
    return verdict === 'invalid' ? [] : ruleOf(verdict, metric);
  });
}

/** The pull request is not responsible for the baseline. */
function isAlarm({ model, status }: Check, variants: ReadonlySet<string>): boolean {
  const alarming = status === 'warn' || status === 'fail';
  return alarming && model !== null && variants.has(model);
}

const FINDINGS: Readonly<Record<GateRule['on'], string>> = {
  regression: 'the verdict is regression',
  inconclusive: 'the verdict is inconclusive',
  equivalent: 'the verdict is equivalent',
  invalid: 'the verdict is invalid',
  overfitting: 'a variant overfits',
  slices: 'a slice gets worse',
  reference: 'a variant is worse than the reference',
  'not-supported': 'the claim is not supported',
  [NO_WORSE]: 'a guarded metric may be worse by more than its margin',
  [NO_TASK_WORSE]: 'a task may be worse by more than is allowed',
  [NO_CASE_REGRESSES]: 'a case regresses',
  [MUST_PASS]: 'a case that must pass fails',
};

const CLAIMANTS: Readonly<Record<ClaimResult['source'], string>> = {
  'pull-request': 'the claim of the pull request is not supported',
  config: 'the claim of the config is not supported',
  both: 'claims of the pull request and of the config are not supported',
};

const MAX_RULES_SHOWN = 5;
const MAX_METRICS_SHOWN = 3;

/** If some metric has its own policy, says for which metrics the shared verdict is. */
function inWords(
  rules: readonly GateRule[],
  { comparisons, claim }: GateEvidence,
  own: readonly string[],
  listedIn: (metric: string | null) => string,
): string {
  const primary = comparisons.filter(({ role }) => role === 'primary').map(({ metric }) => metric);
  const shared = [...new Set(primary)].filter((metric) => !own.includes(metric));
  const others =
    own.length === 0 || shared.length === 0
      ? ''
      : shared.length > MAX_METRICS_SHOWN
        ? ` for ${shared.length} other metrics`
        : ` for ${shared.join(', ')}`;
  const shown = rules.slice(0, MAX_RULES_SHOWN).map(({ on, metric }) => {
    const found = on === 'not-supported' && claim !== null ? CLAIMANTS[claim.source] : FINDINGS[on];
    const where = metric === null ? (OF_METRICS.has(on) ? others : '') : ` for ${metric}`;
    return `${found}${where}, ${listedIn(metric)}`;
  });
  const hidden = rules.length - shown.length;
  return [...shown, ...(hidden > 0 ? [`${hidden} more`] : [])].join('; ');
}

const OF_METRICS: ReadonlySet<GateRule['on']> = new Set(['regression', 'inconclusive', 'equivalent']);
