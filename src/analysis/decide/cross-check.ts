/**
 * Cross-checks that may withhold a verdict, or a claim's, but never grant one. The t test assumes nearly normal differences;
 * the sign-flip test, the studentised bootstrap and, without pairs, the permutation test do not. What each adds:
 * docs/contributing/statistics.md.
 */
import { smallestStudentisedPValue } from '../../stats/tests/studentised-test.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { type Crossed, crossCheckCrossedBound, FEW_SEEDS, isCrossed, steadyLevel } from './crossed-checks.ts';

/**
 * Factor by which the studentised bootstrap's p may exceed the level. The strict level would withhold many correct findings
 * (docs/contributing/decisions/sequential-default.md).
 */
const STUDENTISED_TOLERANCE = 1.5;

/** Few pairs hardly lose detection at the strict level, if they can reach it. */
export function toleratedLevel(level: number, pairs: number): number {
  const tolerated = STUDENTISED_TOLERANCE * level;
  if (pairs >= FEW_SEEDS) return tolerated;
  return Math.max(level, Math.min(tolerated, smallestStudentisedPValue(pairs)));
}

type Bootstrapped = Pick<
  MeasuredComparison,
  'pairing' | 'crossed' | 'baseline' | 'candidate' | 'studentised'
>;

/**
 * What the studentised p must reach: the level, or the smallest p that its resamples can show. It is strict without pairs,
 * where it is asked only for arms of different spread, and over examples, where many examples hide the seeds' skewness.
 */
export function studentisedLevel(comparison: Bootstrapped, level: number, sides: 1 | 2): number {
  const { pairing, baseline, candidate, studentised } = comparison;
  const smallest = ((studentised?.smallestAttainable ?? 0) * sides) / 2;
  if (isCrossed(comparison))
    return Math.max(sides === 2 ? steadyLevel(comparison.crossed, level) : level, smallest);
  const pairs = Math.min(baseline.n, candidate.n);
  return Math.max(pairing === 'none' ? level : toleratedLevel(level, pairs), smallest);
}

/** @returns the objection to a difference at `level`; null if there is none */
export function crossCheckDifference(
  comparison: Bootstrapped & Pick<MeasuredComparison, 'signFlip' | 'permutation'>,
  level: number,
  words = wordsOf({}),
): string | null {
  const { signFlip, permutation, studentised } = comparison;
  if (signFlip !== null && signFlip.smallestAttainable <= level && signFlip.pValue > level) {
    return disagreeing('the sign-flip permutation test', signFlip.pValue, level, words);
  }
  if (permutation !== null && permutation.smallestAttainable <= level && permutation.pValue > level) {
    return disagreeing('the permutation test', permutation.pValue, level, words);
  }
  return studentisedObjection(studentised?.pValue, studentisedLevel(comparison, level, 2), words);
}

/** @param level one-sided */
export function crossCheckEquivalence(
  comparison: Bootstrapped,
  level: number,
  words = wordsOf({}),
): string | null {
  const objection = studentisedObjection(
    comparison.studentised?.equivalencePValue,
    studentisedLevel(comparison, level, 1),
    words,
  );
  return objection && `not equivalent yet: ${objection}`;
}

type Checked = Bootstrapped & Pick<MeasuredComparison, 'localLevel'> & Omit<Crossed, 'crossed'>;

/** @param level one-sided */
export function crossCheckNonInferiority(
  comparison: Checked,
  margin: number,
  level: number,
  words = wordsOf({}),
): string | null {
  if (isCrossed(comparison)) return crossCheckCrossedBound(comparison, 'above', -margin, level, words);
  return studentisedObjection(
    comparison.studentised?.nonInferiorityPValue,
    studentisedLevel(comparison, level, 1),
    words,
  );
}

/** @returns the objection to an interval of the difference entirely above, or below, `bound` */
export function crossCheckBound(
  comparison: Checked,
  side: 'above' | 'below',
  bound: number,
  words = wordsOf({}),
): string | null {
  if (isCrossed(comparison))
    return crossCheckCrossedBound(comparison, side, bound, comparison.localLevel / 2, words);
  const { studentised } = comparison;
  if (studentised === null) return null;
  const { low, high } = studentised.interval;
  const limit = side === 'above' ? low : high;
  if (limit === null)
    return `there are too few pairs for an interval of the studentised bootstrap, so add ${words.seed}s`;
  if (side === 'above' ? limit >= bound : limit <= bound) return null;
  return `two intervals disagree, so add ${words.seed}s: the interval of the studentised bootstrap ${side === 'above' ? 'begins' : 'ends'} at ${limit.toPrecision(3)}`;
}

function studentisedObjection(
  pValue: number | null | undefined,
  needed: number,
  words: UnitWords,
): string | null {
  if (pValue == null || pValue <= needed) return null;
  return disagreeing('the studentised bootstrap', pValue, needed, words);
}

function disagreeing(test: string, pValue: number, level: number, { seed }: UnitWords): string {
  return `two tests disagree, so add ${seed}s: ${test} gives p ${pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)}`;
}
