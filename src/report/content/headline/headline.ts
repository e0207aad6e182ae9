/** The first line: the verdict in words that a reviewer understands in ten seconds. */
import type { Comparison, MeasuredComparison, Verdict } from '../../../analysis/compare/comparison.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, enumerate, join, type Phrase, prose, say } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { firstNames, MAX_NAMES, shortName } from './names.ts';
import { isTakenBack, MORE_OVERFITTING, qualifiers } from './qualifiers.ts';
import { exampleCount, scopeWords } from './scope-words.ts';
import { seedWords } from './seed-words.ts';
import { VERDICT_GLYPHS, VERDICT_TITLES } from './verdict-words.ts';

/** More differences than this turn a headline into a list. */
const MAX_EFFECTS = 2;
/** What else there is, the reviewer's worst news first. */
const REST: readonly Verdict[] = ['regression', 'improvement', 'inconclusive', 'equivalent', 'invalid'];

/** `✅ Improvement: macro‑F1 is higher with `bag` by 0.021 [0.012, 0.030], for new seeds and new examples (a seed varies weights and order); `two-layers` inconclusive`. */
export function headline(view: View, configName: string | null): Phrase {
  const { verdict } = view.result;
  const where = configName === null ? '' : say` in ${code(configName)}`;
  return say`${VERDICT_GLYPHS[verdict]} ${VERDICT_TITLES[verdict]}${where}: ${join([mainClause(view), ...restClauses(view), ...qualifiers(view)], '; ')}`;
}

function mainClause(view: View): Phrase {
  const { verdict, reason } = view.result;
  const main = byStrength(view.primary.filter((comparison) => comparison.verdict === verdict));
  const measured = main.filter(isMeasured);
  const [first] = measured;
  if (verdict === 'invalid' || first === undefined) {
    return say`${prose(reason ?? main.find((c) => c.reason !== null)?.reason ?? 'nothing could be compared')}`;
  }
  if (verdict === 'inconclusive') return undecided(view);
  if (verdict === 'equivalent')
    return say`${withinMargin(view, measured, first)}${scopeWords(view)}${seedWords(view)}`;
  return say`${effects(view, measured)}${scopeWords(view)}${seedWords(view)}`;
}

/** `macro‑F1 is higher with `a` by 0.021 [0.012, 0.030] and with `b` by 0.018 [0.009, 0.027]`. */
function effects(view: View, comparisons: readonly MeasuredComparison[]): Phrase {
  const shown = comparisons.slice(0, MAX_EFFECTS);
  const clauses = shown.map((comparison, i) => {
    const { variant, metric } = comparison;
    const best = i === 0 && comparison.verdict === 'improvement' ? bestOf(view, comparison) : '';
    const bySize = say`with ${code(variant)}${best} by ${effectSize(view, comparison)}`;
    if (i > 0 && metric === shown[0]?.metric) return bySize;
    return say`${metricName(metric)} ${movement(view, comparison)} ${bySize}`;
  });
  const more = comparisons.length - shown.length;
  return enumerate(more > 0 ? [...clauses, say`${more} more`] : clauses);
}

/** Who picks the best of several picks chance as well: the line under the table says so. */
function bestOf({ variants, primary }: View, { metric, estimate }: MeasuredComparison): string {
  if (variants.length < 2) return '';
  const isLargest = primary.every(
    (one) => one.metric !== metric || !isMeasured(one) || one.estimate <= estimate,
  );
  return `, the ${isLargest ? 'best' : 'clearest'} of ${variants.length} variants,`;
}

function movement(view: View, { metric, verdict }: Comparison): string {
  const up = view.metric(metric).direction === 'maximize';
  if (verdict === 'improvement') return up ? 'is higher' : 'is lower';
  return up ? 'falls' : 'rises';
}

function effectSize(view: View, { metric, estimate, interval }: MeasuredComparison): string {
  const format = view.format(metric);
  const bounds =
    estimate < 0 ? format.bounds(-interval.high, -interval.low) : format.bounds(interval.low, interval.high);
  return `${format.size(estimate)} ${bounds}`;
}

