/** One action that brings the reader on; empty if the verdict is final. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { PLANNED_POWER } from '../../../analysis/compare/planned-power.ts';
import { DEFAULT_SEEDS } from '../../../config/schema/schema.ts';
import type { ClaimStatement } from '../../../verdict/claim.ts';
import { roughDuration } from '../../../words/duration.ts';
import { count, NBSP } from '../../../words/number.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, codes, enumerate, type Phrase, prose, say, strong } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { listedGroups } from '../checks.ts';
import { taskComparisons } from '../tasks.ts';
import { leadingStatement } from './claim-headline.ts';
import { isBelowMinEffect, leadOf, shortened } from './headline.ts';
import { firstNames } from './names.ts';
import { exampleCount } from './subline.ts';
import {
  estimatedSeconds,
  isCompare,
  isLimited,
  isWithheld,
  MAX_PAIRS,
  marginOption,
  smallerArm,
} from './what-would-settle.ts';

/** `**Next:** train about 181 seeds (≈ 33 min more): an 80 % chance to detect 0.005`. */
export function nextStep(view: View): Phrase {
  const action = nextAction(view);
  return action.length === 0 ? [] : say`${strong('Next:')} ${action}`;
}

export function nextAction(view: View): Phrase {
  const { result } = view;
  if (result.verdict === 'invalid') return repair(view);
  if (result.design.changes?.some(({ withholds }) => withholds) === true)
    return say`restore the first design, or allow the change with ${code('verdict: { changed-design: allow }')}`;
  const statement = leadingStatement(view);
  if (statement?.status === 'contradicted') return claimLess(view, statement);
  if (result.verdict !== 'inconclusive' && statement?.status !== 'not-shown') return openTask(view);
  if (statement !== null && result.verdict !== 'inconclusive') return provenInstead(view, statement);
  const about = statement === null ? hardestOf(view, leadOf(view)) : comparisonOf(view, statement);
  return say`${moreEvidence(view, about)}${weakerClaim(view, statement)}`;
}

/** The gate fails on tasks alone. */
function openTask(view: View): Phrase {
  const { failed } = view.result.gate;
  const tasks = failed.flatMap(({ task }) => task ?? []);
  if (tasks.length === 0 || tasks.length < failed.length) return [];
  const allow = code(isCompare(view) ? '--allow-task' : 'gate.tasks.allow');
  const isWorse = taskComparisons(view, ({ guard }) => guard?.status === 'worse').length > 0;
  return say`${isWorse ? say`change the model` : moreRuns(view, null)}, or allow the loss on ${enumerate(firstNames(codes(tasks)))} with ${allow}`;
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
  const isFixed = view.result.design.kind === 'fixed';
  const more =
    comparison.pairing === 'fold'
      ? say`raise ${code('folds.repeats')}`
      : say`raise ${code(isFixed ? 'seeds' : 'seeds.min')} for a narrower interval`;
  return say`${more}${weaker}`;
}

