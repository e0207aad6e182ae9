/**
 * Bartels' test of serial dependence: does a value predict the next one? Drift, waves or blocks of equal runs make neighbours
 * alike.
 *
 * The statistic is the rank version of von Neumann's ratio, Σ(Rᵢ − Rᵢ₊₁)² / Σ(Rᵢ − R̄)²: near 2 for independent neighbours,
 * near 0 for similar ones. p is one-sided and exact for any distribution, with ties as well: orders are sampled and the
 * observed one counts, so p is never zero.
 *
 * Sources: R. Bartels, J. American Statistical Association 77 (1982), 40–46; J. Besag and P. Clifford, Biometrika 78 (1991),
 * 301–304, for `enough`.
 */
import { requireFinite, StatisticsError } from '../error.ts';
import { type Random, shuffle } from '../random.ts';
import { midranks } from '../ranks.ts';

export interface SerialDependence {
  readonly ratio: number;
  readonly pValue: number;
}

interface Sampling {
  readonly random: Random;
  readonly samples?: number;
  /** Hits after which sampling ends with p = hits / draws, which is exact too. */
  readonly enough?: number;
}

/** @example bartelsTest([1, 2, 3, 4, 5, 6, 7, 8], { random }) // ratio 12/(8 · 9), pValue near 2/8! */
export function bartelsTest(
  values: readonly number[],
  { random, samples = 19_999, enough = Number.POSITIVE_INFINITY }: Sampling,
): SerialDependence {
  if (values.length < 3) throw new StatisticsError('bartelsTest requires at least three values');
  requireFinite('bartelsTest', values);
  const ranks = midranks(values);
  const middle = (values.length + 1) / 2;
  const spread = ranks.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
  if (spread === 0) throw new StatisticsError('bartelsTest requires values that vary');
  // Midranks are halves, so sums of squares are exact and ties are seen.
  const observed = steps(ranks);
  const order = [...ranks];
  let hits = 0;
  for (let sample = 0; sample < samples; sample++) {
    shuffle(order, random);
    if (steps(order) <= observed) hits++;
    if (hits >= enough) return { ratio: observed / spread, pValue: hits / (sample + 1) };
  }
  return { ratio: observed / spread, pValue: (hits + 1) / (samples + 1) };
}

function steps(ranks: readonly number[]): number {
  let sum = 0;
  for (let index = 1; index < ranks.length; index++)
    sum += ((ranks[index] as number) - (ranks[index - 1] as number)) ** 2;
  return sum;
}
