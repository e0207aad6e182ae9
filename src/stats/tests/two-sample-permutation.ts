/**
 * The permutation test of two independent samples, on the difference of their means. Under the null hypothesis, both arms
 * have the same distribution, including spread.
 *
 * Exact up to 28 runs: the pooled values are halved, and sorted sums of subsets of both halves are matched by size. Beyond,
 * divisions are sampled, the same ones for all arms of these sizes, and the observed one counts, so p is never zero. Ties
 * within 1e-10 of the total count as equal.
 *
 * Source: R. A. Fisher (1935); E. J. G. Pitman, J. Royal Statistical Society Suppl. 4 (1937).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import { countBeyond } from '../resampling/random-subsets.ts';

const MAX_EXACT_RUNS = 28;
const TIE_TOLERANCE = 1e-10;

export interface Permutation {
  readonly pValue: number;
  readonly exact: boolean;
  /** Smallest p-value that so many runs allow. */
  readonly smallestAttainable: number;
}

interface Sampled {
  readonly samples: number;
  readonly pValue: number;
}

/**
 * Two-sided.
 *
 * @param before p of the first samples of these arms, which are then not drawn again
 */
export function twoSamplePermutation(
  candidate: readonly number[],
  baseline: readonly number[],
  { samples = 99_999, before }: { samples?: number; before?: Sampled | undefined } = {},
): Permutation {
  if (candidate.length === 0 || baseline.length === 0) {
    throw new StatisticsError('twoSamplePermutation requires at least one run of each model');
  }
  const [smaller, larger] =
    candidate.length > baseline.length ? [baseline, candidate] : [candidate, baseline];
  const pooled = centred([...smaller, ...larger]);
  const size = smaller.length;
  const scale = pooled.reduce((sum, value) => sum + Math.abs(value), 0);
  // Pooled values sum to zero, so the difference of means is a multiple of the smaller arm's sum.
  const observed = pooled.slice(0, size).reduce((sum, value) => sum + value, 0);
  const bound = Math.abs(observed) - TIE_TOLERANCE * scale;
  // Arms of equal size can swap labels, which mirrors the difference.
  const fewest = 2 * size === pooled.length ? 2 : 1;
  const smallestExact = Math.min(1, fewest / divisions(pooled.length, size));
  if (bound <= 0) return { pValue: 1, exact: true, smallestAttainable: smallestExact };

  if (pooled.length <= MAX_EXACT_RUNS) {
    return {
      pValue: shareBeyond(pooled, size, bound),
      exact: true,
      smallestAttainable: smallestExact,
    };
  }
  const { samples: counted, pValue: known } = before ?? { samples: 0, pValue: 1 };
  const counts = Math.round(known * (counted + 1)) - 1;
  const hits = counts + countBeyond(pooled, { size, bound }, counted, samples);
  return {
    pValue: (hits + 1) / (samples + 1),
    exact: false,
    smallestAttainable: Math.max(smallestExact, 1 / (samples + 1)),
  };
}

/** Number of ways to assign the runs to an arm of this size; may overflow to infinity. */
function divisions(runs: number, size: number): number {
  let ways = 1;
  for (let taken = 1; taken <= size; taken++) ways *= (runs - size + taken) / taken;
  return ways;
}

function centred(values: readonly number[]): number[] {
  requireFinite('twoSamplePermutation', values);
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return values.map((value) => value - mean);
}

/** Share of the subsets of this size whose sum is at least `bound` away from zero. */
function shareBeyond(values: readonly number[], size: number, bound: number): number {
  const middle = values.length >> 1;
  const left = sumsBySize(values.slice(0, middle));
  const right = sumsBySize(values.slice(middle));
  let beyond = 0;
  let all = 0;
  left.forEach((sums, taken) => {
    const partners = right[size - taken];
    if (partners === undefined) return;
    all += sums.length * partners.length;
    let above = partners.length;
    let notBelow = partners.length;
    // Sums rise, so the boundary of sufficient partners only moves down.
    for (const sum of sums) {
      while (above > 0 && sum + (partners[above - 1] as number) >= bound) above--;
      while (notBelow > 0 && sum + (partners[notBelow - 1] as number) > -bound) notBelow--;
      beyond += partners.length - above + notBelow;
    }
  });
  return beyond / all;
}

function sumsBySize(values: readonly number[]): Float64Array[] {
  const bySize: number[][] = Array.from({ length: values.length + 1 }, () => []);
  for (let subset = 0; subset < 2 ** values.length; subset++) {
    let sum = 0;
    let count = 0;
    values.forEach((value, index) => {
      if ((subset >> index) & 1) {
        sum += value;
        count++;
      }
    });
    bySize[count]?.push(sum);
  }
  return bySize.map((sums) => Float64Array.from(sums).sort());
}
