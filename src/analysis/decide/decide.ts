/** From measurements to verdicts: shared levels over variants × primary metrics, cross-checks, equivalence. */
import type { Measurement } from '../compare/compare-models.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { crossCheckDifference, crossCheckEquivalence } from './cross-check.ts';
import { crossCheckCrossed, crossCheckCrossedEquivalence, isCrossed } from './crossed-checks.ts';
import type { Levels } from './levels.ts';
import { settleForDifference, settleForEquivalence } from './settle-checks.ts';
import { type SharedLevel, stepDown } from './step-down.ts';

export interface Sharers {
  /** Primary comparisons whose test for a difference has not rejected at an earlier look, those at hand included. */
  readonly difference: number;
  /** The same for the tests for equivalence: of metrics that have a margin. */
  readonly equivalence: number;
}

export interface LeveledMeasurement {
  readonly measurement: Measurement;
  readonly levels: Levels;
}

/**
 * Gives every measurement its verdict.
 *
 * Primary comparisons share alpha by Holm's step-down procedure, the tests for a difference and the tests for
 * equivalence each among themselves. Secondary ones are exploratory: each is held against the whole level alone.
 * Equivalence comes first: a difference inside the margins does not matter, however significant it is.
 */
export function decideAll(
  items: readonly LeveledMeasurement[],
  alpha: number,
  sharers: Sharers,
): MeasuredComparison[] {
  const primary = items.filter(({ measurement }) => measurement.role === 'primary');
  const differences = share(primary, alpha, sharers.difference, ({ measurement, levels }) => ({
    pValue: measurement.pValue,
    level: levels.difference,
  }));
  const bounded = primary.filter(({ measurement }) => measurement.equivalence !== null);
  const equivalences = share(bounded, alpha, sharers.equivalence, ({ measurement, levels }) => ({
    pValue: measurement.equivalence?.pValue ?? 1,
    level: levels.equivalence,
  }));
  return items.map((item) =>
    decide(item, alpha, differences.get(item.measurement), equivalences.get(item.measurement)),
  );
}

function share(
  items: readonly LeveledMeasurement[],
  alpha: number,
  sharers: number,
  testOf: (item: LeveledMeasurement) => { readonly pValue: number; level(share: number): number },
): ReadonlyMap<Measurement, SharedLevel> {
  const levels = stepDown(items.map(testOf), alpha, Math.max(sharers, items.length));
  return new Map(items.map(({ measurement }, index) => [measurement, levels[index] as SharedLevel]));
}

function decide(
  { measurement, levels }: LeveledMeasurement,
  alpha: number,
  difference: SharedLevel | undefined,
  equivalence: SharedLevel | undefined,
): MeasuredComparison {
  const { verdict: _undecided, drawnFrom: _drawnFrom, ...numbers } = measurement;
  const significanceLevel = difference?.significanceLevel ?? levels.difference(alpha);
  const pValueAdjusted = difference?.pValueAdjusted ?? null;
  const bounds = numbers.equivalence && {
    ...numbers.equivalence,
    pValueAdjusted: equivalence?.pValueAdjusted ?? null,
    significanceLevel: equivalence?.significanceLevel ?? levels.equivalence(alpha),
    localLevel: equivalence?.localLevel ?? levels.equivalence(alpha),
  };
  const localLevel = difference?.localLevel ?? significanceLevel;
  const decided = {
    ...numbers,
    cause: null,
    equivalence: bounds,
    pValueAdjusted,
    significanceLevel,
    localLevel,
  };
  if (bounds !== null && (bounds.pValueAdjusted ?? bounds.pValue) <= bounds.significanceLevel) {
    const { studentised } = settleForEquivalence(measurement, bounds.localLevel);
    const objection = isCrossed(measurement)
      ? crossCheckCrossedEquivalence(measurement, bounds.localLevel)
      : crossCheckEquivalence({ studentised }, bounds.localLevel);
    const verdict = objection === null ? 'equivalent' : 'inconclusive';
    return { ...decided, studentised, verdict, reason: objection };
  }
  if ((pValueAdjusted ?? measurement.pValue) > significanceLevel) {
    return { ...decided, verdict: 'inconclusive', reason: null };
  }
  const { signFlip, permutation, studentised } = settleForDifference(measurement, localLevel);
  const checks = { signFlip, permutation, studentised };
  const reason = isCrossed(measurement)
    ? crossCheckCrossed(measurement, localLevel)
    : crossCheckDifference(checks, localLevel);
  const direction = measurement.difference > 0 ? 'improvement' : 'regression';
  return { ...decided, ...checks, verdict: reason === null ? direction : 'inconclusive', reason };
}
