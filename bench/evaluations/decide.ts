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
import { type Clusters, findClusters } from '../../src/stats/crossed/clusters.ts';
import { subtractRows } from '../../src/stats/crossed/contributions.ts';
import {
  type CrossedEstimate,
  crossedEquivalence,
  crossedTest,
} from '../../src/stats/crossed/crossed-test.ts';
import { informationAt } from '../../src/stats/crossed/looks.ts';
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
  /** Repeats at each look; null: one look at all of them, as `compare` takes it. */
  readonly looks: readonly number[] | null;
  readonly margin?: number | null;
}

export const looksOf = (min: number, max: number) => planLooks({ kind: 'sequential', min, max });

export function decide(sample: Sample, { looks, margin = null }: Question): Outcome {
  const { arms } = sample;
  const cases = arms[0][0]?.length ?? 0;
  const clusters = clustersOf(sample);
  const table = new PairTable();
  const counts: number[] = [];
  const planned = looks ?? [arms[0].length];
  const last = planned.at(-1) ?? 0;
  for (const repeats of planned) {
    for (let at = table.rows; at < repeats; at++) {
      const [before, after] = [arms[0][at], arms[1][at]] as [Float64Array, Float64Array];
      table.add(at, subtractRows(after, before), clusters);
    }
    counts.push(repeats);
    const estimate = table.estimate();
    const { components, standardError } = estimate;
    // Without spread, nothing is decided.
    if (standardError === 0) continue;
    const units = clusters?.count ?? cases;
    const levels =
      looks === null ? SINGLE_LOOK : crossedLevels(counts, looks, { components, examples: units });
    const verdictAt = verdictOf(estimate, margin, () =>
      judge(requestOf(sample, repeats, margin), sampleOf(table, clusters), levels),
    );
    if (
      repeats < last &&
      verdictAt.verdict === 'inconclusive' &&
      !isFutile(estimate, levels, { repeats, last, margin })
    )
      continue;
    return { ...verdictAt, repeats };
  }
  return { verdict: 'inconclusive', isNoWorse: false, repeats: last };
}

type Verdict = Pick<Outcome, 'verdict' | 'isNoWorse'>;

/** The whole comparison is made only for a p-value that some level could accept. */
function verdictOf(estimate: CrossedEstimate, margin: number | null, whole: () => Verdict): Verdict {
  const mayBe =
    crossedTest(estimate).pValue <= ALPHA ||
    (margin !== null &&
      (tailOf(estimate, -margin) <= ALPHA ||
        crossedEquivalence(estimate, { margin, alpha: ALPHA }).pValue <= ALPHA));
  return mayBe ? whole() : { verdict: 'inconclusive', isNoWorse: false };
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

/** As in src/analysis/examples/crossed-rows.ts. */
export function sampleOf(table: PairTable, clusters: Clusters | null): CrossedSample {
  const midPValue = clusters === null ? table.midPValue() : null;
  return { estimate: table.estimate(), clusters: clusters?.count ?? null, midPValue, swap: null };
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

export function clustersOf({ groups }: Sample): Clusters | null {
  return groups === null ? null : findClusters(groups);
}

export function meanOf(row: Float64Array): number {
  return row.reduce((sum, value) => sum + value, 0) / row.length;
}
