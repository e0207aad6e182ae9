import { expect } from 'vitest';
import { twoSidedTPower } from '../../src/stats/power/power.ts';

/** Within a share of the expected value; for values computed elsewhere to full precision. */
export function expectClose(actual: number, expected: number, relative = 1e-9): void {
  const message = `${actual} should be ${expected} to ${relative}`;
  expect(Math.abs(actual - expected), message).toBeLessThanOrEqual(relative * Math.abs(expected));
}

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