const TRACEBACK = /File "(?:[^"\n]*[/\\])?([^"/\\\n]{1,80})", line (\d{1,6})/g;

function repair(view: View): Phrase {
  const { result } = view;
  const again = isCompare(view) ? 'compare again' : 'push';
  const dead = result.models.find(({ runs }) => (runs.ok ?? 0) === 0);
  const crash = result.runs.failures.find(({ model }) => model === dead?.name);
  const [, file, line] = [...(crash?.message ?? '').matchAll(TRACEBACK)].at(-1) ?? [];
  if (file !== undefined && line !== undefined) return say`fix ${code(`${file}:${line}`)}, then ${again}`;
  const [first] = listedGroups(result.checks);
  if (first?.worst.status === 'fail' && first.worst.advice !== null) return shortened(first.worst.advice);
  const reason = result.reason ?? view.primary.find((one) => one.reason !== null)?.reason ?? '';
  return actionIn(reason) ?? say`fix this, then ${again}`;
}

/** Reasons end with their fix: `every pair is equal …; use more test examples`. */
function actionIn(reason: string): Phrase | null {
  const [, ...rest] = reason.split('; ');
  const last = rest.at(-1);
  return last === undefined ? null : [prose(last)];
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
    : say`change the model, or withdraw the claim`;
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

function moreEvidence(view: View, about: Comparison | null): Phrase {
  const isShort = view.result.models.some(({ runs, fixed }) => fixed === undefined && (runs.ok ?? 0) < 2);
  if (about === null || !isMeasured(about)) {
    if (isShort) return say`train at least ${DEFAULT_SEEDS.min} seeds of each model`;
    return actionIn(about?.reason ?? '') ?? moreRuns(view, about);
  }
  if (about.downgradedBy !== undefined) return adviceOf(view, about) ?? say`follow the warning below`;
  if (isLimited(about) || about.scope === 'these-models') return moreExamples(view, about);
  return (
    enoughRuns(view, about) ??
    actionIn(isWithheld(about) ? (about.reason ?? '') : '') ??
    moreRuns(view, about)
  );
}

function adviceOf({ result }: View, { downgradedBy, variant }: MeasuredComparison): Phrase | null {
  const advice =
    result.checks.find(({ id, model }) => id === downgradedBy && model === variant)?.advice ?? null;
  return advice === null ? null : [prose(advice)];
}

function moreExamples(view: View, comparison: MeasuredComparison): Phrase {
  const { crossed, equivalence, metric, testExamples } = comparison;
  const unit = crossed?.clusters ? 'clusters of test examples' : 'test examples';
  const needed = crossed?.examplesNeeded ?? 0;
  const why = comparison.scope === 'these-models' ? '' : ': more seeds alone are not likely to settle it';
  if (equivalence === null || needed <= (crossed?.clusters ?? testExamples ?? 0))
    return say`use more than these ${exampleCount(comparison)}${why}`;
  const size = view.format(metric).exact(equivalence.margin);
  return say`use about ${count(Number(needed.toPrecision(2)))} ${unit}, enough to detect ${size}${why}`;
}

const UNITS = {
  none: 'runs of each model',
  value: 'runs',
  seed: 'seeds',
  fold: 'folds',
  task: 'tasks',
} as const;

/** Planned with the margin, because the observed difference may be large by chance; null if there is nothing to plan. */
function enoughRuns(view: View, comparison: MeasuredComparison): Phrase | null {
  const { metric, pairing, power } = comparison;
  const { margin } = view.metric(metric);
  if (margin === null)
    return say`set ${code(marginOption(view))} of ${metricName(metric)} to the smallest difference that matters`;
  if (isBelowMinEffect(comparison))
    return say`improve the model, or lower ${code(isCompare(view) ? '--min-effect' : 'min-effect')}: no more than ${view.format(metric).size(comparison.interval.high)} is likely`;
  const needed = power.pairsForMargin ?? 0;
  const present = smallerArm(view, comparison);
  if (needed <= present) return null;
  const target = view.format(metric).exact(margin);
  const unit = UNITS[pairing];
  const of = comparison.role === 'secondary' ? say` in ${metricName(metric)}` : [];
  if (needed > MAX_PAIRS)
    return say`use a larger margin or a steadier metric: ${target}${of} takes more than ${count(MAX_PAIRS)} ${unit}`;
  const seconds = estimatedSeconds(view, needed - present);
  const time = seconds === null ? '' : ` (≈${NBSP}${roughDuration(seconds)} more)`;
  return say`${pairing === 'task' ? 'compare on' : 'train'} about ${count(needed)} ${unit}${time}, for an ${100 * PLANNED_POWER}${NBSP}% chance to detect ${target}${of}`;
}

function moreRuns(view: View, about: Comparison | null): Phrase {
  if (about?.pairing === 'fold') return say`raise ${code('folds.repeats')}`;
  if (about?.pairing === 'task') return say`add tasks`;
  return isCompare(view)
    ? say`add runs of each model`
    : say`train more seeds: raise ${code(view.result.design.kind === 'fixed' ? 'seeds' : 'seeds.max')}`;
}
