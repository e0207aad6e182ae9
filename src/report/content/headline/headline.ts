/** One line: verdict, number and interval. Scope and sample are in the subline. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import { failureReason } from '../../../records/failure-reason.ts';
import { timeUnit } from '../../../stats/metrics/names.ts';
import type { ExperimentResult } from '../../../verdict/result.ts';
import { cleanLine } from '../../format/clean.ts';
import { metricName, metricTitle } from '../../format/metric-name.ts';
import { code, enumerate, type Phrase, prose, say } from '../../phrase.ts';
import { byStrength, isMeasured, type View } from '../../view.ts';
import { overTasks } from '../tasks.ts';
import { change, changeWithInterval, sizeWithInterval } from './amounts.ts';
import { claimHeadline, leadingStatement } from './claim-headline.ts';
import { firstNames } from './names.ts';
import { isOutdated, isTakenBack } from './qualifiers.ts';
import { CHECK_GLYPHS, VERDICT_GLYPHS } from './verdict-words.ts';

const MAX_REASON_CHARS = 140;
const MAX_ERROR_CHARS = 50;

/** `` ✅ `bag` improves macro‑F1 by 0.021 (95 % CI 0.010 to 0.032) ``. */
export function headline(view: View): Phrase {
  const statement = leadingStatement(view);
  if (statement !== null) return claimHeadline(view, statement);
  const { verdict } = view.result;
  const isGood = verdict === 'improvement' || verdict === 'equivalent';
  const glyph = isGood && isOutdated(view) ? CHECK_GLYPHS.warn : VERDICT_GLYPHS[verdict];
  return say`${glyph} ${verdictClause(view)}`;
}

/** The comparison that the headline is about. */
export function headlineComparison(view: View): Comparison | null {
  const statement = leadingStatement(view);
  const claimed = view.primary.find(
    ({ metric, variant }) => metric === statement?.metric && variant === statement.variant,
  );
  return claimed ?? leadOf(view);
}

/** The comparison that the headline of a verdict is about. */
export function leadOf(view: View): Comparison | null {
  const { lead, result, secondary } = view;
  if (lead === null) return null;
  const guards = secondary.filter(({ variant, guard }) => variant === lead.variant && guard !== undefined);
  if (result.verdict === 'regression' && lead.verdict !== 'regression')
    return guards.find(({ guard }) => guard?.status === 'worse') ?? lead;
  if (result.verdict !== 'inconclusive') return lead;
  if (lead.verdict === 'improvement')
    return guards.find(({ guard }) => guard?.status === 'not-shown') ?? lead;
  const open = view.primary.filter((one) => one.verdict === 'inconclusive' && !isTakenBack(one));
  return byStrength(open).find(isMeasured) ?? lead;
}

function verdictClause(view: View): Phrase {
  const { verdict, reason } = view.result;
  if (verdict === 'invalid') return invalid(view);
  const lead = leadOf(view);
  if (verdict === 'equivalent' && lead?.difference === null) return identical(view);
  if (lead === null || !isMeasured(lead))
    return say`Can't tell yet: ${shortened(reason ?? lead?.reason ?? 'nothing could be compared')}`;
  const over = overTasks(view);
  const name = say`${metricName(lead.metric)}${over}`;
  switch (verdict) {
    case 'improvement': {
      const size = sizeWithInterval(view, lead);
      const unit = view.metric(lead.metric).direction === 'minimize' ? timeUnit(lead.metric) : null;
      const gain =
        unit === null ? say`improves ${name} by ${size}` : say`is faster${over} by ${withUnit(size, unit)}`;
      return say`${code(lead.variant)} ${gain}${against(view, lead)}${required(view, lead)}${heldGuards(view, lead)}`;
    }
    case 'regression': {
      const verb = view.metric(lead.metric).direction === 'maximize' ? 'lowers' : 'raises';
      return say`${code(lead.variant)} ${verb} ${name} by ${sizeWithInterval(view, lead)}${against(view, lead)}${allowed(view, lead)}`;
    }
    case 'equivalent':
      return say`No meaningful change: ${name}${whose(view, lead)} ${change(view, lead.metric, lead.estimate)}${within(view, lead)}`;
    case 'inconclusive':
      return lead.guard?.status === 'not-shown'
        ? say`${metricTitle(lead.metric)}${whose(view, lead)} may be worse by more than ${view.format(lead.metric).exact(lead.guard.margin)}: ${changeWithInterval(view, lead)}`
        : say`${undecided(view, lead)}: ${name}${whose(view, lead)} ${changeWithInterval(view, lead)}${against(view, lead)}`;
  }
}

function identical({ result }: View): Phrase {
  const pairs = Math.min(...result.models.map(({ runs }) => runs.ok ?? 0));
  return say`No change: all ${pairs} pairs are identical`;
}

function whose({ variants }: View, { variant }: Comparison): Phrase {
  return variants.length > 1 ? say` of ${code(variant)}` : [];
}

