/**
 * The permutation test of two independent samples, on the difference of their means.
 *
 * When: as a check on Welch's test that needs no normal distribution. If the labels "baseline" and "variant" meant
 * nothing, every way of dealing them out to the same values was equally likely.
 *
 * Assumption: under the null hypothesis the arms have the same distribution, spread included.
 *
 * Exact up to 28 runs in all, without visiting 28!/(14! 14!) divisions: the pooled values are cut in two halves, and the
 * sums of the subsets of either half, sorted by size of subset, are matched against each other. Beyond that, divisions are drawn
 * at random and the observed one is counted, so p is never zero; a draw costs the runs of the smaller arm. Ties within 1e-10 of the
 * total count as equal.
 *
 * Source: R. A. Fisher (1935); E. J. G. Pitman, J. Royal Statistical Society Suppl. 4 (1937).
 */
import { requireFinite, StatisticsError } from '../error.ts';
import type { Alternative } from '../interval.ts';
import { type Random, randomInteger } from '../random.ts';

const MAX_EXACT_RUNS = 28;
const TIE_TOLERANCE = 1e-10;

export interface Permutation {
  readonly pValue: number;
  readonly exact: boolean;
  /** The smallest p-value that so many runs could have given with the values most favourable. */
  readonly smallestAttainable: number;
}

const OPPOSITE = { 'two-sided': 'two-sided', greater: 'less', less: 'greater' } as const;

/** @param options.alternative `two-sided` compares the absolute difference of the means */
export function twoSamplePermutation(
  candidate: readonly number[],
  baseline: readonly number[],
  {
    alternative = 'two-sided',
    random,
    samples = 99_999,
  }: { alternative?: Alternative; random?: Random; samples?: number } = {},
): Permutation {
  if (candidate.length === 0 || baseline.length === 0) {
    throw new StatisticsError('twoSamplePermutation requires at least one run of each model');
  }
  if (candidate.length > baseline.length) {
    const swapped = {
      alternative: OPPOSITE[alternative],
      samples,
      ...(random === undefined ? {} : { random }),
    };
    return twoSamplePermutation(baseline, candidate, swapped);
  }
  const pooled = centred([...candidate, ...baseline]);
  const size = candidate.length;
  const scale = pooled.reduce((sum, value) => sum + Math.abs(value), 0);
  const observed = pooled.slice(0, size).reduce((sum, value) => sum + value, 0);
  // The pooled values sum to zero, so the difference of the means is the candidate's sum times a constant.
  const tolerance = TIE_TOLERANCE * scale;
  const high = (alternative === 'two-sided' ? Math.abs(observed) : observed) - tolerance;
  const low = (alternative === 'two-sided' ? -Math.abs(observed) : observed) + tolerance;
  const countsHigh = alternative !== 'less';
  const countsLow = alternative !== 'greater';
  // Arms of one size can swap their labels, which gives the same difference the other way round.
  const fewest = countsHigh && countsLow && 2 * size === pooled.length ? 2 : 1;
  const smallestExact = Math.min(1, fewest / divisions(pooled.length, size));
  if (countsHigh && countsLow && high <= low)
    return { pValue: 1, exact: true, smallestAttainable: smallestExact };

  if (pooled.length <= MAX_EXACT_RUNS) {
    const { atLeast, atMost, all } = countSubsets(pooled, size, high, low);
    return {
      pValue: ((countsHigh ? atLeast : 0) + (countsLow ? atMost : 0)) / all,
      exact: true,
      smallestAttainable: smallestExact,
    };
  }
  if (random === undefined) {
    throw new StatisticsError(
      `twoSamplePermutation requires a random generator above ${MAX_EXACT_RUNS} runs`,
    );
  }
  let hits = 0;
  for (let sample = 0; sample < samples; sample++) {
    let sum = 0;
    // The first steps of a Fisher–Yates shuffle are a uniform subset, from whatever order it starts.
    for (let index = 0; index < size; index++) {
      const other = index + randomInteger(random, pooled.length - index);
      const value = pooled[other] as number;
      pooled[other] = pooled[index] as number;
      pooled[index] = value;
      sum += value;
    }
    if ((countsHigh && sum >= high) || (countsLow && sum <= low)) hits++;
  }
  return {
    pValue: (hits + 1) / (samples + 1),
    exact: false,
    smallestAttainable: Math.max(smallestExact, 1 / (samples + 1)),
  };
}

/** In how many ways so many runs can be dealt out to an arm of this size; infinite where doubles end. */
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

/** Of the subsets of this size: how many have a sum of at least `high`, how many of at most `low`. */
function countSubsets(values: readonly number[], size: number, high: number, low: number) {
  const middle = values.length >> 1;
  const left = sumsBySize(values.slice(0, middle));
  const right = sumsBySize(values.slice(middle));
  let atLeast = 0;
  let atMost = 0;
  let all = 0;
  left.forEach((sums, taken) => {
    const partners = right[size - taken];
    if (partners === undefined) return;
    all += sums.length * partners.length;
    let above = partners.length;
    let notBelow = partners.length;
    // Sums rise, so the partners that still suffice form a boundary that only moves down.
    for (const sum of sums) {
      while (above > 0 && sum + (partners[above - 1] as number) >= high) above--;
      while (notBelow > 0 && sum + (partners[notBelow - 1] as number) > low) notBelow--;
      atLeast += partners.length - above;
      atMost += notBelow;
    }
  });
  return { atLeast, atMost, all };
}

/** The sums of all subsets, sorted, by the size of the subset. */
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
