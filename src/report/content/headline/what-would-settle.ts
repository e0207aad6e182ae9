import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { PLANNED_POWER } from '../../../analysis/compare/planned-power.ts';
import { wasGivenUp } from '../../../analysis/decide/futility.ts';
import { DEFAULT_SEEDS } from '../../../config/schema/schema.ts';
import { roughDuration } from '../../../words/duration.ts';
import { count, NBSP } from '../../../words/number.ts';
import { wordFor } from '../../../words/plural.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, enumerate, join, type Phrase, prose, say, strong } from '../../phrase.ts';
import { decidingPValue, isMeasured, type View } from '../../view.ts';
import { describeGuard } from '../tables/guards.ts';
import { ofComparison } from '../tasks.ts';
import { howToRestore } from './changed-design.ts';
import { firstNames, shortName } from './names.ts';
import { isTakenBack } from './qualifiers.ts';
import { exampleCount } from './subline.ts';

const MAX_OBSERVED = 3;
const MAX_REASONS = 3;
/** A config cannot ask for more seeds. */
export const MAX_PAIRS = 1000;

const UNITS = {
  none: 'runs of each model',
  value: 'runs',
  seed: 'pairs',
  fold: 'folds',
  task: 'tasks',
} as const;

export function whatWouldSettle(view: View): Phrase {
  const restoring = howToRestore(view);
  if (restoring.length > 0) return restoring;
  const { open, unseen } = undecided(view);
  return join(
    [
      moreRuns(view, open),
      detectable(view, unseen),
      forMargin(view, unseen),
      withheld(view, open),
      openGuards(view),
    ],
    ' ',
  );
}

function openGuards(view: View): Phrase {
  const open = view.secondary.filter(({ guard }) => guard?.status === 'not-shown');
  if (open.length === 0 || view.result.verdict !== 'inconclusive') return [];
  return say`${join(
    open.slice(0, MAX_REASONS).map((one) => describeGuard(view, one)),
    '; ',
  )}.`;
}

function moreRuns({ result: { models } }: View, open: readonly Comparison[]): Phrase {
  const isShort = models.some(({ runs }) => (runs.ok ?? 0) < 2);
  if (open.length === 0 || open.some(isMeasured) || !isShort) return [];
  return say`Give at least ${DEFAULT_SEEDS.min} finished runs of each model, under different seeds.`;
}

function undecided({ primary }: View) {
  const open = primary.filter(({ verdict }) => verdict === 'inconclusive');
  const measured: readonly MeasuredComparison[] = open
    .filter(isMeasured)
    .filter((comparison) => !isTakenBack(comparison));
  // A difference that a cross-check withholds was detected.
  const unseen = measured.filter((comparison) => decidingPValue(comparison) > comparison.significanceLevel);
  return { open, unseen };
}

export function stillOpen(view: View): Phrase {
  const open = view.primary.filter(({ verdict }) => verdict === 'inconclusive');
  const { verdict } = view.result;
  if (open.length === 0 || verdict === 'inconclusive' || verdict === 'invalid') return [];
  return say`Open: ${labels(view, open)}. ${whatWouldSettle(view)}`;
}

function detectable(view: View, measured: readonly MeasuredComparison[]): Phrase {
  if (measured.length === 0) return [];
  const metrics = [...new Set(measured.map(({ metric }) => metric))].slice(0, MAX_OBSERVED);
  const smallest = metrics.map((metric) => {
    const mine = measured.filter((comparison) => comparison.metric === metric);
    const sizes = mine.map(({ power }) => power.minimumDetectableDifference);
    const { size } = view.format(metric);
    const ends = [...new Set([size(Math.min(...sizes)), size(Math.max(...sizes))])];
    return say`${ends.join(' to ')} ${metricName(metric)}`;
  });
  const observed = measured.map((c) => view.format(c.metric).signed(c.estimate));
  const verb = wordFor(observed.length, 'one is', 'ones are');
  const seen =
    observed.length > MAX_OBSERVED
      ? ''
      : say`; the observed ${verb} ${enumerate(observed.map((text) => [text]))}`;
  return say`The smallest difference these runs can detect is ${enumerate(smallest)}${seen}.`;
}

/** Of the task that has the fewest, if each is compared alone. */
export function smallerArm(view: View, comparison: MeasuredComparison): number {
  const arms = view.comparesEachTask
    ? ofComparison(view, comparison).map((one) => one.comparison)
    : [comparison];
  return Math.min(...arms.filter(isMeasured).flatMap(({ baseline, candidate }) => [baseline.n, candidate.n]));
}

