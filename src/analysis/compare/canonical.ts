/**
 * Makes numbers independent of seed order and of which arm is called the baseline, to the last digit. Results are sorted by
 * their values alone, and drawn from one side.
 */
import { createRandom, type Random } from '../../stats/random.ts';

/** 1: as given. −1: drawn from the mirrored values. 0: swapping the arms changes nothing. */
export type Side = 1 | -1 | 0;

export interface OrientedDifferences {
  /** Candidate minus baseline, turned so that positive is better, sorted by size without the sign. */
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

/** Results without pairs, in the order and from the side used for drawing. */
export interface Arms {
  readonly one: readonly number[];
  readonly other: readonly number[];
}

export interface CanonicalArms {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  readonly side: Side;
}

export function canonicalArms(baseline: readonly number[], candidate: readonly number[]): CanonicalArms {
  const one = rising(baseline);
  const other = rising(candidate);
  const side = Math.sign(other.length - one.length || compareNumbers(other, one)) as Side;
  return { baseline: one, candidate: other, side };
}

/** The differences from the side used for drawing. */
export function oriented({ differences, side }: OrientedDifferences): readonly number[] {
  return side < 0 ? differences.map(negate) : differences;
}

export function rising(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** Negates without making a negative zero. */
export function negate(value: number): number {
  return 0 - value;
}

export function streamOf(use: string, values: readonly number[]): Random {
  return createRandom('analysis', use, ...values);
}

/** By the differences, and if these are symmetric, by the values. */
function sideOf(own: number[][], mirrored: number[][]): Side {
  const one = own.sort(compareNumbers);
  const other = mirrored.sort(compareNumbers);
  const first = (rows: number[][]) => rows.map(([difference]) => difference as number);
  return Math.sign(
    compareNumbers(first(one), first(other)) || compareNumbers(one.flat(), other.flat()),
  ) as Side;
}

export function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const second = other[index] as number;
    if (value !== second) return value < second ? -1 : 1;
  }
  return 0;
}
