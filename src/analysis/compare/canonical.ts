/**
 * One order and one side for the same results, whatever their seeds and arms are called.
 *
 * Sums of doubles depend on the order of their terms, and resamples on the order of what is drawn from. So results are put in an order
 * that their values alone decide, and what is drawn is drawn from one side: the arms swapped give the same numbers mirrored,
 * and the seeds permuted the same numbers, both to the last digit. Names have no part in it.
 */
import { createRandom, type Random } from '../../stats/random.ts';

/** 1: as given. −1: mirrored, which is the one that is drawn from. 0: swapped arms are the same results. */
export type Side = 1 | -1 | 0;

export interface OrientedDifferences {
  /** Candidate minus baseline, turned so that positive is better: the smallest first, sizes and not values compared. */
  readonly differences: readonly number[];
  readonly side: Side;
}

export interface CanonicalPairs extends OrientedDifferences {
  /** Turned so that higher is better, in the order of the differences. */
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

interface Pair {
  readonly baseline: number;
  readonly candidate: number;
}

/** @param pairs in any order, as they were measured */
export function canonicalPairs(pairs: readonly Pair[], direction: 'maximize' | 'minimize'): CanonicalPairs {
  const turned = pairs.map(({ baseline, candidate }) =>
    direction === 'maximize'
      ? { baseline, candidate }
      : { baseline: negate(baseline), candidate: negate(candidate) },
  );
  const side = sideOf(
    turned.map(({ baseline, candidate }) => [candidate - baseline, baseline, candidate]),
    turned.map(({ baseline, candidate }) => [baseline - candidate, candidate, baseline]),
  );
  const ordered = turned
    .map((pair) => {
      const difference = pair.candidate - pair.baseline;
      const [one, other] = side < 0 ? [pair.candidate, pair.baseline] : [pair.baseline, pair.candidate];
      return { ...pair, difference, key: [Math.abs(difference), other - one, one, other] };
    })
    .sort((a, b) => compareNumbers(a.key, b.key));
  return {
    differences: ordered.map(({ difference }) => difference),
    side,
    baseline: ordered.map(({ baseline }) => baseline),
    candidate: ordered.map(({ candidate }) => candidate),
  };
}

/** Results of two arms without pairs, in the order and from the side that they are drawn from. */
export interface Arms {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

/** Two arms without pairs: each rising, and which of them comes first. */
export function canonicalArms(
  baseline: readonly number[],
  candidate: readonly number[],
): { readonly baseline: readonly number[]; readonly candidate: readonly number[]; readonly side: Side } {
  const [one, other] = [rising(baseline), rising(candidate)];
  const side = Math.sign(other.length - one.length || compareNumbers(other, one)) as Side;
  return { baseline: one, candidate: other, side };
}

/** The differences as they are drawn from. */
export function oriented({ differences, side }: OrientedDifferences): readonly number[] {
  return side < 0 ? differences.map(negate) : differences;
}

export function rising(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** Without a negative zero. */
export function negate(value: number): number {
  return 0 - value;
}

/** A stream of its own for these values and this use. */
export function streamOf(use: string, values: readonly number[]): Random {
  return createRandom('analysis', use, ...values);
}

/** Which of the two is larger, each in an order of its own: by the differences, and where those are mirrored by the values. */
function sideOf(own: number[][], mirrored: number[][]): Side {
  const [one, other] = [own, mirrored].map((rows) => rows.sort(compareNumbers)) as [number[][], number[][]];
  const first = (rows: number[][]) => rows.map(([difference]) => difference as number);
  return Math.sign(
    compareNumbers(first(one), first(other)) || compareNumbers(one.flat(), other.flat()),
  ) as Side;
}

/** The first number in which they differ decides. */
export function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const second = other[index] as number;
    if (value !== second) return value < second ? -1 : 1;
  }
  return 0;
}