/** Planned with the margin, because the observed difference may be large by chance. */
function forMargin(view: View, measured: readonly MeasuredComparison[]): Phrase {
  const bounded = measured.filter(({ metric }) => view.metric(metric).margin !== null);
  if (measured.length > 0 && bounded.length === 0)
    return measured.some(({ pairing }) => pairing === 'fold')
      ? []
      : say`Set a ${code(marginOption(view))} to see how many ${unitOf(measured)} would detect a difference that matters.`;
  const metrics = [...new Set(bounded.map(({ metric }) => metric))].slice(0, MAX_OBSERVED);
  return join(
    metrics.flatMap((metric) =>
      pairsForMargin(
        view,
        metric,
        bounded.filter((comparison) => comparison.metric === metric),
      ),
    ),
    ' ',
  );
}

function unitOf(measured: readonly MeasuredComparison[]): string {
  if (measured.every(({ scope }) => scope === 'these-models')) return 'test examples';
  const [pairing = 'seed', ...others] = new Set(measured.map((one) => one.pairing));
  return others.length === 0 ? UNITS[pairing] : 'runs';
}

export function isCompare({ result: { provenance } }: View): boolean {
  return provenance.command.startsWith('conclusive compare ');
}

/** `conclusive compare` has no config. */
export function marginOption(view: View): string {
  return isCompare(view) ? '--margin' : 'margin';
}

function pairsForMargin(view: View, metric: string, open: readonly MeasuredComparison[]): Phrase[] {
  const [first] = open;
  const margin = view.metric(metric).margin;
  const needed = Math.max(...open.map(({ power }) => power.pairsForMargin ?? 0));
  const present = Math.min(...open.map((one) => smallerArm(view, one)));
  if (first === undefined || margin === null || needed <= present) return [];
  const unit = UNITS[first.pairing];
  const target = say`a difference of ${view.format(metric).exact(margin)} ${metricName(metric)} (the margin)`;
  const power = `${100 * PLANNED_POWER}${NBSP}% power`;
  if (needed > MAX_PAIRS) return [say`${power} for ${target} takes more than ${count(MAX_PAIRS)} ${unit}.`];
  const seconds = estimatedSeconds(view, needed - present);
  const time = seconds === null ? '' : ` (≈${NBSP}${roughDuration(seconds)} more on this runner)`;
  return [say`About ${strong(`${count(needed)} ${unit}`)}${time} give ${power} for ${target}.`];
}

function labels(view: View, comparisons: readonly Comparison[]): Phrase {
  return enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))));
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

function limitedByExamples(view: View, comparison: MeasuredComparison): Phrase {
  const { scope, crossed, equivalence, metric, testExamples } = comparison;
  const subject = view.primary.length === 1 ? 'this' : shortName(view, comparison);
  const unit = crossed?.clusters ? 'clusters of test examples' : 'test examples';
  const unlikely =
    scope === 'these-models'
      ? say`These ${exampleCount(comparison)} will probably not settle ${subject}`
      : say`More seeds will probably not settle ${subject}`;
  const needed = crossed?.examplesNeeded ?? 0;
  if (equivalence === null || needed <= (crossed?.clusters ?? testExamples ?? 0))
    return say`${unlikely}; more ${unit} could.`;
  const about = strong(`about ${count(Number(needed.toPrecision(2)))} ${unit}`);
  return say`${unlikely}; ${about} could detect a difference of ${view.format(metric).exact(equivalence.margin)}, the margin.`;
}

function withheld(view: View, open: readonly Comparison[]): Phrase {
  // The headline already gives this reason.
  const said = open.some(isMeasured) || view.result.verdict !== 'inconclusive' ? null : open[0]?.reason;
  const reasons = open.filter(({ reason }) => reason !== null && reason !== said);
  const unlikely = reasons.filter((one) => wasGivenUp(one) && !isLimited(one));
  if (unlikely.length > 1) {
    const others = reasons.filter((one) => !unlikely.includes(one));
    const early = say`${labels(view, unlikely)} stopped early: a verdict had become unlikely.`;
    return join([...reasonsOf(view, others), early], ' ');
  }
  return join(reasonsOf(view, reasons), ' ');
}

export function isLimited(comparison: Comparison): boolean {
  return isMeasured(comparison) && comparison.cause === 'examples-limit';
}

function reasonsOf(view: View, reasons: readonly Comparison[]): readonly Phrase[] {
  return reasons.slice(0, MAX_REASONS).map((comparison) => {
    const reason = comparison.reason ?? '';
    if (isMeasured(comparison) && isLimited(comparison)) return limitedByExamples(view, comparison);
    const end = reason.endsWith('?') ? '' : '.';
    const isOnly = view.primary.length === 1;
    if (isMeasured(comparison) && !isWithheld(comparison))
      return isOnly
        ? say`${prose(capitalised(reason))}${end}`
        : say`${shortName(view, comparison)}: ${prose(reason)}${end}`;
    const what = isMeasured(comparison) ? 'not called' : 'not compared';
    const head = isOnly ? say`${capitalised(what)}` : say`${shortName(view, comparison)} ${what}`;
    return say`${head}: ${prose(reason)}${end}`;
  });
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