/** `` `head` is within ±0.5 points of the baseline in accuracy (difference −0.05 [−0.21, +0.11]) `` */
function withinMargin(view: View, all: readonly MeasuredComparison[], first: MeasuredComparison): Phrase {
  const { equivalence, metric, estimate, interval } = first;
  const format = view.format(metric);
  const same = all.filter((comparison) => comparison.metric === metric);
  const variants = enumerate(firstNames(same.map(({ variant }) => say`${code(variant)}`)));
  const verb = same.length === 1 ? 'is' : 'are';
  const others = all.length - same.length;
  const elsewhere = others === 0 ? '' : `, and ${others} more comparison${others === 1 ? '' : 's'}`;
  // No verdict is equivalent without a margin.
  if (equivalence === null)
    return say`${variants} ${verb} equivalent to the baseline in ${metricName(metric)}${elsewhere}`;
  const bounds = format.difference(estimate, interval);
  const detail = same.length === 1 ? ` (difference ${bounds.difference} ${bounds.interval})` : '';
  return say`${variants} ${verb} within ±${format.exact(equivalence.margin)} of the baseline in ${metricName(metric)}${detail}${elsewhere}`;
}

/**
 * `` 20 seed pairs cannot tell `variant-a` or `variant-b` from the baseline ``, or, where all that is open was taken back,
 * `` accuracy is higher with `head` by 19.6 points [18.2, 21.1] on validation only, with more overfitting than the baseline ``.
 */
function undecided(view: View): Phrase {
  const open = view.primary.filter(({ verdict }) => verdict === 'inconclusive');
  const takenBack = byStrength(open.filter(isTakenBack));
  if (takenBack.length === open.length) {
    const leads = takenBack.map((comparison) => ({ ...comparison, verdict: 'improvement' }) as const);
    return say`${effects(view, leads)} ${MORE_OVERFITTING}`;
  }
  const comparisons = open.filter((comparison) => !isTakenBack(comparison));
  const names = [...new Set(comparisons.map(({ variant }) => variant))];
  const variants =
    names.length > MAX_NAMES
      ? say`any of ${names.length} variants`
      : enumerate(
          names.map((name) => say`${code(name)}`),
          'or',
        );
  const metrics = [...new Set(comparisons.map(({ metric }) => metric))];
  const decidedElsewhere = metrics.length < view.primaryMetrics.length;
  const on =
    decidedElsewhere && metrics.length <= MAX_NAMES
      ? say` by ${enumerate(
          metrics.map((name) => say`${metricName(name)}`),
          'or',
        )}`
      : '';
  return say`${sampleSize(comparisons)} cannot tell ${variants} from the baseline${on}${scopeWords(view)}${seedWords(view)}`;
}

/** `20 seed pairs × 100 test examples`, `8 and 10 unpaired runs`; a range where the comparisons differ. */
export function sampleSize(comparisons: readonly Comparison[]): string {
  const measured = comparisons.filter(isMeasured);
  if (measured.length > 0 && measured.every(({ scope }) => scope === 'these-models'))
    return exampleCount(measured[0] as MeasuredComparison);
  const examples = new Set(measured.map((one) => (one.crossed === null ? '' : exampleCount(one))));
  const [of = ''] = examples;
  return `${numberOfRuns(measured)}${of === '' || examples.size > 1 ? '' : ` × ${of}`}`;
}

function numberOfRuns(measured: readonly MeasuredComparison[]): string {
  const sizes = measured.map(({ candidate }) => candidate.n);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const [first] = measured;
  if (first?.pairing === 'none') {
    return measured.length === 1
      ? `${first.baseline.n} and ${first.candidate.n} unpaired runs`
      : `${range(low, high)} unpaired runs`;
  }
  const unit = first?.pairing === 'fold' ? 'fold' : 'seed pair';
  return `${range(low, high)} ${unit}${high === 1 ? '' : 's'}`;
}

function range(low: number, high: number): string {
  return low === high ? String(low) : `${low} to ${high}`;
}

/** `` `two-layers` inconclusive ``, one clause for every other verdict. */
function restClauses(view: View): readonly Phrase[] {
  if (view.result.verdict === 'invalid') return [];
  return REST.filter((verdict) => verdict !== view.result.verdict).flatMap((verdict) => {
    const comparisons = view.primary.filter((comparison) => comparison.verdict === verdict);
    if (comparisons.length === 0) return [];
    return [
      say`${enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))))} ${verdict}`,
    ];
  });
}
