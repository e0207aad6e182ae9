/**
 * Fisher's exact test: does one model fail more often than the other?
 *
 * Given all failures, one arm's number is hypergeometric; p is the chance of all splits no more likely than the observed one
 * (as in R and scipy). Runs are independent. The test is very conservative with few runs.
 *
 * Source: R. A. Fisher, J. Royal Statist. Soc. 98 (1935), 39–54.
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import { StatisticsError } from '../error.ts';

/** Relative, as in R and scipy. */
const TIE_TOLERANCE = 1e-7;

export interface FailureCount {
  readonly failed: number;
  readonly of: number;
}

export interface PassCount {
  readonly passed: number;
  readonly of: number;
}

/**
 * @returns the two-sided p-value
 * @example fisherExact({ failed: 8, of: 10 }, { failed: 1, of: 10 }) // 0.00547…
 */
export function fisherExact(candidate: FailureCount, baseline: FailureCount): number {
  for (const { failed, of } of [candidate, baseline]) {
    if (!(Number.isInteger(failed) && Number.isInteger(of) && failed >= 0 && failed <= of)) {
      throw new StatisticsError(`fisherExact requires counts, but ${failed} of ${of} is given`);
    }
  }
  const failed = candidate.failed + baseline.failed;
  const all = candidate.of + baseline.of;
  const logChance = (count: number) =>
    logChoose(candidate.of, count) + logChoose(baseline.of, failed - count) - logChoose(all, failed);
  const observed = Math.exp(logChance(candidate.failed)) * (1 + TIE_TOLERANCE);
  let pValue = 0;
  for (let count = Math.max(0, failed - baseline.of); count <= Math.min(failed, candidate.of); count++) {
    const chance = Math.exp(logChance(count));
    if (chance <= observed) pValue += chance;
  }
  return Math.min(1, pValue);
}

/**
 * @returns the chance that this many or more of all successes fall to the first arm
 * @example fisherOneSided({ passed: 3, of: 3 }, { passed: 0, of: 3 }) // 0.05
 */
export function fisherOneSided(first: PassCount, second: PassCount): number {
  const total = first.passed + second.passed;
  let pValue = 0;
  for (let passed = first.passed; passed <= Math.min(total, first.of); passed++)
    pValue += hypergeometric({ passed, of: first.of }, { passed: total - passed, of: second.of });
  return Math.min(1, pValue);
}

/** The chance of exactly this split of all successes. */
export function hypergeometric(first: PassCount, second: PassCount): number {
  return Math.exp(
    logChoose(first.of, first.passed) +
      logChoose(second.of, second.passed) -
      logChoose(first.of + second.of, first.passed + second.passed),
  );
}

function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}
