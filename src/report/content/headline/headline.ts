import type { Comparison, Guard, MeasuredComparison, Verdict } from '../../../analysis/compare/comparison.ts';
import { traitsOf } from '../../../checks/registry.ts';
import { timeUnit } from '../../../stats/metrics/names.ts';
import { jointVerdict } from '../../../verdict/overall.ts';
import { wordFor } from '../../../words/plural.ts';
import type { MetricFormat } from '../../format/metric-format.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, codes, enumerate, join, type Phrase, prose, say } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { firstNames, MAX_NAMES, shortName } from './names.ts';
import { isOutdated, isTakenBack, qualifiers, withheldWords } from './qualifiers.ts';
import { exampleCount, scopeWords } from './scope-words.ts';
import { CHECK_GLYPHS, VERDICT_GLYPHS } from './verdict-words.ts';

/** Order of further verdicts. */
const REST: readonly Verdict[] = ['regression', 'improvement', 'inconclusive', 'equivalent', 'invalid'];
const IN_LIST: Readonly<Record<Verdict, string>> = {
  regression: 'worse',
  improvement: 'better',
  inconclusive: 'inconclusive',
  equivalent: 'equivalent',
  invalid: 'invalid',
};
const DECIDED = { improvement: 'is better', regression: 'is worse', equivalent: 'is equivalent' } as const;

/** `` ✅ `bag` is better: macro‑F1 +0.021 (between +0.010 and +0.032), new seeds and new examples, 14 pairs; inconclusive: `two-layers` ``. */
export function headline(view: View, configName: string | null): Phrase {
  const where = configName === null ? '' : say` in ${code(configName)}`;
  const { verdict } = view.result;
  const clauses = [mainClause(view, where), ...restClauses(view), ...qualifiers(view)];
  const isGood = verdict === 'improvement' || verdict === 'equivalent';
  const glyph = isGood && isOutdated(view) ? CHECK_GLYPHS.warn : VERDICT_GLYPHS[verdict];
  return say`${glyph} ${join(clauses, '; ')}`;
}

function mainClause(view: View, where: Phrase | string): Phrase {
  const { verdict, reason } = view.result;
  const main = view.primary.filter((comparison) => comparison.verdict === verdict);
  const { lead } = view;
  if (verdict === 'invalid' || lead === null || !isMeasured(lead)) {
    const title = verdict === 'invalid' ? 'Invalid' : 'Inconclusive';
    const why = reason ?? main.find((c) => c.reason !== null)?.reason ?? 'nothing could be compared';
    return say`${title}${where}: ${prose(why)}`;
  }
  const joint = withGuards(view, where, lead);
  if (joint !== null) return joint;
  if (verdict === 'inconclusive') return undecided(view, where, lead);
  return say`${code(lead.variant)}${bestOf(view, lead)} ${DECIDED[verdict]}${within(view, lead)}${against(view, lead)}${where}: ${measured(view, lead)}`;
}

/** ` than 3.28`, for a baseline that is a number. */
function against(view: View, { metric, verdict, pairing }: MeasuredComparison): string {
  const value = view.baseline?.fixed?.[metric];
  if (pairing !== 'value' || value === undefined) return '';
  return verdict === 'equivalent' ? ` of ${value}` : ` than ${value}`;
}

/** An improvement with metrics that must not get worse, as one answer; null where the guards do not matter. */
function withGuards(view: View, where: Phrase | string, lead: MeasuredComparison): Phrase | null {
  const guards = view.secondary.filter(
    ({ variant, guard }) => variant === lead.variant && guard !== undefined,
  );
  const named = (status: Guard['status']) => guards.filter(({ guard }) => guard?.status === status);
  const listed = (found: readonly Comparison[]) =>
    enumerate(firstNames(found.map(({ metric }) => say`${metricName(metric)}`)), 'or');
  const worse = named('worse');
  const open = named('not-shown');
  if (guards.length === 0 || (worse.length === 0 && lead.verdict !== 'improvement')) return null;
  const margins = worse.map(({ metric, guard }) => view.format(metric).exact(guard?.margin ?? 0));
  const part =
    worse.length > 0
      ? say`worse in ${enumerate(worse.slice(0, MAX_NAMES).map(({ metric }, at) => say`${metricName(metric)} by more than ${margins[at] ?? ''}`))}`
      : open.length > 0
        ? say`not shown to be no worse in ${listed(open)}`
        : say`no worse in ${listed(guards)}`;
  const name = say`${code(lead.variant)}${bestOf(view, lead)}`;
  if (lead.verdict !== 'improvement') return say`${name} is ${part}${where}: ${measured(view, lead)}`;
  const link = worse.length + open.length > 0 ? 'but' : 'and';
  const unit = view.metric(lead.metric).direction === 'minimize' ? timeUnit(lead.metric) : null;
  if (unit === null)
    return say`${name} is better${within(view, lead)}${against(view, lead)}, ${link} ${part}${where}: ${measured(view, lead)}`;
  const { sizeBare } = view.format(lead.metric);
  const { low, high } = lead.interval;
  const bounds = `between ${sizeBare(low)} and ${sizeBare(high)}`;
  const by = `${sizeBare(lead.estimate)}${unit === '' ? '' : ` ${unit}`}`;
  return say`${name} is faster by ${by}, ${link} ${part}${where}: ${metricName(lead.metric)} lower (${bounds})${sampleWords(view, lead)}`;
}

