/**
 * Guards: secondary metrics that must not get worse by more than their margin, `gate: { metrics: { latency_ms: no-worse } }`
 * or `claim: faster, no worse`.
 *
 * Each is a one-sided t test of "worse by the margin or more" (non-inferiority). The gate passes only if it is rejected, so
 * absence of evidence fails it. It is rejected exactly where the whole interval shown lies above −margin.
 *
 * A variant passes only if its improvement and all of its guards are shown, so each part has the variant's whole level, one
 * half of alpha / variants, and no correction for the number of parts is needed (intersection–union): the chance that any
 * variant that is worse by the margin on a guarded metric passes is at most alpha / 2. Each guard spends its share over the
 * looks, and is settled when shown, or shown worse by more than the margin; until then its variant is trained on, unless a
 * primary metric got worse.
 *
 * A metric without a known computation and with one value in all runs of a model, such as its size, does not depend on the
 * seed, so the values are compared without a test.
 *
 * Source: ICH E9 (1998), 3.3.2; R. L. Berger, Technometrics 24 (1982).
 */
import type { Metric } from '../../config/file/normalise.ts';
import { knownMetric } from '../../config/known-metrics.ts';
import type { RunRecord } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { studentTCdf } from '../../stats/distributions/student-t.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import type { Measurement } from '../compare/compare-models.ts';
import type { Comparison, Guard, MeasuredComparison } from '../compare/comparison.ts';
import { decidingSplit, seedValues } from '../compare/samples.ts';
import { crossCheckNonInferiority } from './cross-check.ts';
import type { LeveledMeasurement } from './decide.ts';
import { equalShare, type SharedLevel } from './equal-share.ts';

export interface GuardsRequest {
  readonly baseline?: string;
  readonly variants: readonly string[];
  readonly metrics: readonly Metric[];
  readonly alpha: number;
  /** Names of secondary metrics with a margin. */
  readonly guarded?: readonly string[] | undefined;
  readonly unit?: 'repeat' | undefined;
}

interface LookAtGuards {
  readonly records: readonly RunRecord[];
  /** Variants that must not be settled yet. */
  readonly held: ReadonlySet<string>;
  readonly isLast: boolean;
}

export interface Guards {
  /** One-sided, for guarded measurements that are not settled. */
  levelsOf(items: readonly LeveledMeasurement[]): ReadonlyMap<Measurement, SharedLevel>;
  /** @param decided at the levels of `levelsOf` */
  takeLook(decided: readonly MeasuredComparison[], look: LookAtGuards): void;
  /** Adds the guard's result, as it was when settled, to a guarded comparison. */
  attach(comparison: Comparison): Comparison;
  /** Variants with a guard that more pairs may still settle. */
  undecided(comparisons: readonly Comparison[]): readonly string[];
}

export function startGuards({
  baseline,
  variants,
  metrics,
  alpha,
  guarded = [],
  unit,
}: GuardsRequest): Guards {
  const words = wordsOf({ unit });
  const margins = new Map(
    metrics.flatMap(({ name, margin, role }) =>
      role === 'secondary' && margin !== null && guarded.includes(name) ? [[name, margin] as const] : [],
    ),
  );
  const guards = new Map<string, Guard>();
  const settled = new Map<string, MeasuredComparison>();
  const isSettled = (one: Name) => (guards.get(keyOf(one))?.status ?? 'not-shown') !== 'not-shown';
  const isUnsettled = (one: Name & Pick<Measurement, 'standardError'>) =>
    margins.has(one.metric) && !isSettled(one) && one.standardError > 0;
  // Arms without a shared seed are tested once, at the end.
  const isTested = (
    { variant, pairing }: Pick<Measurement, 'variant' | 'pairing'>,
    { held, isLast }: LookAtGuards,
  ) => isLast || (pairing !== 'none' && !held.has(variant));
  let current = new Map<string, SharedLevel>();

  function levelsOf(items: readonly LeveledMeasurement[]) {
    const found = items
      .filter(({ measurement }) => isUnsettled(measurement))
      .map(({ measurement, levels }) => {
        const test = {
          pValue: tailOf(measurement, -marginOf(measurement)),
          level: (share: number) => levels.difference(share) / 2,
        };
        return [measurement, equalShare(test, alpha, variants.length)] as const;
      });
    current = new Map(found.map(([measurement, level]) => [keyOf(measurement), level]));
    return new Map(found);
  }

  function takeLook(decided: readonly MeasuredComparison[], look: LookAtGuards): void {
    for (const name of margins.keys()) {
      for (const variant of variants) {
        const one = { variant, metric: name };
        const fixed = fixedDifference(look.records, one, { baseline: baseline ?? 'baseline', metrics });
        if (fixed !== null) guards.set(keyOf(one), judgeFixed(fixed, margins.get(name) as number, words));
      }
    }
    for (const comparison of decided) {
      const level = current.get(keyOf(comparison));
      if (level === undefined || !isTested(comparison, look) || isSettled(comparison)) continue;
      const guard = judgeGuard(comparison, marginOf(comparison), level, words);
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

/** Shown if the interval lies above −margin, worse if it lies below. */
function judgeGuard(
  comparison: MeasuredComparison,
  margin: number,
  level: SharedLevel,
  words: UnitWords,
): Guard {
  const pValue = tailOf(comparison, -margin);
  const { pValueAdjusted, significanceLevel, localLevel } = level;
  const isAbove = pValueAdjusted <= significanceLevel;
  const reason = isAbove ? crossCheckNonInferiority(comparison, margin, localLevel, words) : null;
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

function judgeFixed(difference: number, margin: number, { seed }: UnitWords): Guard {
  const status = difference > -margin ? 'shown' : 'worse';
  return { ...UNTESTED, margin, status, reason: `the value does not depend on the ${seed}` };
}

/** P-value of "the difference is at most bound". */
export function tailOf(
  {
    difference,
    standardError,
    degreesOfFreedom,
  }: Pick<MeasuredComparison, 'difference' | 'standardError' | 'degreesOfFreedom'>,
  bound: number,
): number {
  return studentTCdf(-(difference - bound) / standardError, degreesOfFreedom);
}

/** Positive is better; null where the metric varies within an arm. */
function fixedDifference(
  records: readonly RunRecord[],
  { variant, metric }: Name,
  { baseline, metrics }: { readonly baseline: string; readonly metrics: readonly Metric[] },
): number | null {
  // Equal accuracies on a few test examples are chance, however equal they are.
  const split = knownMetric(metric) === null ? decidingSplit(records, metric) : null;
  if (split === null) return null;
  const valuesOf = (model: string) => seedValues(records, model, metric, split).map(({ value }) => value);
  const before = valuesOf(baseline);
  const after = valuesOf(variant);
  if (before.length < 2 || after.length < 2 || !isConstant(before) || !isConstant(after)) return null;
  const sign = metrics.find(({ name }) => name === metric)?.direction === 'minimize' ? -1 : 1;
  return sign * ((after[0] as number) - (before[0] as number));
}
