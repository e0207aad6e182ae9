/** What the first line adds to a verdict that checks put in doubt, or whose price they found: one clause a doubt, the worst first. */
import type { Comparison, MeasuredComparison } from '../../../analysis/compare/comparison.ts';
import type { Check } from '../../../checks/check.ts';
import { metricName } from '../../format/metric-name.ts';
import { code, enumerate, type Phrase, say } from '../../phrase.ts';
import { isMeasured, type View } from '../../view.ts';
import { firstNames, shortName } from './names.ts';

/** More than this bury the verdict; the findings under it have them all. */
const MAX_QUALIFIERS = 2;

export const MORE_OVERFITTING = 'better on validation only and overfits more than the baseline';

interface Qualifier {
  /** Behind the names of what it holds of: `is` or `are` stands before it. */
  readonly words: string;
  of(view: View): readonly Phrase[];
}

/** First what changed the verdict or fails, then what may take it away, then what it costs. */
const QUALIFIERS: readonly Qualifier[] = [
  { words: 'older than on the base: merge the base first', of: outdatedEvaluation },
  { words: 'better on validation only, with more overfitting than the baseline', of: takenBack },
  { words: 'worse on a slice', of: (view) => names(view.variants.filter(failsOnSlice(view))) },
  {
    words: 'better on validation only',
    of: (view) => comparisons(view, 'overfitting/validation-only', () => true),
  },
  { words: 'trained on more data', of: (view) => variants(view, 'data-files', hasMoreData) },
  {
    words: 'trained on different data than the baseline',
    of: (view) => variants(view, 'data-files', (check) => !hasMoreData(check)),
  },
  {
    words: 'not confirmed on validation',
    of: (view) => comparisons(view, 'overfitting/test-only', () => true),
  },
  { words: 'worse', of: worseMetrics },
  { words: 'trained longer than the baseline', of: moreTraining },
  {
    words: 'no better once both models are tuned equally',
    of: (view) => variants(view, 'tuning-budget', isBetter(view)),
  },
  {
    words: 'no longer equivalent once both models are tuned equally',
    of: (view) => variants(view, 'tuning-budget', (check) => !isBetter(view)(check)),
  },
  {
    words: 'better only at these hyperparameters',
    of: (view) => variants(view, 'sensitivity', isBetter(view)),
  },
  {
    words: 'equivalent only at these hyperparameters',
    of: (view) => variants(view, 'sensitivity', (check) => !isBetter(view)(check)),
  },
  {
    words: 'failing more often than the baseline',
    of: (view) => variants(view, 'instability/failures'),
  },
  {
    words: 'overfitting more than the baseline',
    of: (view) =>
      comparisons(view, 'overfitting/against-baseline', ({ verdict }) => verdict === 'improvement'),
  },
];

/** `` `a` is worse on a slice; `a` is better only at these hyperparameters; 1 more warning ``, a phrase each. */
export function qualifiers(view: View): readonly Phrase[] {
  if (view.result.verdict === 'invalid') return [];
  const found = QUALIFIERS.flatMap(({ words, of }) => {
    const named = of(view);
    if (named.length === 0) return [];
    return [say`${enumerate(firstNames(named))} ${named.length === 1 ? 'is' : 'are'} ${words}`];
  });
  const more = found.length - MAX_QUALIFIERS;
  if (more <= 0) return found;
  return [...found.slice(0, MAX_QUALIFIERS), say`${more} more warning${more === 1 ? '' : 's'}`];
}

function outdatedEvaluation(view: View): readonly Phrase[] {
  return isOutdated(view) ? [say`the evaluation`] : [];
}

/** Whether the base measures by other files than this branch: then no verdict is good news yet. */
export function isOutdated({ result }: View): boolean {
  return result.checks.some(({ id, status }) => id === 'evaluation-files' && status === 'warn');
}

/** An improvement that was taken back: the runs tell the arms apart, and do not tell what that is worth. */
export function isTakenBack(comparison: Comparison): comparison is MeasuredComparison {
  return isMeasured(comparison) && comparison.downgradedBy !== undefined;
}

/** None where they are all that is open: then the verdict itself says it. */
function takenBack(view: View): readonly Phrase[] {
  const open = view.primary.filter(({ verdict }) => verdict === 'inconclusive');
  const isSaid = view.result.verdict === 'inconclusive' && open.every(isTakenBack);
  return isSaid ? [] : open.filter(isTakenBack).map((one) => shortName(view, one));
}

/** The comparisons that a check warns of, which speaks of a metric. */
function comparisons(view: View, id: string, isMeant: (one: Comparison) => boolean): readonly Phrase[] {
  return view.primary
    .filter((one) => isMeant(one) && isWarned(view, id, one))
    .map((one) => shortName(view, one));
}

/** `` macro‑F1 with `head` ``: a metric that gets worse beside one that improves or stays. */
function worseMetrics({ result }: View): readonly Phrase[] {
  return result.checks.flatMap(({ id, model, status, metric }) =>
    id === 'metrics/conflict' && status === 'warn' && model !== null && metric !== undefined
      ? [say`${metricName(metric)} with ${code(model)}`]
      : [],
  );
}

/** `` `head` (3×) ``, beside an improvement. */
function moreTraining(view: View): readonly Phrase[] {
  return view.result.checks.flatMap(({ id, model, status, value }) =>
    id === 'training-effort' && status === 'warn' && model !== null && value !== null && value > 1
      ? [say`${code(model)} (${Number(value.toPrecision(2))}×)`]
      : [],
  );
}

/** The variants that a check warns of, as far as something good is said of them. */
function variants(
  view: View,
  id: string,
  isMeant: (check: Check) => boolean = () => true,
): readonly Phrase[] {
  const found = view.primary.filter(
    (one) =>
      (one.verdict === 'improvement' || one.verdict === 'equivalent') && isWarned(view, id, one, isMeant),
  );
  return names([...new Set(found.map(({ variant }) => variant))]);
}

/** The variant improves; else all that can be lost is its equivalence. */
function isBetter({ primary }: View): (check: Check) => boolean {
  return ({ model }) =>
    primary.some(({ variant, verdict }) => variant === model && verdict === 'improvement');
}

/** The severity of `data-files` is how many times the baseline's training data the variant has. */
function hasMoreData({ severity }: Check): boolean {
  return severity !== undefined && severity > 1;
}

function isWarned(
  { result }: View,
  id: string,
  { variant, metric }: Comparison,
  isMeant: (check: Check) => boolean = () => true,
): boolean {
  return result.checks.some(
    (check) =>
      isMeant(check) &&
      check.id === id &&
      check.model === variant &&
      check.status === 'warn' &&
      (check.metric ?? metric) === metric,
  );
}

/** A slice that gets worse behind a mean that does not. */
function failsOnSlice({ result }: View): (variant: string) => boolean {
  return (variant) =>
    result.checks.some(
      ({ id, model, status }) => id === 'slices/named' && model === variant && status === 'fail',
    );
}

function names(all: readonly string[]): readonly Phrase[] {
  return all.map((name) => say`${code(name)}`);
}
