/**
 * Guards: secondary metrics that may not get worse by more than their margin, `gate: { metrics: { latency_ms: no-worse } }`.
 *
 * What: for each variant and guarded metric one one-sided t test of "worse by the margin or more" (non-inferiority). It has to be rejected
 * for the gate to pass, so absence of evidence fails it. It is rejected exactly where the whole interval that is shown lies above −margin:
 * the test has half of the interval's level, as either test for equivalence has.
 *
 * Error: the tests share alpha / 2 by Holm's step-down procedure, one-sided and apart from the alpha of the primary metrics. So the chance that
 * anything at all is called "not worse" which is worse by its margin is at most alpha / 2. The gate passes
 * only where every guard is shown, which takes luck on just the one that is worse: the chance that it passes a change that is worse by the margin
 * on a guarded metric is at most alpha / 2 as well, however many guards there are (intersection–union; Berger 1982). No gatekeeping after
 * the primary metric is needed: neither claim rests on the other.
 *
 * Looks: each guard spends its share over the looks, and is settled at the look at which it is shown, or
 * shown to be worse by more than the margin. Until then its variant is trained on, unless a primary metric got worse. A boundary for every look
 * holds whatever else stops the experiment (Maurer & Bretz 2013).
 *
 * It speaks of trainings that finish: failed runs have no value of the metric, and withhold the verdict of the primary metric instead
 * (`count-failures.ts`).
 *
 * Assumption: differences are close enough to normal; the studentised bootstrap may object. A metric of no known computation that has one value
 * in all runs of a model, such as its size, does not depend on the seed: there is no chance to test, and the values are compared.
 *
 * Source: ICH E9 (1998), 3.3.2; S. Holm, Scand. J. Statistics 6 (1979); W. Maurer and F. Bretz, Statistics in Biopharmaceutical Research 5
 * (2013); R. L. Berger, Technometrics 24 (1982).
 */
import type { Metric } from '../../config/file/normalise.ts';
import { knownMetric } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { studentTCdf } from '../../stats/distributions/student-t.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { Comparison, Guard, MeasuredComparison } from '../compare/comparison.ts';
import { decidingSplit, seedValues } from '../compare/samples.ts';
import { crossCheckNonInferiority } from './cross-check.ts';
import type { LeveledMeasurement } from './decide.ts';
import { type SharedLevel, stepDown } from './step-down.ts';

export interface GuardsRequest {
  readonly baseline?: string;
  readonly variants: readonly string[];
  readonly metrics: readonly Metric[];
  readonly alpha: number;
  /** Names of secondary metrics with a margin. */
  readonly guarded?: readonly string[] | undefined;
}

interface LookAtGuards {
  readonly records: readonly RunRecord[];
  /** Variants that are not to be settled yet. */
  readonly held: ReadonlySet<string>;
  readonly isLast: boolean;
}

export interface Guards {
  /** What each guarded measurement that is not settled has of alpha at this look, one-sided. */
  levelsOf(items: readonly LeveledMeasurement[], look: LookAtGuards): ReadonlyMap<Measurement, SharedLevel>;
  /** @param decided comparisons at this look, at the levels that `levelsOf` gave them */
  takeLook(decided: readonly MeasuredComparison[], look: LookAtGuards): void;
  /** With what is known of its guard, where it has one: as it was when the guard was settled. */
  attach(comparison: Comparison): Comparison;
  /** Variants with a guard that more pairs may still settle. @param comparisons at this look */
  undecided(comparisons: readonly Comparison[]): readonly string[];
}

