/** Looks at a test over seeds and examples: the estimate after a stop, and when more seeds are not worth their cost. */
import { informationAt } from '../../stats/crossed/looks.ts';
import { normalQuantile } from '../../stats/distributions/normal.ts';
import { studentTQuantile } from '../../stats/distributions/student-t.ts';
import { chanceOfVerdict } from '../../stats/sequential/futility.ts';
import { type LookTaken, stageWiseEstimate, stageWisePValueOf } from '../../stats/sequential/stage-wise.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { nearestNull } from '../compare/least-effect.ts';
import type { Crossed } from './crossed-checks.ts';
import { FUTILE, FUTILITY } from './futility.ts';
import type { Levels } from './levels.ts';

export type SeenAtLook = Pick<MeasuredComparison, 'statistic' | 'degreesOfFreedom'>;

type CrossedComparison = MeasuredComparison & Crossed;

/**
 * Corrects the estimate for earlier looks, unless the comparison continued beyond what is now its boundary.
 *
 * @param seen at each look taken; undefined at a look without a test over examples
 * @param alpha the comparison's part of the error
 */
export function adjustForCrossedLooks(
  comparison: CrossedComparison,
  seen: ReadonlyArray<SeenAtLook | undefined>,
  levels: Levels,
  alpha: number,
): MeasuredComparison {
  if (seen.length < 2 || levels.crossed === undefined) return comparison;
  const planned = levels.crossed.looks(alpha);
  const looks = seen.flatMap((at, look): LookTaken[] => {
    const plan = planned[look];
    if (at === undefined || plan === undefined) return [];
    const { degreesOfFreedom } = at;
    const critical = -studentTQuantile(plan.significanceLevel / 2, degreesOfFreedom);
    return [{ information: plan.information, degreesOfFreedom, critical }];
  });
  const isAsPlanned =
    looks.length === seen.length &&
    looks.slice(0, -1).every(({ critical }, look) => Math.abs(seen[look]?.statistic ?? 0) < critical);
  if (!isAsPlanned) return comparison;
  const { difference: mean, standardError, interval, statistic } = comparison;
  const tested = nearestNull(mean, comparison.minEffect);
  const estimate = tested + stageWiseEstimate(looks, { mean: mean - tested, standardError });
  return {
    ...comparison,
    estimate: Math.min(interval.high, Math.max(interval.low, estimate)),
    stageWise: { pValue: stageWisePValueOf(looks, statistic) },
  };
}

/**
 * Stops a comparison that is not worth more seeds; at the last look too, says if it lacks examples.
 *
 * @param planned the last number of pairs; null at the last look
 * @returns null where more seeds may still settle it
 */
export function stopCrossed(
  comparison: CrossedComparison,
  { crossed: ofLooks }: Levels,
  alpha: number,
  planned: number | null,
  words = wordsOf({}),
): MeasuredComparison | null {
  const { baseline, equivalence, reason } = comparison;
  const level = ofLooks?.looks(alpha).at(-1)?.significanceLevel ?? alpha;
  const isLimited = examplesLimit(comparison, level) && isMostlyExamples(comparison, planned ?? baseline.n);
  const limited = (why: string) => ({ ...comparison, cause: 'examples-limit', reason: why }) as const;
  if (planned === null) {
    return reason === null && isLimited ? limited(limitedByExamples(comparison, words)) : comparison;
  }
  const pairs = baseline.n;
  const chanceByThen = chanceOfVerdict(comparison, {
    information: 1 / informationAt(pairs, planned, ofLooks?.exampleShare ?? 0),
    level,
    equivalence: equivalence && { margin: equivalence.margin, level: level / 2 },
    minEffect: comparison.minEffect,
  });
  if (chanceByThen >= FUTILITY) return null;
  const early = `${FUTILE} after ${pairs} of at most ${planned} pairs`;
  if (isLimited) return limited(`${early}: ${limitedByExamples(comparison, words)}`);
  const percent = (100 * chanceByThen).toFixed(1);
  return { ...comparison, reason: `${early}: the chance of a verdict by then was ${percent} %` };
}

/** Whether the examples' variance alone leaves this difference open, however many seeds show it. */
function examplesLimit(
  { difference, standardError, crossed, equivalence, minEffect }: CrossedComparison,
  level: number,
): boolean {
  const error = standardError * Math.sqrt(crossed.exampleShare);
  const size = Math.abs(difference);
  const beyond = Math.abs(difference - nearestNull(difference, minEffect));
  const isFound = beyond >= -normalQuantile(level / 2) * error;
  const isWithin = equivalence !== null && size - normalQuantile(level / 2) * error <= equivalence.margin;
  return !isFound && !isWithin;
}

/** At that many pairs. Otherwise more examples alone would not settle it either. */
function isMostlyExamples(
  { crossed: { exampleShare }, baseline }: CrossedComparison,
  pairs: number,
): boolean {
  return exampleShare * pairs >= (1 - exampleShare) * baseline.n;
}

function limitedByExamples(
  { crossed, equivalence, testExamples, scope }: CrossedComparison,
  { seed, testExample }: UnitWords,
): string {
  const { clusters, examplesNeeded } = crossed;
  const has = clusters ?? testExamples ?? 0;
  const unit = `${clusters === null ? '' : 'clusters of '}${testExample}s`;
  const unlikely =
    scope === 'these-models'
      ? `${has} ${unit} will probably not settle this`
      : `more ${seed}s will probably not settle this`;
  if (equivalence === null) return `${unlikely}; more ${unit} could. Set a margin to see how many`;
  if (examplesNeeded === null || examplesNeeded <= has) return `${unlikely}; more ${unit} could`;
  const about = Number(examplesNeeded.toPrecision(2)).toLocaleString('en-US');
  return `${unlikely}; about ${about} ${unit} could detect a difference of the margin, ${equivalence.margin}`;
}