function within(view: View, { verdict, metric, equivalence, minEffect }: MeasuredComparison): string {
  if (verdict === 'improvement' && minEffect !== undefined)
    return ` by at least ${view.format(metric).exact(minEffect)}`;
  if (verdict !== 'equivalent' || equivalence === null) return '';
  return ` within ±${view.format(metric).exact(equivalence.margin)}`;
}

function measured(view: View, lead: MeasuredComparison): Phrase {
  return say`${effect(view, lead)}${sampleWords(view, lead)}`;
}

function sampleWords(view: View, lead: MeasuredComparison): Phrase {
  const runs = lead.scope === 'these-models' ? exampleCount(lead) : numberOfRuns([lead], 'pair');
  return say`${scopeWords(view)}, ${runs}${seedWords(view)}`;
}

/** A sign is ambiguous if lower is better: `log loss 0.035 lower (between …)`. */
function effect(view: View, { metric, estimate, interval }: MeasuredComparison): Phrase {
  const format = view.format(metric);
  const name = metricName(metric);
  if (view.metric(metric).direction === 'maximize') {
    const bounds = `between ${format.signedBare(interval.low)} and ${format.signedBare(interval.high)}`;
    return say`${name} ${signedInWords(format, estimate)} (${bounds})`;
  }
  const endOf = (end: number) => ({ size: format.sizeBare(end), way: wayOf(end) });
  const low = endOf(interval.low);
  const high = endOf(interval.high);
  // The smaller change comes first.
  const [from, to] = interval.high <= 0 ? [high, low] : [low, high];
  const bounds =
    from.way === to.way
      ? `between ${from.size} and ${to.size} ${to.way}`
      : `between ${from.size} ${from.way} and ${to.size} ${to.way}`;
  return say`${name} ${format.size(estimate)} ${wayOf(estimate)} (${bounds})`;
}

/** A positive difference is better, so the value fell. */
function wayOf(difference: number): string {
  return difference < 0 ? 'higher' : 'lower';
}

function signedInWords(format: MetricFormat, difference: number): string {
  const sign = format.signedBare(difference).match(/^[+\u2212]/)?.[0] ?? '';
  return `${sign}${format.size(difference)}`;
}

/** Warns that the best of several variants is partly chosen by chance. */
function bestOf({ variants, primary }: View, { metric, estimate, verdict }: MeasuredComparison): string {
  if (variants.length < 2 || verdict !== 'improvement') return '';
  const isLargest = primary.every(
    (one) => one.metric !== metric || !isMeasured(one) || one.estimate <= estimate,
  );
  return `, the ${isLargest ? 'best' : 'clearest'} of ${variants.length} variants,`;
}

function undecided(view: View, where: Phrase | string, lead: MeasuredComparison): Phrase {
  const open = view.primary.filter(({ verdict }) => verdict === 'inconclusive');
  const takenBack = byStrength(open.filter(isTakenBack));
  if (takenBack.length === open.length)
    return say`Inconclusive${where}: ${code(lead.variant)} is ${withheldWords(lead)}: ${measured(view, lead)}`;
  const undecided: readonly Comparison[] = byStrength(open.filter((comparison) => !isTakenBack(comparison)));
  const first = undecided.find(isMeasured) ?? lead;
  const names = view.variants.filter((name) => undecided.some(({ variant }) => variant === name));
  const variants = names.length > MAX_NAMES ? say`${names.length} variants` : enumerate(codes(names));
  const whose = names.length === 1 ? [] : say`${code(first.variant)}, `;
  const seen = undecided.filter(isMeasured);
  const isChanged = undecided.every(({ withheld }) => withheld !== undefined);
  const how = isChanged
    ? `${wordFor(names.length, 'is', 'are')} not judged by a changed design`
    : direction(view, seen, names.length > 1);
  return say`Inconclusive${where}: ${variants} ${how}: ${whose}${measured(view, first)}`;
}

