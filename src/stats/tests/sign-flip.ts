/**
 * The sign-flip permutation test of paired differences: p is the share of the 2^n sign patterns with a mean at least as far
 * from zero as observed.
 *
 * Differences are symmetric around zero under the null hypothesis. Exact up to 30 pairs: sorted sums of both halves are
 * matched (Horowitz and Sahni, 1974), O(2^(n/2) n). Beyond, patterns are sampled, the same ones for all samples of n pairs,
 * and the observed one counts, so p is never zero. Sums within 1e-10 of the sum of absolute differences count as equal, which can only raise p.
 *
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; Phipson and Smyth (2010) for (hits + 1)/(samples + 1).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import { randomlySignedSums, signedSums } from '../resampling/random-signs.ts';

const MAX_EXACT_PAIRS = 30;
const TIE_TOLERANCE = 1e-10;

export interface SignFlip {
  readonly pValue: number;
  readonly exact: boolean;
  /** Smallest p-value that these pairs allow under any signs. */
  readonly smallestAttainable: number;
}

/** @example signFlipTest([1.96, -0.07, 0.75, 0.71, 0.34, 0.39, 1]) // pValue 4/128, exact, smallestAttainable 2/128 */
export function signFlipTest(
  differences: readonly number[],
  { samples = 99_999 }: { samples?: number } = {},
): SignFlip {
  if (differences.length === 0) throw new StatisticsError('signFlipTest requires at least one pair');
  requireFinite('signFlipTest', differences);
  // A zero difference multiplies patterns and hits alike. Scaled sums cannot overflow.
  const largest = differences.reduce((most, difference) => Math.max(most, Math.abs(difference)), 0);
  const moving = differences
    .filter((difference) => difference !== 0)
    .map((difference) => difference / largest);
  if (moving.length === 0) return { pValue: 1, exact: true, smallestAttainable: 1 };

  const sum = moving.reduce((total, difference) => total + difference, 0);
  const size = moving.reduce((total, difference) => total + Math.abs(difference), 0);
  const threshold = Math.abs(sum) - TIE_TOLERANCE * size;
  const smallestExact = Math.min(1, 2 / 2 ** moving.length);

  if (moving.length <= MAX_EXACT_PAIRS) {
    // By symmetry, two-sided counts are twice the upper tail's.
    const hits = threshold <= 0 ? 2 ** moving.length : 2 * countAtLeast(moving, threshold);
    return {
      pValue: Math.min(1, hits / 2 ** moving.length),
      exact: true,
      smallestAttainable: smallestExact,
    };
  }
  let hits = 0;
  for (const drawn of randomlySignedSums(moving, samples)) if (Math.abs(drawn) >= threshold) hits++;
  return {
    pValue: (hits + 1) / (samples + 1),
    exact: false,
    smallestAttainable: Math.max(smallestExact, 1 / (samples + 1)),
  };
}

function countAtLeast(values: readonly number[], threshold: number): number {
  const middle = values.length >> 1;
  const left = signedSums(values.slice(0, middle)).sort();
  const right = signedSums(values.slice(middle)).sort();
  let count = 0;
  let partner = right.length;
  // As the left sum grows, the smallest sufficient right sum moves down.
  for (const sum of left) {
    while (partner > 0 && sum + (right[partner - 1] as number) >= threshold) partner--;
    count += right.length - partner;
  }
  return count;
}
