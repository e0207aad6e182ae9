/** One action that brings the reader on; empty if the verdict is final. */
import type { Comparison } from '../../../analysis/compare/comparison.ts';
import type { ClaimStatement } from '../../../verdict/claim.ts';
import { code, codes, enumerate, type Phrase, say, strong } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { brokenBy, listedGroups } from '../checks.ts';
import { ofComparison, taskComparisons } from '../tasks.ts';
import { leadingStatement } from './claim-headline.ts';
import { deadModel, leadOf, shortened } from './headline.ts';
import { actionIn, isCompare, moreEvidence, moreRuns, seedsKey } from './more-evidence.ts';
import { firstNames } from './names.ts';

/** `**Next:** train about 181 seeds (≈ 33 min more): an 80 % chance to detect 0.005`. */
export function nextStep(view: View, options?: NextOptions): Phrase {
  const action = nextAction(view, options);
  return action.length === 0 ? [] : say`${strong('Next:')} ${action}`;
}

export interface NextOptions {
  /** Accepts a failed gate; '' for none. */
  readonly acceptedLabel?: string;
}

export function nextAction(view: View, { acceptedLabel = '' }: NextOptions = {}): Phrase {
  const { result } = view;
  if (result.verdict === 'invalid') return repair(view);
  const statement = leadingStatement(view);
  if (result.verdict === 'regression' && result.gate.conclusion === 'failure' && acceptedLabel !== '')
    return say`improve the model, or accept the loss with the label ${code(acceptedLabel)}`;
  if (statement?.status === 'contradicted') return claimLess(view, statement);
  if (result.verdict !== 'inconclusive' && statement?.status !== 'not-shown')
    return isTaskGuarded(view) ? openTask(view) : guardTasks(view);
  if (statement !== null && result.verdict !== 'inconclusive') return provenInstead(view, statement);
  const about = statement === null ? hardestOf(view, leadOf(view)) : comparisonOf(view, statement);
  return say`${moreEvidence(view, about)}${weakerClaim(view, statement)}`;
}

function isTaskGuarded(view: View): boolean {
  return taskComparisons(view, ({ guard }) => guard !== undefined).length > 0;
}

/** The gate does not look at single tasks, and one is worse. */
function guardTasks(view: View): Phrase {
  const lead = leadOf(view);
  if (lead === null || lead.verdict === 'regression' || view.primaryMetrics.length > 1) return [];
  const worse = ofComparison(view, lead).filter(({ comparison }) => comparison.verdict === 'regression');
  if (worse.length === 0) return [];
  const names = enumerate(firstNames(codes(worse.map(({ task }) => task))));
  const scale = view.result.tasks?.scale;
  if (scale === 'normalised') return say`check ${names}`;
  const { margin } = view.metric(lead.metric);
  const size = scale === 'metric' && margin !== null ? String(margin) : 'SIZE';
  const key = isCompare(view)
    ? `--no-task-worse-than ${size}`
    : `gate: { tasks: { no-worse-than: ${size} } }`;
  return say`check ${names}; to block such losses, add ${code(key)}`;
}

/** The gate fails on tasks alone. */
function openTask(view: View): Phrase {
  const { failed } = view.result.gate;
  const tasks = failed.flatMap(({ task }) => task ?? []);
  if (tasks.length === 0 || tasks.length < failed.length) return [];
  const allow = code(isCompare(view) ? '--allow-task' : 'gate.tasks.allow');
  const worse = new Set(
    taskComparisons(view, ({ guard }) => guard?.status === 'worse').map(({ task }) => task),
  );
  const worstFirst = [
    ...tasks.filter((task) => worse.has(task)),
    ...tasks.filter((task) => !worse.has(task)),
  ];
  return say`${worse.size > 0 ? say`change the model` : moreRuns(view, null)}, or allow the loss on ${enumerate(firstNames(codes(worstFirst)))} with ${allow}`;
}

/** The verdict needs all open guards, so the one that needs the most runs decides. */
function hardestOf(view: View, lead: Comparison | null): Comparison | null {
  if (lead?.guard?.status !== 'not-shown') return lead;
  const open = view.secondary.filter(
    ({ variant, guard }) => variant === lead.variant && guard?.status === 'not-shown',
  );
  const runs = (one: Comparison) => (isMeasured(one) ? (one.power.pairsForMargin ?? 0) : 0);
  return open.reduce((most, one) => (runs(one) > runs(most) ? one : most), lead);
}

/** A decided comparison trains no further, whatever its maximum of seeds. */
function provenInstead(view: View, statement: ClaimStatement): Phrase {
  const comparison = comparisonOf(view, statement);
  if (comparison === null || !isMeasured(comparison) || view.metric(statement.metric).margin === null)
    return say`${moreEvidence(view, comparison)}${weakerClaim(view, statement)}`;
  const weaker = weakerClaim(view, statement);
  const more =
    comparison.pairing === 'fold'
      ? say`raise ${code('folds.repeats')}`
      : say`raise ${code(seedsKey(view, 'min'))} for a narrower interval`;
  return say`${more}${weaker}`;
}

const TRACEBACK = /File "(?:[^"\n]*[/\\])?([^"/\\\n]{1,80})", line (\d{1,6})/g;

function repair(view: View): Phrase {
  const { result } = view;
  const again = isCompare(view) ? 'compare again' : 'push';
  const dead = deadModel(view);
  const crash = result.runs.failures.find(({ model }) => model === dead);
  const [, file, line] = [...(crash?.message ?? '').matchAll(TRACEBACK)].at(-1) ?? [];
  if (file !== undefined && line !== undefined) return say`fix ${code(`${file}:${line}`)}, then ${again}`;
  const broken =
    brokenBy(view) ?? listedGroups(result.checks).find(({ worst }) => worst.status === 'fail')?.worst;
  if (broken?.advice) return shortened(broken.advice);
  const reason = result.reason ?? view.primary.find((one) => one.reason !== null)?.reason ?? '';
  return actionIn(reason) ?? say`fix this, then ${again}`;
}

function comparisonOf({ result }: View, { metric, variant }: ClaimStatement): Comparison | null {
  return result.comparisons.find((one) => one.metric === metric && one.variant === variant) ?? null;
}

function claimLess(view: View, statement: ClaimStatement): Phrase {
  const comparison = comparisonOf(view, statement);
  const isBetter = comparison !== null && isMeasured(comparison) && comparison.verdict === 'improvement';
  if (statement.kind === 'no-change' && isBetter) return say`claim “improvement”, which the data show`;
  return isBetter
    ? say`claim “improvement”: a smaller gain is proven`
    : view.result.verdict === 'regression'
      ? say`improve the model`
      : say`improve the model, or withdraw the claim`;
}

function weakerClaim(view: View, statement: ClaimStatement | null): Phrase {
  if (statement?.kind !== 'amount' && statement?.kind !== 'improvement') return [];
  const comparison = comparisonOf(view, statement);
  if (comparison === null || !isMeasured(comparison)) return [];
  if (statement.kind === 'amount' && comparison.verdict === 'improvement')
    return say`, or claim “improvement”`;
  const margin = view.metric(comparison.metric).margin;
  return margin !== null && comparison.interval.low >= -margin ? say`, or claim “no regression”` : [];
}
