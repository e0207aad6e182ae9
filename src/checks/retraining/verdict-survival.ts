/** Whether a verdict still holds under other hyperparameters. */
import type { Comparison, MeasuredComparison } from '../../analysis/compare/comparison.ts';
import { isConstant, mean } from '../../stats/describe.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import type { Interval } from '../../stats/interval.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';

/** Probability that a check on several settings warns although none changes anything. */
export const FALSE_ALARMS = 0.05;

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

/** A mean of paired differences; positive is better. */
export interface Estimate {
  readonly value: number;
  readonly pairs: number;
  /** null if all differences are the same, so that their spread can't be estimated. */
  readonly interval: Interval | null;
}

/** @returns null for fewer than two pairs */
export function estimate(differences: readonly number[], level: number): Estimate | null {
  if (differences.length < 2) return null;
  const interval = isConstant(differences) ? null : pairedT(differences, { level }).interval;
  return { value: mean(differences), pairs: differences.length, interval };
}

/** Only a decided verdict can be lost. */
export function isDecided(comparison: Comparison): comparison is MeasuredComparison {
  return comparison.difference !== null && comparison.verdict !== 'inconclusive';
}

export function nothingToLose(variant: string): string {
  return `no primary comparison of ${variant} was decided, so there is no verdict to check`;
}

type Verdicted = Pick<
  MeasuredComparison,
  'verdict' | 'interval' | 'equivalence' | 'standardError' | 'degreesOfFreedom' | 'baseline' | 'candidate'
>;

/**
 * An improvement `turns` if the interval under the other setting lies below 0, and `vanishes` if it lies below the whole interval
 * of the verdict and shows no improvement. It `collapses` if the mean lies further below 0 than the spread of the configured runs
 * explains: runs that break down spread as widely as they lose, so their own interval may be too wide to show it.
 *
 * Two intervals must not touch, because the pairs that reached the verdict overestimate its mean. A test against that mean would
 * count the return to the truth as an effect of the setting.
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

const COLLAPSED_EFFECTS = 2;
const COLLAPSED_MARGINS = 5;

/** Largest error, at this level, of a mean of so many pairs that spread like those of the comparison. */
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

/** The end of the verdict's interval that is nearer to zero, in the direction of the verdict. */
function nearEnd({ verdict, interval }: Pick<MeasuredComparison, 'verdict' | 'interval'>): number {
  return verdict === 'improvement' ? interval.low : -interval.high;
}

/** The limit for a difference under other settings: the end of the verdict's interval, or the margin. */
export function limitOf({ verdict, interval, equivalence }: MeasuredComparison): number | null {
  if (verdict === 'equivalent') return equivalence?.margin ?? null;
  return verdict === 'improvement' ? interval.low : interval.high;
}

function mirrored({ level, low, high }: Interval): Interval {
  return { level, low: -high, high: -low };
}

/** The harm of a difference to the verdict; larger is worse. */
export function harm({ verdict }: Pick<MeasuredComparison, 'verdict'>, value: number): number {
  if (verdict === 'equivalent') return Math.abs(value);
  return verdict === 'regression' ? value : -value;
}
