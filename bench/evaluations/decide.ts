/**
 * Decides an evaluation with the functions of `startAnalysis`, but computes only what a verdict needs.
 * test/bench/evaluations.test.ts compares both.
 */
import { compareCrossed } from '../../src/analysis/compare/compare-crossed.ts';
import type { ComparisonRequest } from '../../src/analysis/compare/compare-models.ts';
import type { CrossedSample } from '../../src/analysis/compare/compared-examples.ts';
import type { Comparison, MeasuredComparison } from '../../src/analysis/compare/comparison.ts';
import { crossCheckNonInferiority } from '../../src/analysis/decide/cross-check.ts';
import { decideAll } from '../../src/analysis/decide/decide.ts';
import { FUTILITY } from '../../src/analysis/decide/futility.ts';
import { tailOf } from '../../src/analysis/decide/guards.ts';
import { crossedLevels, type Levels, SINGLE_LOOK } from '../../src/analysis/decide/levels.ts';
import { PairTable } from '../../src/analysis/examples/pair-table.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import { findClusters } from '../../src/stats/crossed/clusters.ts';
import type { CrossedEstimate } from '../../src/stats/crossed/crossed-test.ts';
import { informationAt } from '../../src/stats/crossed/looks.ts';
import { studentTCdf } from '../../src/stats/distributions/student-t.ts';
import { chanceOfVerdict } from '../../src/stats/sequential/futility.ts';
import type { Sample } from './worlds.ts';

export const ALPHA = 0.05;

export interface Outcome {
  readonly verdict: Comparison['verdict'];
  /** Whether a guard with the margin is shown at the last look. */
  readonly isNoWorse: boolean;
  readonly repeats: number;
}

export interface Question {
  /** Repeats at each look; a single one is judged as `compare` does, with all of alpha. */
  readonly looks: readonly number[];
  readonly margin?: number | null;
}

export const looksOf = (min: number, max: number) => planLooks({ kind: 'sequential', min, max });

/** The repeats may be more than the design looks at. */
export function decide(sample: Sample, { looks, margin = null }: Question): Outcome {
  const counts: number[] = [];
  const last = looks.at(-1) ?? 0;
  for (const repeats of looks) {
    counts.push(repeats);
    const crossed = crossedAt(sample, repeats);
    const { components, standardError, examples } = crossed.estimate;
    // Without spread, nothing is decided.
    if (standardError === 0) continue;
    const levels = looks.length === 1 ? SINGLE_LOOK : crossedLevels(counts, looks, { components, examples });
    const verdict = verdictOf(crossed.estimate, margin, levels, () =>
      judge(requestOf(sample, repeats, margin), crossed, levels),
    );
    const isOpen = repeats < last && verdict.verdict === 'inconclusive';
    if (isOpen && !isFutile(crossed.estimate, levels, { repeats, last, margin })) continue;
    return { ...verdict, repeats };
  }
  return { verdict: 'inconclusive', isNoWorse: false, repeats: last };
}

type Verdict = Pick<Outcome, 'verdict' | 'isNoWorse'>;

/** The whole comparison is made only where one of its p-values reaches its level. */
function verdictOf(
  { difference, standardError, degreesOfFreedom }: CrossedEstimate,
  margin: number | null,
  levels: Levels,
  whole: () => Verdict,
): Verdict {
  const level = levels.difference(ALPHA);
  const above = (bound: number) => studentTCdf(-(difference - bound) / standardError, degreesOfFreedom);
  const isDifferent = 2 * Math.min(above(0), 1 - above(0)) <= level * (1 + 1e-9);
  const isAbove = margin !== null && above(-margin) <= (level / 2) * (1 + 1e-9);
  // Equivalence needs this side, too.
  return isDifferent || isAbove ? whole() : { verdict: 'inconclusive', isNoWorse: false };
}

export function judge(request: ComparisonRequest, sample: CrossedSample, levels: Levels): Verdict {
  const measurement = compareCrossed(request, sample);
  if (measurement === null) throw new Error('an estimate with a spread was not compared');
  const [comparison] = decideAll([{ measurement, levels }], ALPHA, 1) as [MeasuredComparison];
  const { margin } = request;
  const level = levels.difference(ALPHA) / 2;
  const isNoWorse =
    margin !== null &&
    tailOf(comparison, -margin) <= level &&
    crossCheckNonInferiority(comparison, margin, level) === null;
  return { verdict: comparison.verdict, isNoWorse };
}

const seen = new WeakMap<Sample, { readonly table: PairTable; readonly at: Map<number, CrossedSample> }>();

/** As in src/analysis/examples/crossed-rows.ts. Designs that see the same answers share the sums. */
export function crossedAt(sample: Sample, repeats: number): CrossedSample {
  const { table, at } = seen.get(sample) ?? { table: new PairTable('repeat'), at: new Map() };
  seen.set(sample, { table, at });
  const found = at.get(repeats);
  if (found !== undefined) return found;
  const { arms, groups } = sample;
  const clusters = groups === null ? null : findClusters(groups);
  for (let seed = table.rows; seed < repeats; seed++) {
    const [before, after] = [arms[0][seed], arms[1][seed]] as [Float64Array, Float64Array];
    table.add(seed, before, after, clusters);
  }
  const midPValue = clusters === null ? table.midPValue() : null;
  const crossed = {
    ...{ estimate: table.estimate(), areRepeats: true },
    ...{ clusters: clusters?.count ?? null, midPValue, swap: null },
  };
  at.set(repeats, crossed);
  return crossed;
}

/** As in src/analysis/decide/crossed-looks.ts. */
function isFutile(
  estimate: CrossedEstimate,
  { crossed }: Levels,
  { repeats, last, margin }: { repeats: number; last: number; margin: number | null },
): boolean {
  const level = crossed?.looks(ALPHA).at(-1)?.significanceLevel ?? ALPHA;
  const chance = chanceOfVerdict(estimate, {
    information: 1 / informationAt(repeats, last, crossed?.exampleShare ?? 0),
    level,
    equivalence: margin === null ? null : { margin, level: level / 2 },
  });
  return chance < FUTILITY;
}

export function requestOf({ arms }: Sample, repeats: number, margin: number | null): ComparisonRequest {
  const valuesOf = (arm: readonly Float64Array[]) =>
    arm.slice(0, repeats).map((row, at) => ({ seed: at + 1, value: meanOf(row) }));
  return {
    ...{ variant: 'variant', metric: 'score', role: 'primary', direction: 'maximize' },
    ...{ margin, alpha: ALPHA, plannedLevel: ALPHA },
    ...{ baseline: valuesOf(arms[0]), candidate: valuesOf(arms[1]) },
  };
}

export function meanOf(row: Float64Array): number {
  return row.reduce((sum, value) => sum + value, 0) / row.length;
}