/** `, within ±0.5` */
function within(view: View, { metric, equivalence }: MeasuredComparison): string {
  if (equivalence === null) return '';
  const value = fixedValue(view, metric);
  const margin = view.format(metric).exact(equivalence.margin).split(/\s/)[0] ?? '';
  return `, within ±${margin}${value === null ? '' : ` of ${value}`}`;
}

/** ` against 3.28`, for a baseline that is a number. */
function against(view: View, { metric, pairing }: MeasuredComparison): string {
  const value = fixedValue(view, metric);
  return pairing !== 'value' || value === null ? '' : ` against ${value}`;
}

/** `1.05 s (95 % CI …)` */
function withUnit(size: string, unit: string): string {
  return unit === '' ? size : size.replace(' (', ` ${unit} (`);
}

/** `, above the 0.5 required` */
function required(view: View, { metric, minEffect }: MeasuredComparison): string {
  return minEffect === undefined ? '' : `, above the ${view.format(metric).exact(minEffect)} required`;
}

/** `, more than the 0.002 allowed` */
function allowed(view: View, { metric, guard }: MeasuredComparison): string {
  return guard === undefined ? '' : `, more than the ${view.format(metric).exact(guard.margin)} allowed`;
}

/** `, and no worse in val_loss`: an improvement holds only with all its guards. */
function heldGuards({ secondary }: View, { variant }: Comparison): Phrase {
  const guards = secondary.filter((one) => one.variant === variant && one.guard !== undefined);
  const names = firstNames(guards.map(({ metric }) => say`${metricName(metric)}`));
  return names.length === 0 ? [] : say`, and no worse in ${enumerate(names, 'or')}`;
}

function fixedValue({ baseline }: View, metric: string): number | null {
  return baseline?.fixed?.[metric] ?? null;
}

/** An interval off zero is not close to zero; something else withholds the verdict. */
function undecided(view: View, comparison: MeasuredComparison): string {
  const { interval, minEffect, metric } = comparison;
  if (minEffect !== undefined && isBelowMinEffect(comparison))
    return `Less than the required ${view.format(metric).exact(minEffect)}`;
  if (interval.low > 0 && minEffect !== undefined && interval.low <= minEffect)
    return `Not proven to be at least ${view.format(metric).exact(minEffect)}`;
  return interval.low > 0 || interval.high < 0 ? 'Not confirmed' : 'Too close to call';
}

/** No further run would show the required effect. */
export function isBelowMinEffect({ interval, minEffect }: MeasuredComparison): boolean {
  return minEffect !== undefined && interval.high < minEffect;
}

/** A model without one finished run. */
export function deadModel({ result }: View): string | null {
  const dead = result.models.find(
    ({ name, runs }) => (runs.ok ?? 0) === 0 && failuresOf(result, name).length > 0,
  );
  return dead?.name ?? null;
}

/** `` Can't compare: all 3 `head` runs crashed (`NameError: …`) ``, `` Can't compare `head`: 3 of 8 runs did not finish `` */
function invalid(view: View): Phrase {
  const { result, primary } = view;
  const dead = deadModel(view);
  if (dead !== null) return say`Can't compare: ${allFailed(dead, failuresOf(result, dead))}`;
  const reason =
    result.reason ?? primary.find((one) => one.reason !== null)?.reason ?? 'nothing was measured';
  const model = result.models.find(({ name }) => reason.startsWith(`${name}: `))?.name;
  return model === undefined
    ? say`Can't compare: ${shortened(reason)}`
    : say`Can't compare ${code(model)}: ${shortened(reason.slice(model.length + 2))}`;
}

type Failures = ExperimentResult['runs']['failures'];

function failuresOf({ runs }: ExperimentResult, model: string): Failures {
  return runs.failures.filter((failure) => failure.model === model);
}

const ENDINGS: Readonly<Record<string, string>> = {
  crashed: 'crashed',
  diverged: 'diverged',
  timeout: 'timed out',
  killed: 'were killed',
};

function allFailed(model: string, failures: Failures): Phrase {
  const statuses = new Set(failures.map(({ status }) => status));
  const [first] = failures;
  const ending = statuses.size === 1 ? (ENDINGS[first?.status ?? ''] ?? 'failed') : 'failed';
  const error = cleanLine(failureReason(first?.message ?? '', MAX_ERROR_CHARS), MAX_ERROR_CHARS);
  const why = error === '' ? [] : say` (${code(error)})`;
  return failures.length === 1
    ? say`the only ${code(model)} run ${ending.replace(/^were/, 'was')}${why}`
    : say`${failures.length === 2 ? 'both' : `all ${failures.length}`} ${code(model)} runs ${ending}${why}`;
}

/** The first statement of a reason; the findings have the rest. */
export function shortened(reason: string): Phrase {
  return [prose(cleanLine(firstStatement(reason), MAX_REASON_CHARS))];
}

export function firstStatement(text: string): string {
  return text.split(/; |\. /)[0] ?? '';
}
