/**
 * Guards: secondary metrics that may not get worse by more than their margin, `gate: { metrics: { latency_ms: no-worse } }`.
 *
 * What: for each variant and guarded metric one one-sided t test of "worse by the margin or more" (non-inferiority). It has to be rejected
 * for the gate to pass, so absence of evidence fails it.
 *
 * Error: the tests share alpha by Holm's step-down procedure, one-sided and apart from the alpha of the primary metrics. So the chance that anything at all is called "not worse" which is worse by its margin is at most alpha. The gate passes
 * only where every guard is shown, which takes luck on just the one that is worse: the chance that it passes a change that is worse by the margin
 * on a guarded metric is at most alpha as well, however many guards there are (intersection–union; Berger 1982). No gatekeeping after
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
import type { Comparison, Guard, MeasuredComparison } from '../compare/comparison.ts';
import { decidingSplit, seedValues } from '../compare/samples.ts';
import { crossCheckNonInferiority } from './cross-check.ts';
import type { Levels } from './levels.ts';
import { stepDown } from './step-down.ts';

export interface GuardsRequest {
  readonly baseline?: string;
  readonly variants: readonly string[];
  readonly metrics: readonly Metric[];
  readonly alpha: number;
  /** Names of secondary metrics with a margin. */
  readonly guarded?: readonly string[] | undefined;
}

interface Measured {
  readonly comparison: MeasuredComparison;
  readonly levels: Levels;
}

export interface Guards {
  /** @param measured every comparison that has numbers at this look, with its levels there */
  takeLook(measured: readonly Measured[], records: readonly RunRecord[], isLast: boolean): void;
  /** With what is known of its guard, where it has one. */
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
  const isSettled = (one: Name) => (guards.get(keyOf(one))?.status ?? 'not-shown') !== 'not-shown';

  function takeLook(measured: readonly Measured[], records: readonly RunRecord[], isLast: boolean): void {
    if (family === 0) return;
    for (const name of margins.keys()) {
      for (const variant of variants) {
        const one = { variant, metric: name };
        const fixed = fixedDifference(records, one, { baseline: baseline ?? 'baseline', metrics });
        if (fixed !== null) guards.set(keyOf(one), judgeFixed(fixed, margins.get(name) as number));
      }
    }
    const open = measured.filter(
      ({ comparison }) =>
        margins.has(comparison.metric) &&
        !isSettled(comparison) &&
        comparison.standardError > 0 &&
        // Arms that share no seed are tested once, at the end.
        (isLast || comparison.pairing !== 'none'),
    );
    const shown = [...guards.values()].filter(({ status }) => status === 'shown').length;
    const tests = open.map(({ comparison, levels }) => ({
      pValue: tailOf(comparison, -marginOf(comparison)),
      level: (share: number) => levels.oneSided(share),
    }));
    const shared = stepDown(tests, alpha, family - shown);
    for (const [index, { comparison, levels }] of open.entries()) {
      const [test, level] = [tests[index], shared[index]];
      if (test === undefined || level === undefined) continue;
      const { significanceLevel, pValueAdjusted, localLevel } = level;
      const objection =
        pValueAdjusted > significanceLevel
          ? null
          : crossCheckNonInferiority(comparison, marginOf(comparison), localLevel);
      const isShown = pValueAdjusted <= significanceLevel && objection === null;
      const isWorse = 1 - test.pValue <= levels.oneSided(alpha / family);
      guards.set(keyOf(comparison), {
        margin: marginOf(comparison),
        status: isShown ? 'shown' : isWorse ? 'worse' : 'not-shown',
        pValue: test.pValue,
        pValueAdjusted,
        significanceLevel,
        pairs: comparison.baseline.n,
        reason: objection,
      });
    }
  }

  function marginOf({ metric }: Name): number {
    return margins.get(metric) as number;
  }

  return {
    takeLook,
    attach(comparison) {
      const margin = margins.get(comparison.metric);
      if (margin === undefined) return comparison;
      return { ...comparison, guard: guards.get(keyOf(comparison)) ?? { ...UNTESTED, margin } };
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

function judgeFixed(difference: number, margin: number): Guard {
  const status = difference > -margin ? 'shown' : 'worse';
  return { ...UNTESTED, margin, status, reason: 'the value does not depend on the seed' };
}

/** P of a t at least as large under a true difference of `bound`: of "the difference is at most bound". */
function tailOf({ difference, standardError, degreesOfFreedom }: MeasuredComparison, bound: number): number {
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
