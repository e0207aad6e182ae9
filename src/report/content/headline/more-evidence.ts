/** The evidence that would settle an open comparison, as an action. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { PLANNED_POWER } from '../../../analysis/compare/planned-power.ts';
import { wasGivenUp } from '../../../analysis/decide/futility.ts';
import { DEFAULT_SEEDS } from '../../../config/schema/schema.ts';
import { roughDuration } from '../../../words/duration.ts';
import { count, NBSP } from '../../../words/number.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, type Phrase, prose, say } from '../../phrase.ts';
import { decidingPValue, isMeasured, type View } from '../../view.ts';
import { ofComparison } from '../tasks.ts';
import { isBelowMinEffect } from './headline.ts';
import { exampleCount } from './subline.ts';

/** A config cannot ask for more seeds. */
const MAX_PAIRS = 1000;

const UNITS = {
  none: 'runs of each model',
  value: 'runs',
  seed: null,
  fold: 'folds',
  task: 'tasks',
} as const;

/** `train about 181 seeds (≈ 33 min more), for an 80 % chance to detect 0.005` */
export function moreEvidence(view: View, about: Comparison | null): Phrase {
  const isShort = view.result.models.some(({ runs, fixed }) => fixed === undefined && (runs.ok ?? 0) < 2);
  if (about === null || !isMeasured(about)) {
    if (isShort)
      return say`${view.words.train} at least ${DEFAULT_SEEDS.min} ${view.words.seed}s of each model`;
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

/** Reasons end with their fix: `every pair is equal …; use more test examples`. */
export function actionIn(reason: string): Phrase | null {
  const [, ...rest] = reason.split('; ');
  const last = rest.at(-1);
  return last === undefined ? null : [prose(last)];
}

function adviceOf({ result }: View, { downgradedBy, variant }: MeasuredComparison): Phrase | null {
  const advice =
    result.checks.find(({ id, model }) => id === downgradedBy && model === variant)?.advice ?? null;
  return advice === null ? null : [prose(advice)];
}

function moreExamples(view: View, comparison: MeasuredComparison): Phrase {
  const { crossed, equivalence, metric, testExamples } = comparison;
  const { seed, testExample } = view.words;
  const unit = `${crossed?.clusters ? 'clusters of ' : ''}${testExample}s`;
  const needed = crossed?.examplesNeeded ?? 0;
  const why = comparison.scope === 'these-models' ? '' : `: more ${seed}s will probably not settle it`;
  if (equivalence === null || needed <= (crossed?.clusters ?? testExamples ?? 0))
    return say`use more than these ${exampleCount(view, comparison)}${why}`;
  const size = view.format(metric).exact(equivalence.margin);
  return say`use about ${count(Number(needed.toPrecision(2)))} ${unit}, enough to detect ${size}${why}`;
}

/** Planned with the margin, because the observed difference may be large by chance; null if there is nothing to plan. */
function enoughRuns(view: View, comparison: MeasuredComparison): Phrase | null {
  const { metric, pairing, power } = comparison;
  const { margin } = view.metric(metric);
  if (isBelowMinEffect(comparison))
    return say`improve the model, or lower ${code(isCompare(view) ? '--min-effect' : 'min-effect')}: no more than ${view.format(metric).size(comparison.interval.high)} is likely`;
  // A difference that a cross-check withholds was detected, so no margin would settle it.
  if (margin === null)
    return decidingPValue(comparison) <= comparison.significanceLevel
      ? null
      : say`set ${code(isCompare(view) ? '--margin' : 'margin')} of ${metricName(metric)} to the smallest difference that matters`;
  const needed = power.pairsForMargin ?? 0;
  const present = smallerArm(view, comparison);
  if (needed <= present) return null;
  const target = view.format(metric).exact(margin);
  const unit = UNITS[pairing] ?? `${view.words.seed}s`;
  const of = comparison.role === 'secondary' ? say` in ${metricName(metric)}` : [];
  if (needed > MAX_PAIRS)
    return say`use a larger margin or a steadier metric: ${target}${of} takes more than ${count(MAX_PAIRS)} ${unit}`;
  const seconds = estimatedSeconds(view, needed - present);
  const time = seconds === null ? '' : ` (≈${NBSP}${roughDuration(seconds)} more)`;
  return say`${pairing === 'task' ? 'compare on' : view.words.train} about ${count(needed)} ${unit}${time}, for an ${100 * PLANNED_POWER}${NBSP}% chance to detect ${target}${of}`;
}

export function moreRuns(view: View, about: Comparison | null): Phrase {
  if (about?.pairing === 'fold') return say`raise ${code('folds.repeats')}`;
  if (about?.pairing === 'task') return say`add tasks`;
  return isCompare(view)
    ? say`add runs of each model`
    : say`${view.words.train} more ${view.words.seed}s: raise ${code(seedsKey(view, 'max'))}`;
}

/** `seeds`, `seeds.max`, `evaluate.repeats.min`. */
export function seedsKey({ result: { design }, words }: View, bound: 'min' | 'max'): string {
  return design.kind === 'fixed' ? words.seeds : `${words.seeds}.${bound}`;
}

/** `conclusive compare` has no config. */
export function isCompare({ result: { provenance } }: View): boolean {
  return provenance.command.startsWith('conclusive compare ');
}

/** Pairs of the task with the fewest, if each task is compared alone. */
export function smallerArm(view: View, comparison: MeasuredComparison): number {
  const arms = view.comparesEachTask
    ? ofComparison(view, comparison).map((one) => one.comparison)
    : [comparison];
  return Math.min(...arms.filter(isMeasured).flatMap(({ baseline, candidate }) => [baseline.n, candidate.n]));
}

/** Null if no run was timed here, and for pairs that are tasks, which take other times. */
export function estimatedSeconds({ result }: View, pairs: number): number | null {
  const { runs, models, tasks, design } = result;
  if (runs.trained === 0 || !(runs.wallSeconds > 0) || design.tasks !== undefined) return null;
  return (pairs * models.length * (tasks?.names.length ?? 1) * runs.wallSeconds) / runs.trained;
}

export function isWithheld(comparison: Comparison): boolean {
  const { verdict, reason } = comparison;
  return isMeasured(comparison) && verdict === 'inconclusive' && reason !== null && !wasGivenUp(comparison);
}

export function isLimited(comparison: Comparison): boolean {
  return isMeasured(comparison) && comparison.cause === 'examples-limit';
}
