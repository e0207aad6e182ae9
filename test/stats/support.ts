import { expect } from 'vitest';
import { twoSidedTPower } from '../../src/stats/power/power.ts';

/** Within a share of the expected value; for values computed elsewhere to full precision. */
export function expectClose(actual: number, expected: number, relative = 1e-9): void {
  const message = `${actual} should be ${expected} to ${relative}`;
  expect(Math.abs(actual - expected), message).toBeLessThanOrEqual(relative * Math.abs(expected));
}

/** A paired sample from the statsmodels test suite, made with R: x and y of its t tests and equivalence tests. */
export const STATSMODELS_X = [
  2.84, 2.51, 2.41, 2.95, 3.14, 3.79, 4.14, 3.85, 3.02, 3.45, 5.37, 3.81, 4.19, 3.16, 3.84,
];
export const STATSMODELS_Y = [
  2.6, 2.82, 2.18, 3.46, 4.01, 3.04, 3.47, 4.06, 2.91, 3.59, 4.51, 3.16, 3.86, 3.31, 3.02,
];

/** Seven pairs from the mlxtend test suite. */
export const MLXTEND_A = [3.67, 1.72, 3.46, 2.6, 2.03, 2.1, 3.01];
export const MLXTEND_B = [2.11, 1.79, 2.71, 1.89, 1.69, 1.71, 2.01];

export function differences(candidate: readonly number[], baseline: readonly number[]): number[] {
  return candidate.map((value, index) => value - (baseline[index] as number));
}

/** The chance that the two-sided paired t test rejects. */
export function pairedTPower(design: {
  readonly difference: number;
  readonly standardDeviation: number;
  readonly pairs: number;
  readonly alpha: number;
}): number {
  const { difference, standardDeviation, pairs, alpha } = design;
  return twoSidedTPower((Math.abs(difference) / standardDeviation) * Math.sqrt(pairs), pairs - 1, alpha);
}
