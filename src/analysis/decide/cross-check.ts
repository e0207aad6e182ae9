/**
 * Cross-checks that may withhold a verdict, or a claim's, but never grant one. The t test assumes nearly normal differences;
 * the sign-flip test, the studentised bootstrap and, without pairs, the permutation test do not. What each adds:
 * docs/contributing/statistics.md.
 */
import type { MeasuredComparison } from '../compare/comparison.ts';
import { type Crossed, crossCheckCrossedBound, isCrossed } from './crossed-checks.ts';

/**
 * Factor by which the studentised bootstrap's p may exceed the level. The strict level would withhold many correct findings
 * (docs/contributing/decisions/sequential-default.md).
 */
const STUDENTISED_TOLERANCE = 1.5;

/** The level, or the smallest p that its resamples can show. */
export function studentisedLevel(level: number, smallestAttainable: number): number {
  return Math.max(STUDENTISED_TOLERANCE * level, smallestAttainable);
}

/** @returns the objection to a difference at `level`; null if there is none */
export function crossCheckDifference(
  {
    signFlip,
    permutation,
    studentised,
  }: Pick<MeasuredComparison, 'signFlip' | 'permutation' | 'studentised'>,
  level: number,
): string | null {
  if (signFlip !== null && signFlip.smallestAttainable <= level && signFlip.pValue > level) {
    return disagreeing('the sign-flip permutation test', signFlip.pValue, level);
  }
  if (permutation !== null && permutation.smallestAttainable <= level && permutation.pValue > level) {
    return disagreeing('the permutation test', permutation.pValue, level);
  }
  return studentised && studentisedObjection(studentised.pValue, level, studentised.smallestAttainable);
}

/** @param level one-sided */
export function crossCheckEquivalence(
  { studentised }: Pick<MeasuredComparison, 'studentised'>,
  level: number,
): string | null {
  if (studentised === null || studentised.equivalencePValue === null) return null;
  const objection = studentisedObjection(
    studentised.equivalencePValue,
    level,
    studentised.smallestAttainable / 2,
  );
  return objection && `not equivalent yet: ${objection}`;
}

type Checked = Pick<MeasuredComparison, 'studentised' | 'localLevel' | 'crossed'> & Omit<Crossed, 'crossed'>;

/** @param level one-sided */
export function crossCheckNonInferiority(comparison: Checked, margin: number, level: number): string | null {
  if (isCrossed(comparison)) return crossCheckCrossedBound(comparison, 'above', -margin, level);
  const { studentised } = comparison;
  if (studentised === null || studentised.nonInferiorityPValue === null) return null;
  return studentisedObjection(studentised.nonInferiorityPValue, level, studentised.smallestAttainable / 2);
}

/** @returns the objection to an interval of the difference entirely above, or below, `bound` */
export function crossCheckBound(comparison: Checked, side: 'above' | 'below', bound: number): string | null {
  if (isCrossed(comparison))
    return crossCheckCrossedBound(comparison, side, bound, comparison.localLevel / 2);
  const { studentised } = comparison;
  if (studentised === null) return null;
  const { low, high } = studentised.interval;
  const limit = side === 'above' ? low : high;
  if (limit === null)
    return 'there are too few pairs for an interval of the studentised bootstrap, so add seeds';
  if (side === 'above' ? limit >= bound : limit <= bound) return null;
  return `two intervals disagree, so add seeds: the interval of the studentised bootstrap ${side === 'above' ? 'begins' : 'ends'} at ${limit.toPrecision(3)}`;
}

function studentisedObjection(pValue: number, level: number, smallestAttainable: number): string | null {
  const needed = studentisedLevel(level, smallestAttainable);
  if (pValue <= needed) return null;
  return disagreeing('the studentised bootstrap', pValue, needed);
}

function disagreeing(test: string, pValue: number, level: number): string {
  return `two tests disagree, so add seeds: ${test} gives p ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
}
