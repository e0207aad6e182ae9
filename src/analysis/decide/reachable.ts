/**
 * Which designs can reach a verdict by the test over seeds alone. With few pairs the studentised bootstrap has no p below
 * 2/nⁿ, so at a much lower level it withholds every verdict, and training for such a look is wasted.
 */
import { minimumDetectableDifference, pairsNeeded } from '../../stats/power/power.ts';
import { smallestStudentisedPValue } from '../../stats/tests/studentised-test.ts';
import { plural } from '../../words/plural.ts';
import type { Comparison } from '../compare/comparison.ts';
import { PLANNED_POWER } from '../compare/planned-power.ts';
import { toleratedLevel } from './cross-check.ts';
import { firstLevel } from './levels.ts';

interface Design {
  /** Numbers of pairs, rising. */
  readonly looks: readonly number[];
  readonly alpha: number;
  /** Existing results are judged at one look with all of alpha. */
  readonly isOnce?: boolean;
  /** Variants × primary metrics. */
  readonly comparisons: number;
  readonly hasMargin: boolean;
  /** Repeats of an evaluation are tested over its cases, however few they are. */
  readonly unit?: 'repeat' | undefined;
}

export interface ReachableDesign {
  readonly looks: readonly number[];
  /** Null if users need to know nothing. */
  readonly notice: string | null;
  /** Whether the notice is void if the comparisons turn out to have predictions by example. */
  readonly isOfMetricsAlone: boolean;
}

/** The kept looks spend their part. */
export function reachableDesign({
  looks,
  alpha,
  isOnce = false,
  comparisons,
  hasMargin,
  unit,
}: Design): ReachableDesign {
  if (unit === 'repeat') return { looks, notice: null, isOfMetricsAlone: false };
  // One run per model is compared over its test examples, or not at all.
  if (looks.length === 1 && looks[0] === 1)
    return {
      looks,
      notice: isOnce ? null : describeOneSeed({ alpha, comparisons, hasMargin }),
      isOfMetricsAlone: true,
    };
  const share = alpha / comparisons;
  const levelOf = (planned: readonly number[]) => (isOnce ? share : firstLevel(planned, share));
  const isReachable = ([pairs = 0, ...rest]: readonly number[]) =>
    pairs >= fewestPairs(levelOf([pairs, ...rest]), hasMargin);
  const first = looks.findIndex((_, index) => isReachable(looks.slice(index)));
  if (first === 0)
    return {
      looks,
      notice: isOnce ? null : explainFew(looks.at(-1) ?? 0, levelOf(looks)),
      isOfMetricsAlone: true,
    };
  const kept = looks.slice(first < 0 ? looks.length - 1 : first);
  const left = looks.slice(0, first < 0 ? looks.length - 1 : first);
  if (first > 0) {
    return {
      looks: kept,
      notice: `No look at ${left.join(' or ')} pairs: without predictions by example they are too few for a verdict, and with them they say little about new seeds. The first look is at ${kept[0]}.`,
      isOfMetricsAlone: false,
    };
  }
  return {
    looks: kept,
    notice: explain(kept[0] ?? 0, levelOf(kept), comparisons, hasMargin),
    isOfMetricsAlone: true,
  };
}

/** The notice that still holds after the comparisons. */
export function noticesAfter(
  { notice, isOfMetricsAlone }: Pick<ReachableDesign, 'notice' | 'isOfMetricsAlone'>,
  comparisons: readonly Comparison[],
): string[] {
  const isMoot =
    isOfMetricsAlone &&
    comparisons.every((one) => one.role === 'secondary' || (one.difference !== null && one.crossed !== null));
  return notice === null || isMoot ? [] : [notice];
}

function describeOneSeed({
  alpha,
  comparisons,
  hasMargin,
}: Pick<Design, 'alpha' | 'comparisons' | 'hasMargin'>): string {
  const fewest = fewestPairs(alpha / comparisons, hasMargin);
  return (
    'one seed shows no spread between runs. With predictions by example, the verdict covers these two trained models on new examples; ' +
    `without them it is inconclusive. For a verdict on the training, use ${Math.max(6, fewest)} seeds or more (--seeds 6..25 stops as soon as it is decided; fewer than ${fewest} can never decide)`
  );
}

/** Equivalence tests are one-sided, so their smallest p is half as large. */
function fewestPairs(level: number, hasMargin: boolean): number {
  const sides = hasMargin ? 0.5 : 1;
  let pairs = 2;
  while (sides * smallestStudentisedPValue(pairs) > toleratedLevel(level, pairs)) pairs++;
  return pairs;
}

const FEW_PAIRS = 5;
/** Enough for every test. */
const ENOUGH_PAIRS = 8;
const COLLAPSES = 0.2;

/** Null for enough pairs. */
function explainFew(pairs: number, level: number): string | null {
  if (pairs >= FEW_PAIRS) return null;
  const found = (n: number) =>
    minimumDetectableDifference({
      ...{ standardDeviation: 1, pairs: n, alpha: level, power: PLANNED_POWER },
    }).toFixed(1);
  return (
    `${pairs} seeds without predictions by example find large differences only: the t test needs ${found(pairs)} standard deviations for ${100 * PLANNED_POWER} % power, and the cross-checks more; ${ENOUGH_PAIRS} seeds need ${found(ENOUGH_PAIRS)}. ` +
    `If a model collapses under 1 seed in 5, ${pairs} seeds miss it in ${Math.round(100 * (1 - COLLAPSES) ** pairs)} % of experiments, and no test can tell.`
  );
}

function explain(pairs: number, level: number, comparisons: number, hasMargin: boolean): string {
  const held =
    comparisons === 1
      ? `at ${Number(level.toPrecision(3))}`
      : `at ${level.toPrecision(2)} for each of ${comparisons} comparisons`;
  const typical = pairsNeeded({ difference: 1, standardDeviation: 1, alpha: level, power: PLANNED_POWER });
  return (
    `${plural(pairs, 'seed pair')} are too few for a verdict ${held} without predictions by example. ` +
    `You need at least ${fewestPairs(level, hasMargin)}; ${typical} pairs have an ${100 * PLANNED_POWER} % chance to detect a difference of one standard deviation.`
  );
}
