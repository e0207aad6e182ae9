/** A measurement whose sampled p-values lie on one side of the level that they are about to be held against. */
import type { Measurement } from '../compare/compare-models.ts';
import { settlePermutation, settleStudentised } from '../compare/resampled-checks.ts';
import { studentisedLevel } from './cross-check.ts';

/** @param level of the test for a difference, two-sided */
export function settleForDifference(measurement: Measurement, level: number): Measurement {
  const { drawnFrom, signFlip, permutation } = measurement;
  if (drawnFrom === undefined) return measurement;
  return {
    ...measurement,
    signFlip: signFlip && settlePermutation(drawnFrom, signFlip, level),
    permutation: permutation && settlePermutation(drawnFrom, permutation, level),
    studentised: settled(measurement, 'pValue', level),
  };
}

/** @param level of either test for equivalence, one-sided */
export function settleForEquivalence(measurement: Measurement, level: number): Measurement {
  return { ...measurement, studentised: settled(measurement, 'equivalencePValue', level) };
}

function settled(
  { drawnFrom, studentised, equivalence }: Measurement,
  which: 'pValue' | 'equivalencePValue',
  level: number,
): Measurement['studentised'] {
  if (studentised === null || drawnFrom === undefined || 'one' in drawnFrom) return studentised;
  const margin = equivalence?.margin ?? null;
  return settleStudentised(drawnFrom, studentised, { which, level: studentisedLevel(level, 0), margin });
}
