/**
 * The sign-flip permutation test of paired differences: p is the share of the 2^n sign patterns with a mean at least as far
 * from zero as observed.
 *
 * Differences are symmetric around zero under the null hypothesis. Exact up to 30 pairs: sorted sums of both halves are
 * matched (Horowitz and Sahni, 1974), O(2^(n/2) n). Beyond, patterns are sampled and the observed one counts, so p is never
 * zero. Sums within 1e-10 of the sum of absolute differences count as equal, which can only raise p.
 *
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21; Phipson and Smyth (2010) for (hits + 1)/(samples + 1).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Random } from '../random.ts';

const MAX_EXACT_PAIRS = 30;
const TIE_TOLERANCE = 1e-10;

export interface SignFlip {
  readonly pValue: number;
  readonly exact: boolean;
  /** Smallest p-value that these pairs allow under any signs. */
  readonly smallestAttainable: number;
}

/**
 * @param options.random needed above 30 pairs only
 * @example signFlipTest([1.96, -0.07, 0.75, 0.71, 0.34, 0.39, 1]) // pValue 4/128, exact, smallestAttainable 2/128
 */
export function signFlipTest(
  differences: readonly number[],
  { random, samples = 99_999 }: { random?: Random; samples?: number } = {},
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
  if (random === undefined) {
    throw new StatisticsError(`signFlipTest requires a random generator above ${MAX_EXACT_PAIRS} pairs`);
  }
  let hits = 0;
  const drawSum = randomlySignedSums(moving, random);
  for (let sample = 0; sample < samples; sample++) {
    if (Math.abs(drawSum()) >= threshold) hits++;
  }
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

function signedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  let filled = 1;
  for (const value of values) {
    for (let index = 0; index < filled; index++) {
      const sum = sums[index] as number;
      sums[index] = sum - value;
      sums[index + filled] = sum + value;
    }
    filled *= 2;
  }
  return sums;
}

const SIGNS_A_TABLE = 8;
const PATTERNS = 2 ** SIGNS_A_TABLE;
/** A draw has 53 random bits: six patterns of eight signs. */
const PATTERNS_A_DRAW = 6;

/** Tables for eight values under all 256 sign patterns make eight signs cost one addition. */
function randomlySignedSums(values: readonly number[], random: Random): () => number {
  const tables: Float64Array[] = [];
  for (let at = 0; at < values.length; at += SIGNS_A_TABLE) {
    const part = values.slice(at, at + SIGNS_A_TABLE);
    // Zeros, whose sign does not matter, fill up the last part.
    tables.push(signedSums([...part, ...Array<number>(SIGNS_A_TABLE - part.length).fill(0)]));
  }
  return () => {
    let sum = 0;
    let bits = 0;
    for (let index = 0; index < tables.length; index++) {
      if (index % PATTERNS_A_DRAW === 0) bits = random();
      const scaled = bits * PATTERNS;
      const pattern = Math.floor(scaled);
      bits = scaled - pattern;
      sum += (tables[index] as Float64Array)[pattern] as number;
    }
    return sum;
  };
}
