/** From measurements to verdicts: Holm over variants × primary metrics, cross-checks, equivalence. */
import { holm } from '../stats/holm.ts';
import type { Measurement } from './compare.ts';
import type { Comparison, ImpossibleComparison, MeasuredComparison } from './comparison.ts';

/**
 * Gives every measurement its verdict at a level.
 *
 * Primary comparisons share the level by Holm's step-down procedure, the tests for a difference and the tests for
 * equivalence each among themselves. Secondary ones are exploratory: each is held against the level alone.
 * Equivalence comes first: a difference inside the margins does not matter, however significant it is.
 */
export function decideAll(
  measurements: ReadonlyArray<Measurement | ImpossibleComparison>,
  significanceLevel: number,
): Comparison[] {
  const measured = measurements.filter((item): item is Measurement => item.verdict === null);
  const primary = measured.filter((item) => item.role === 'primary');
  const adjusted = new Map(zip(primary, holm(primary.map((item) => item.pValue))));
  const tested = primary.flatMap((item) =>
    item.equivalence === null ? [] : [{ item, p: item.equivalence.pValue }],
  );
  const equivalence = new Map(
    zip(
      tested.map(({ item }) => item),
      holm(tested.map(({ p }) => p)),
    ),
  );
  return measurements.map((item) => {
    if (item.verdict !== null) return item;
    const pValueAdjusted = item.role === 'primary' ? (adjusted.get(item) ?? 1) : null;
    return decide(item, {
      significanceLevel,
      pValueAdjusted,
      equivalenceAdjusted: equivalence.get(item) ?? null,
    });
  });
}

interface Levels {
  readonly significanceLevel: number;
  readonly pValueAdjusted: number | null;
  readonly equivalenceAdjusted: number | null;
}

function decide(
  measurement: Measurement,
  { significanceLevel, pValueAdjusted, equivalenceAdjusted }: Levels,
): MeasuredComparison {
  const { identical, verdict: _undecided, ...numbers } = measurement;
  const equivalence = numbers.equivalence && { ...numbers.equivalence, pValueAdjusted: equivalenceAdjusted };
  const decided = { ...numbers, equivalence, pValueAdjusted, significanceLevel };
  if (identical) {
    return {
      ...decided,
      verdict: 'equivalent',
      reason: 'every pair of runs gave the same value to the last digit',
    };
  }
  if (equivalence !== null && (equivalenceAdjusted ?? equivalence.pValue) <= significanceLevel)
    return { ...decided, verdict: 'equivalent', reason: null };
  if ((pValueAdjusted ?? measurement.pValue) > significanceLevel)
    return { ...decided, verdict: 'inconclusive', reason: null };
  const objection = crossCheck(measurement, localLevel(measurement, pValueAdjusted, significanceLevel));
  if (objection !== null) return { ...decided, verdict: 'inconclusive', reason: objection };
  return { ...decided, verdict: measurement.difference > 0 ? 'improvement' : 'regression', reason: null };
}

/** The level that Holm's procedure left for this one comparison: what its raw p was multiplied by divides the level. */
function localLevel(
  { pValue }: Measurement,
  pValueAdjusted: number | null,
  significanceLevel: number,
): number {
  return pValueAdjusted === null || pValueAdjusted <= 0
    ? significanceLevel
    : (significanceLevel * pValue) / pValueAdjusted;
}

/**
 * The t test leans on the normal shape of the differences; the sign-flip test and the bootstrap do not. Where they
 * disagree with it, the verdict is withheld. They never grant one.
 */
function crossCheck({ signFlip, bootstrapInterval, difference }: Measurement, level: number): string | null {
  if (signFlip !== null && signFlip.smallestAttainable <= level && signFlip.pValue > level) {
    return `the sign-flip permutation test does not confirm the t test (p ${signFlip.pValue.toPrecision(3)}, needed ≤ ${level.toPrecision(3)})`;
  }
  if (
    bootstrapInterval !== null &&
    (difference > 0 ? bootstrapInterval.low <= 0 : bootstrapInterval.high >= 0)
  ) {
    return `the bootstrap interval includes zero (${bootstrapInterval.low.toPrecision(2)} … ${bootstrapInterval.high.toPrecision(2)}), the t test does not`;
  }
  return null;
}

function zip<K, V>(keys: readonly K[], values: readonly V[]): Array<[K, V]> {
  return keys.map((key, index) => [key, values[index] as V]);
}