/** A cross-check may withhold a verdict although the interval is off zero. */
function direction(view: View, seen: readonly MeasuredComparison[], areMany: boolean): string {
  const look = areMany ? 'look' : 'looks';
  const intervals = seen.map(({ interval }) => interval);
  const short = seen.find(({ minEffect, interval }) => minEffect !== undefined && interval.low <= minEffect);
  if (short?.minEffect !== undefined && intervals.every(({ low }) => low > 0))
    return `${look} better, but a gain of at least ${view.format(short.metric).exact(short.minEffect)} is not shown`;
  if (intervals.every(({ low }) => low > 0)) return `${look} better, not confirmed`;
  if (intervals.every(({ high }) => high < 0)) return `${look} worse, not confirmed`;
  return 'may be better or worse';
}

/** `20 seed pairs × 100 test examples`, `8 and 10 unpaired runs`. */
export function sampleSize(comparisons: readonly Comparison[]): string {
  const measured = comparisons.filter(isMeasured);
  if (measured.length > 0 && measured.every(({ scope }) => scope === 'these-models'))
    return exampleCount(measured[0] as MeasuredComparison);
  const examples = new Set(measured.map((one) => (one.crossed === null ? '' : exampleCount(one))));
  const [of = ''] = examples;
  return `${numberOfRuns(measured, 'seed pair')}${of === '' || examples.size > 1 ? '' : ` × ${of}`}`;
}

function numberOfRuns(measured: readonly MeasuredComparison[], pair: string): string {
  const sizes = measured.map(({ candidate }) => candidate.n);
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  const [first] = measured;
  if (first?.pairing === 'none') {
    return measured.length === 1
      ? `${first.baseline.n} and ${first.candidate.n} unpaired runs`
      : `${range(low, high)} unpaired runs`;
  }
  const unit = first?.pairing === 'fold' ? 'fold' : first?.pairing === 'value' ? 'run' : pair;
  return `${range(low, high)} ${wordFor(high, unit)}`;
}

function range(low: number, high: number): string {
  return low === high ? String(low) : `${low} to ${high}`;
}

function restClauses(view: View): readonly Phrase[] {
  const { verdict: main } = view.result;
  if (main === 'invalid') return [];
  return REST.flatMap((verdict) => {
    if (verdict === main && main === 'inconclusive') return [];
    const comparisons = view.primary.filter(
      (one) => jointVerdict(one, view.result.comparisons) === verdict && one !== view.lead,
    );
    if (comparisons.length === 0) return [];
    const named = enumerate(firstNames(comparisons.map((comparison) => shortName(view, comparison))));
    return [say`${verdict === main ? 'also ' : ''}${IN_LIST[verdict]}: ${named}`];
  });
}

const SOURCES: ReadonlyArray<readonly [source: string, words: string]> = [
  ['init', 'weights'],
  ['order', 'order'],
  ['data', 'training data'],
];

/** ` (a seed varies weights and order)`. A verdict covers only what varies. */
export function seedWords({ result: { design, checks, scope } }: View): Phrase {
  if (scope === null || scope === 'these-models' || design.folds !== undefined) return [];
  const varied = SOURCES.filter(([source]) => design.vary.includes(source)).map(([, words]) => words);
  if (varied.length === 0) return [];
  // To ignore the warning does not make the seed vary more.
  const warned = checks.filter(({ status }) => status === 'warn' || status === 'ignored');
  const part = warned.map(({ id }) => traitsOf(id).seedVaries).find((words) => words !== undefined);
  if (part !== undefined) return say` (a seed varies ${part})`;
  const all = [...varied, ...(design.testExamplesBySeed === true ? ['test examples'] : [])];
  return say` (a seed varies ${enumerate(all.map((words) => [words]))})`;
}
