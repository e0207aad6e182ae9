import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { MeasuredComparison } from '../compare/comparison.ts';
import { settlePermutation, settleStudentised } from '../compare/resampled-checks.ts';
import { crossCheckDifference, crossCheckEquivalence, studentisedLevel } from './cross-check.ts';
import { crossCheckCrossed, crossCheckCrossedEquivalence, isCrossed } from './crossed-checks.ts';
import { equalShare, type SharedLevel } from './equal-share.ts';
import type { Levels } from './levels.ts';
import { equivalenceLevels, intervalAt } from './one-interval.ts';

export interface LeveledMeasurement {
  readonly measurement: Measurement;
  readonly levels: Levels;
}

interface DecideOptions {
  /** One-sided levels of guarded metrics (`guards.ts`). */
  readonly guarded?: ReadonlyMap<Measurement, SharedLevel>;
  /** Default: those of trainings. */
  readonly words?: UnitWords;
}

/**
 * Primary comparisons share alpha equally. Secondary ones are tested at the whole level, except guarded
 * ones, which have their guard's interval. One interval decides all: it excludes zero where there is a difference, and lies
 * within ±margin where none matters (docs/contributing/decisions/one-interval.md). Equivalence has precedence.
 *
 * @param sharers all primary comparisons, those included that were settled at an earlier look
 */
export function decideAll(
  items: readonly LeveledMeasurement[],
  alpha: number,
  sharers: number,
  { guarded, words = wordsOf({}) }: DecideOptions = {},
): MeasuredComparison[] {
  return items.map((item) => {
    const { measurement, levels } = item;
    const guard = guarded?.get(measurement);
    if (guard !== undefined) return decide(item, alpha, bothSided(guard), words);
    const test = { pValue: measurement.pValue, level: levels.difference };
    const shared = measurement.role === 'primary' ? equalShare(test, alpha, sharers) : undefined;
    return decide(item, alpha, shared, words);
  });
}

/** A guard is one-sided; its difference is reported two-sided, at the level of the same interval. */
function bothSided({ localLevel, share }: SharedLevel) {
  return { significanceLevel: 2 * localLevel, localLevel: 2 * localLevel, share, pValueAdjusted: null };
}

function decide(
  { measurement, levels }: LeveledMeasurement,
  alpha: number,
  shared: (Omit<SharedLevel, 'pValueAdjusted'> & { readonly pValueAdjusted: number | null }) | undefined,
  words: UnitWords,
): MeasuredComparison {
  const { verdict: _undecided, drawnFrom: _drawnFrom, ...numbers } = measurement;
  const significanceLevel = shared?.significanceLevel ?? levels.difference(alpha);
  const { pValueAdjusted = null, localLevel = significanceLevel, share = alpha } = shared ?? {};
  const interval = {
    ...numbers.interval,
    ...intervalAt(measurement, localLevel),
    // Over several looks it covers at all of them.
    level: 1 - (levels.isOnlyLook ? localLevel : share),
  };
  const bounds = numbers.equivalence && {
    ...numbers.equivalence,
    ...equivalenceLevels(numbers.equivalence.pValue, { significanceLevel, localLevel }),
  };
  const decided = {
    ...numbers,
    cause: null,
    estimate: numbers.difference,
    interval,
    equivalence: bounds,
    pValueAdjusted,
    significanceLevel,
    localLevel,
  };
  if (bounds !== null && bounds.pValue <= bounds.localLevel) {
    const { studentised } = settleForEquivalence(measurement, bounds.localLevel);
    const settled = { ...measurement, studentised };
    const objection = isCrossed(settled)
      ? crossCheckCrossedEquivalence(settled, bounds.localLevel, words)
      : crossCheckEquivalence(settled, bounds.localLevel, words);
    const verdict = objection === null ? 'equivalent' : 'inconclusive';
    return { ...decided, studentised, verdict, reason: objection };
  }
  if ((pValueAdjusted ?? measurement.pValue) > significanceLevel) {
    return { ...decided, verdict: 'inconclusive', reason: null };
  }
  const { signFlip, permutation, studentised } = settleForDifference(measurement, localLevel);
  const checks = { signFlip, permutation, studentised };
  const settled = { ...measurement, ...checks };
  const reason = isCrossed(settled)
    ? crossCheckCrossed(settled, localLevel, words)
    : crossCheckDifference(settled, localLevel, words);
  const direction = measurement.difference > 0 ? 'improvement' : 'regression';
  return { ...decided, ...checks, verdict: reason === null ? direction : 'inconclusive', reason };
}

/** @param level of the test for a difference, two-sided */
function settleForDifference(measurement: Measurement, level: number): Measurement {
  const { drawnFrom, signFlip, permutation } = measurement;
  if (drawnFrom === undefined) return measurement;
  return {
    ...measurement,
    signFlip: signFlip && settlePermutation(drawnFrom, signFlip, level),
    permutation: permutation && settlePermutation(drawnFrom, permutation, level),
    studentised: settled(measurement, 'pValue', level),
  };
}

/** @param level of each equivalence test, one-sided */
function settleForEquivalence(measurement: Measurement, level: number): Measurement {
  return { ...measurement, studentised: settled(measurement, 'equivalencePValue', level) };
}

function settled(
  measurement: Measurement,
  which: 'pValue' | 'equivalencePValue',
  level: number,
): Measurement['studentised'] {
  const { drawnFrom, studentised, equivalence } = measurement;
  if (studentised === null || drawnFrom === undefined || 'one' in drawnFrom) return studentised;
  const margin = equivalence?.margin ?? null;
  const needed = studentisedLevel({ ...measurement, studentised: null }, level, which === 'pValue' ? 2 : 1);
  return settleStudentised(drawnFrom, studentised, { which, level: needed, margin });
}
