/** Whether a verdict still holds under other hyperparameters. */
import type { Comparison, MeasuredComparison } from '../../analysis/compare/comparison.ts';
import { isConstant, mean } from '../../stats/describe.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import type { Interval } from '../../stats/interval.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';

/** Chance that a check on several settings warns although none of them changes anything. */
export const FALSE_ALARMS = 0.05;

/** What becomes of a verdict under other settings. */
export type Survival = 'holds' | 'vanishes' | 'collapses' | 'turns';

const FATES: Readonly<Record<Survival, string>> = {
  holds: 'holds',
  vanishes: 'is gone',
  collapses: 'breaks down',
  turns: 'changes sign',
};

/** `the improvement is gone`. */
export function fateOf({ verdict }: Pick<Comparison, 'verdict'>, survival: Survival): string {
  return `the ${verdict === 'equivalent' ? 'equivalence' : verdict} ${FATES[survival]}`;
}

/** A mean of paired differences, turned so that positive is better. */
export interface Estimate {
  readonly value: number;
  readonly pairs: number;
  /** null where the differences are all the same: their spread cannot be estimated, and the value is all that there is. */
  readonly interval: Interval | null;
}

/** null with fewer than two pairs. */
export function estimate(differences: readonly number[], level: number): Estimate | null {
  if (differences.length < 2) return null;
  const interval = isConstant(differences) ? null : pairedT(differences, { level }).interval;
  return { value: mean(differences), pairs: differences.length, interval };
}

/** A comparison that has said something, which can then be lost. */
export function isDecided(comparison: Comparison): comparison is MeasuredComparison {
  return comparison.difference !== null && comparison.verdict !== 'inconclusive';
}

/** Why a check of verdicts was not made. */
export function nothingToLose(variant: string): string {
  return `no primary comparison of ${variant} was decided, so there is no verdict to check`;
}

/** What is read of a comparison to tell whether its verdict is lost. */
type Verdicted = Pick<
  MeasuredComparison,
  'verdict' | 'interval' | 'equivalence' | 'standardError' | 'degreesOfFreedom' | 'baseline' | 'candidate'
>;

/**
 * An improvement `turns` where the interval under the other setting lies below zero, and `vanishes` where it lies below
 * the whole interval that the verdict rests on and does not show an improvement of its own. A regression is the same, mirrored. An
 * equivalence vanishes where the interval lies beyond its margin. It `collapses` where the mean lies far on the other side of zero, farther than
 * the scatter of the configured runs brings a mean of so few pairs, although its own interval is too wide to say so: runs that break down
 * under a setting make the scatter as large as the loss. Where all differences are the same, that value stands in place of
 * the interval: arms that collapse to one score under every seed have lost what there was.
 *
 * Two intervals that do not touch are asked for, since the pairs of the verdict are those that reached it: their mean is too
 * large on average, and a test against it would take the way back to the truth for an effect of the setting.
 */
export function survivalOf(comparison: Verdicted, { value, interval: estimated, pairs }: Estimate): Survival {
  const { verdict, equivalence } = comparison;
  const interval = estimated ?? { level: comparison.interval.level, low: value, high: value };
  const reach = reachOf(comparison, pairs, interval.level);
  if (verdict === 'equivalent') {
    const margin = equivalence?.margin ?? Number.POSITIVE_INFINITY;
    if (interval.low > margin || interval.high < -margin) return 'vanishes';
    return Math.abs(value) > Math.max(COLLAPSED_MARGINS * margin, margin + reach) ? 'collapses' : 'holds';
  }
  const turned = verdict === 'improvement' ? interval : mirrored(interval);
  if (turned.high < 0) return 'turns';
  if (turned.high < nearEnd(comparison) && turned.low <= 0) return 'vanishes';
  const loss = verdict === 'improvement' ? -value : value;
  return loss > Math.max(COLLAPSED_EFFECTS * farEnd(comparison), reach) ? 'collapses' : 'holds';
}

/** How far below zero an effect is no longer the one that was found, and beyond the margin no longer equivalent. */
const COLLAPSED_EFFECTS = 2;
const COLLAPSED_MARGINS = 5;

/** How far a mean of so many pairs lies from its truth at most, at this level, where pairs scatter as those of the comparison do. */
function reachOf(
  { standardError, degreesOfFreedom, baseline, candidate }: Verdicted,
  pairs: number,
  level: number,
): number {
  const ofOnePair = standardError * Math.sqrt(Math.min(baseline.n, candidate.n));
  return (-studentTQuantile((1 - level) / 2, degreesOfFreedom) * ofOnePair) / Math.sqrt(pairs);
}

/** The end of the verdict's interval that is farther from zero. */
function farEnd({ interval }: Pick<MeasuredComparison, 'interval'>): number {
  return Math.max(Math.abs(interval.low), Math.abs(interval.high));
}

/** The end of the verdict's interval that is nearer to zero, counted in the direction of the verdict. */
function nearEnd({ verdict, interval }: Pick<MeasuredComparison, 'verdict' | 'interval'>): number {
  return verdict === 'improvement' ? interval.low : -interval.high;
}

/** What a difference under other settings has to reach: the end of the verdict's interval, or the margin. */
export function limitOf({ verdict, interval, equivalence }: MeasuredComparison): number | null {
  if (verdict === 'equivalent') return equivalence?.margin ?? null;
  return verdict === 'improvement' ? interval.low : interval.high;
}

function mirrored({ level, low, high }: Interval): Interval {
  return { level, low: -high, high: -low };
}

/** How bad a difference is for the verdict: the larger, the worse. */
export function harm({ verdict }: Pick<MeasuredComparison, 'verdict'>, value: number): number {
  if (verdict === 'equivalent') return Math.abs(value);
  return verdict === 'regression' ? value : -value;
}
