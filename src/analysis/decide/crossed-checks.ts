/** Cross-checks that may withhold, but never grant, a verdict of the test over seeds and examples. */
import { correctForSkewness } from '../../stats/crossed/skew.ts';
import { studentTCdf } from '../../stats/distributions/student-t.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';

/** With fewer, the test errs in up to 12 % of cases (docs/contributing/decisions/new-examples.md). */
export const FEW_SEEDS = 6;

export type Crossed = Pick<
  MeasuredComparison,
  'difference' | 'standardError' | 'degreesOfFreedom' | 'pValue' | 'baseline' | 'candidate' | 'studentised'
> & { readonly crossed: NonNullable<MeasuredComparison['crossed']> };

export function isCrossed<Value extends Pick<MeasuredComparison, 'crossed'>>(
  value: Value,
): value is Value & { readonly crossed: NonNullable<MeasuredComparison['crossed']> } {
  return value.crossed !== null;
}

/** The share of the level that p must reach if one of the models is unsteady (docs/contributing/calibration.md). */
const UNSTEADY = 0.1;

/** @returns the level of a difference and of all that may object to it */
export function steadyLevel({ unsteady }: Pick<Crossed['crossed'], 'unsteady'>, level: number): number {
  return unsteady ? UNSTEADY * level : level;
}

/** @returns the objection to a difference at `full` level; null if there is none */
export function crossCheckCrossed(
  { pValue, crossed, baseline, candidate, studentised }: Crossed,
  full: number,
  words = wordsOf({}),
): string | null {
  const { skewCorrectedPValue, midPValue, seedsPValue, swap } = crossed;
  const level = steadyLevel(crossed, full);
  if (pValue > level)
    return `one model is less steady from ${words.seed} to ${words.seed} than the other, so p must be ${1 / UNSTEADY} times smaller: it is ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}; add ${words.seed}s`;
  if (skewCorrectedPValue > level) return skewed(skewCorrectedPValue, level, words);
  if (midPValue !== null && midPValue > level)
    return `two tests disagree, so add ${words.testExample}s: McNemar's test gives p ${midPValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
  if (swap !== undefined && swap.pValue > Math.max(level, swap.smallestAttainable))
    return `${rarest(swap.fewest, words)}, and randomly swapping the models' answers often gives as large a difference (p ${swap.pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)})`;
  const seeds = Math.min(baseline.n, candidate.n);
  return (
    fewSeedsObject(seeds, seedsPValue, level, words) ?? seedsObject(seeds, studentised?.pValue, level, words)
  );
}

function fewSeedsObject(
  seeds: number,
  pValue: number | null,
  level: number,
  { seed }: UnitWords,
): string | null {
  if (seeds >= FEW_SEEDS || pValue === null || pValue <= level) return null;
  return `${seeds} ${seed}s are too few; use ${FEW_SEEDS} or more: the test over ${seed}s only gives p ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
}

/** With fewer seeds, resamples of one seed make the bootstrap object to everything. */
function seedsObject(
  seeds: number,
  pValue: number | null | undefined,
  level: number,
  { seed }: UnitWords,
): string | null {
  if (seeds < FEW_SEEDS || pValue == null || pValue <= level) return null;
  return `two tests disagree, so add ${seed}s: the studentised bootstrap of the ${seed}s gives p ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
}

/**
 * If few examples make up much of the metric, their spread does not tell what other examples would give. `level` is
 * one-sided.
 */
export function crossCheckCrossedEquivalence(
  { crossed, baseline, candidate, studentised }: Crossed,
  level: number,
  words = wordsOf({}),
): string | null {
  if (crossed.swap !== undefined)
    return `${rarest(crossed.swap.fewest, words)}, too few to show how the models differ on it`;
  const pValue = crossed.skewCorrectedEquivalencePValue;
  if (pValue !== null && pValue > level)
    return `the t test alone says equivalent, but ${skewed(pValue, level, words)}`;
  const seeds = Math.min(baseline.n, candidate.n);
  const objection =
    fewSeedsObject(seeds, crossed.seedsEquivalencePValue, level, words) ??
    seedsObject(seeds, studentised?.equivalencePValue, level, words);
  return objection && `not equivalent yet: ${objection}`;
}

/** @returns the objection to a difference above, or below, `bound`; `level` is one-sided */
export function crossCheckCrossedBound(
  { difference, standardError, degreesOfFreedom, crossed: { skewness } }: Crossed,
  side: 'above' | 'below',
  bound: number,
  level: number,
  words = wordsOf({}),
): string | null {
  const sign = side === 'above' ? 1 : -1;
  const statistic = (sign * (difference - bound)) / standardError;
  const pValue = studentTCdf(-correctForSkewness(statistic, sign * skewness), degreesOfFreedom);
  return pValue > level ? skewed(pValue, level, words) : null;
}

function rarest(fewest: number, { testExample }: UnitWords): string {
  return fewest === 0
    ? `a class that is predicted has no ${testExample}`
    : `a class has ${fewest === 1 ? `a single ${testExample}` : `only ${fewest} ${testExample}s`}`;
}

function skewed(pValue: number, level: number, { seed, testExample }: UnitWords): string {
  return `a few ${seed}s or ${testExample}s dominate the difference: corrected for skewness, p is ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
}