export function startGuards({ baseline, variants, metrics, alpha, guarded = [] }: GuardsRequest): Guards {
  const margins = new Map(
    metrics.flatMap(({ name, margin, role }) =>
      role === 'secondary' && margin !== null && guarded.includes(name) ? [[name, margin] as const] : [],
    ),
  );
  const family = margins.size * variants.length;
  const guards = new Map<string, Guard>();
  const settled = new Map<string, MeasuredComparison>();
  const isSettled = (one: Name) => (guards.get(keyOf(one))?.status ?? 'not-shown') !== 'not-shown';
  const isUnsettled = (one: Name & Pick<Measurement, 'standardError'>) =>
    margins.has(one.metric) && !isSettled(one) && one.standardError > 0;
  // Arms that share no seed are tested once, at the end.
  const isTested = (
    { variant, pairing }: Pick<Measurement, 'variant' | 'pairing'>,
    { held, isLast }: LookAtGuards,
  ) => isLast || (pairing !== 'none' && !held.has(variant));
  let current = new Map<string, SharedLevel>();

  function levelsOf(items: readonly LeveledMeasurement[], look: LookAtGuards) {
    const tests = items
      .filter(({ measurement }) => isUnsettled(measurement))
      .map(({ measurement, levels }) => ({
        measurement,
        pValue: tailOf(measurement, -marginOf(measurement)),
        level: (share: number) => levels.difference(share) / 2,
      }));
    const shown = [...guards.values()].filter(({ status }) => status === 'shown').length;
    const tested = tests.filter(({ measurement }) => isTested(measurement, look));
    const shared = stepDown(tested, alpha, family - shown);
    const found = tests.map((test) => {
      const [alone] = stepDown([test], alpha, family - shown);
      return [test.measurement, shared[tested.indexOf(test)] ?? (alone as SharedLevel)] as const;
    });
    current = new Map(found.map(([measurement, level]) => [keyOf(measurement), level]));
    return new Map(found);
  }

  function takeLook(decided: readonly MeasuredComparison[], look: LookAtGuards): void {
    for (const name of margins.keys()) {
      for (const variant of variants) {
        const one = { variant, metric: name };
        const fixed = fixedDifference(look.records, one, { baseline: baseline ?? 'baseline', metrics });
        if (fixed !== null) guards.set(keyOf(one), judgeFixed(fixed, margins.get(name) as number));
      }
    }
    for (const comparison of decided) {
      const level = current.get(keyOf(comparison));
      if (level === undefined || !isTested(comparison, look) || isSettled(comparison)) continue;
      const guard = judgeGuard(comparison, marginOf(comparison), level);
      guards.set(keyOf(comparison), guard);
      if (guard.status !== 'not-shown') settled.set(keyOf(comparison), comparison);
    }
  }

  function marginOf({ metric }: Name): number {
    return margins.get(metric) as number;
  }

  return {
    levelsOf,
    takeLook,
    attach(comparison) {
      const margin = margins.get(comparison.metric);
      if (margin === undefined) return comparison;
      const guard = guards.get(keyOf(comparison)) ?? { ...UNTESTED, margin };
      return { ...(settled.get(keyOf(comparison)) ?? comparison), guard };
    },
    undecided(comparisons) {
      const lost = new Set(
        comparisons
          .filter(({ verdict }) => verdict === 'regression')
          .filter(isPrimary)
          .map(({ variant }) => variant),
      );
      const open = comparisons.filter(
        (one) => margins.has(one.metric) && isOpen(one) && !isSettled(one) && !lost.has(one.variant),
      );
      return [...new Set(open.map(({ variant }) => variant))];
    },
  };
}

type Name = Pick<Comparison, 'variant' | 'metric'>;

function keyOf({ variant, metric }: Name): string {
  return JSON.stringify([variant, metric]);
}

/** Without spread there is nothing that more pairs would add. */
function isOpen(comparison: Comparison): boolean {
  return comparison.difference !== null && comparison.standardError > 0;
}

function isPrimary({ role }: Comparison): boolean {
  return role === 'primary';
}

const UNTESTED = {
  status: 'not-shown',
  pValue: null,
  pValueAdjusted: null,
  significanceLevel: null,
  pairs: 0,
  reason: null,
} as const;

/** Read off the interval that is shown: shown where it lies above −margin, worse where it lies below. */
function judgeGuard(comparison: MeasuredComparison, margin: number, level: SharedLevel): Guard {
  const pValue = tailOf(comparison, -margin);
  const { pValueAdjusted, significanceLevel, localLevel } = level;
  const isAbove = pValueAdjusted <= significanceLevel;
  const reason = isAbove ? crossCheckNonInferiority(comparison, margin, localLevel) : null;
  const isBelow = 1 - pValue <= localLevel;
  const status = isAbove && reason === null ? 'shown' : isBelow ? 'worse' : 'not-shown';
  return {
    margin,
    status,
    pValue,
    pValueAdjusted,
    significanceLevel,
    pairs: comparison.baseline.n,
    reason,
  };
}

function judgeFixed(difference: number, margin: number): Guard {
  const status = difference > -margin ? 'shown' : 'worse';
  return { ...UNTESTED, margin, status, reason: 'the value does not depend on the seed' };
}

/** P of a t at least as large under a true difference of `bound`: of "the difference is at most bound". */
function tailOf(
  {
    difference,
    standardError,
    degreesOfFreedom,
  }: Pick<MeasuredComparison, 'difference' | 'standardError' | 'degreesOfFreedom'>,
  bound: number,
): number {
  return studentTCdf(-(difference - bound) / standardError, degreesOfFreedom);
}

/** Variant minus baseline, positive is better, of a metric that has one value in all runs of either; null where it varies. */
function fixedDifference(
  records: readonly RunRecord[],
  { variant, metric }: Name,
  { baseline, metrics }: { readonly baseline: string; readonly metrics: readonly Metric[] },
): number | null {
  // Equal accuracies on a few test examples are chance, however equal they are.
  const split = knownMetric(metric) === null ? decidingSplit(records, metric) : null;
  if (split === null) return null;
  const [before, after] = [baseline, variant].map((model) =>
    seedValues(records, model, metric, split).map(({ value }) => value),
  ) as [number[], number[]];
  if (before.length < 2 || after.length < 2 || !isConstant(before) || !isConstant(after)) return null;
  const sign = metrics.find(({ name }) => name === metric)?.direction === 'minimize' ? -1 : 1;
  return sign * ((after[0] as number) - (before[0] as number));
}
