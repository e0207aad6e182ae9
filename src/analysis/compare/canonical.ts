/**
 * Makes numbers independent of seed order and of which arm is called the baseline, to the last digit, and of the unit, up to
 * rounding.
 *
 * Random draws depend on the number of values alone, and go to the values by rank, from one side. Values, and differences,
 * within 3e-14 of the largest value of both arms are ties.
 */
import { largestSize, withTies } from '../../stats/ties.ts';

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
  const arms = turnAndTie(
    pairs.map(({ baseline }) => baseline),
    pairs.map(({ candidate }) => candidate),
    direction,
  );
  const differences = tieSizes(
    arms.candidate.map((value, index) => value - (arms.baseline[index] as number)),
    arms.magnitude,
  );
  const tied = differences.map((difference, index) => ({
    difference,
    baseline: arms.baseline[index] as number,
    candidate: arms.candidate[index] as number,
  }));
  const side = sideOf(
    tied.map(({ difference, baseline, candidate }) => [difference, baseline, candidate]),
    tied.map(({ difference, baseline, candidate }) => [negate(difference), candidate, baseline]),
  );
  const ordered = tied
    .map((pair) => {
      const { baseline, candidate, difference } = pair;
      const size = Math.abs(difference);
      const key =
        side < 0 ? [size, negate(difference), candidate, baseline] : [size, difference, baseline, candidate];
      return { ...pair, key };
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

/** Turned so that higher is better. */
export function canonicalArms(
  baseline: readonly number[],
  candidate: readonly number[],
  direction: 'maximize' | 'minimize',
): CanonicalArms {
  const turned = turnAndTie(baseline, candidate, direction);
  const one = rising(turned.baseline);
  const other = rising(turned.candidate);
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

function turnAndTie(
  baseline: readonly number[],
  candidate: readonly number[],
  direction: 'maximize' | 'minimize',
) {
  const values = [...baseline, ...candidate];
  const magnitude = largestSize(values);
  const tied = withTies(direction === 'maximize' ? values : values.map(negate), magnitude);
  return { baseline: tied.slice(0, baseline.length), candidate: tied.slice(baseline.length), magnitude };
}

function tieSizes(differences: readonly number[], magnitude: number): number[] {
  const [, ...sizes] = withTies([0, ...differences.map(Math.abs)], magnitude);
  return differences.map((difference, index) =>
    difference < 0 ? negate(sizes[index] as number) : (sizes[index] as number),
  );
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
