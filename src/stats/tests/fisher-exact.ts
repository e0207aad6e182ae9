/**
 * Fisher's exact test, one-sided: given all successes, the first arm's number of them is hypergeometric.
 *
 * Source: R. A. Fisher, J. Royal Statist. Soc. 98 (1935), 39–54.
 */
import gammaln from '@stdlib/math-base-special-gammaln';

export interface PassCount {
  readonly passed: number;
  readonly of: number;
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
