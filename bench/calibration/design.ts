/**
 * Decides with the functions of `startAnalysis`, some two hundred times faster, by computing only what a verdict needs.
 * test/bench/calibration.long.test.ts compares both.
 */
import type { Measurement } from '../../src/analysis/compare/compare-models.ts';
import type { MeasuredComparison } from '../../src/analysis/compare/comparison.ts';
import { decideAll } from '../../src/analysis/decide/decide.ts';
import { chanceByLastLook, FUTILITY } from '../../src/analysis/decide/futility.ts';
import { type Levels, SINGLE_LOOK, sequentialLevels } from '../../src/analysis/decide/levels.ts';
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import { standardDeviation } from '../../src/stats/describe.ts';
import { pairedT } from '../../src/stats/tests/paired-t.ts';
import { twoOneSidedTests } from '../../src/stats/tests/tost.ts';
import type { Outcome } from './outcome.ts';
import { decideWithRecords } from './records.ts';
import { ALPHA, METRIC, type ResampledChecks, type Sample, VARIANT } from './sample.ts';
import { PAIRS } from './worlds.ts';

export interface Design {
  readonly looks: readonly number[];
  /** @param counts pairs at the looks so far */
  levels(counts: readonly number[]): Levels;
  /** The experiment ends if the chance of a verdict is below this. */
  readonly futility: number;
  /** Cross-checks that may withhold a verdict. */
  readonly crossChecks: ((sample: Sample, seeds: number) => ResampledChecks) | null;
}

const LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));

export const DEFAULT: Design = {
  looks: LOOKS,
  levels: (counts) => sequentialLevels(counts, LOOKS),
  futility: FUTILITY,
  crossChecks: (sample, seeds) => sample.checks(seeds),
};

export function fixedDesign(pairs: number): Design {
  return { ...DEFAULT, looks: [pairs], levels: (counts) => sequentialLevels(counts, [pairs]), futility: 0 };
}

export const FIXED = fixedDesign(PAIRS);

/** @param margin in the metric's unit */
export function decideByLooks(sample: Sample, design: Design, margin: number | null): Outcome {
  const { looks } = design;
  const counts: number[] = [];
  for (const [look, seeds] of looks.entries()) {
    const differences = sample.differences(seeds);
    if (!isOrdinary(differences)) return decideWithRecords(sample, looks, margin);
    // As in the analysis, the boundary stays the last one without a new pair.
    if (differences.length > (counts.at(-1) ?? 0)) counts.push(differences.length);
    const measurement = measure(differences, margin);
    const levels = onlyWhereNeeded(design.levels(counts), measurement);
    const { crossChecks } = design;
    const decided = decideLook(measurement, levels, crossChecks && (() => crossChecks(sample, seeds)));
    const comparison = countFailures(decided, sample, seeds, margin);
    const { verdict } = comparison;
    const isLast = look === looks.length - 1;
    if (isLast || verdict !== 'inconclusive' || isFutile(comparison, design)) return { verdict, seeds };
  }
  throw new Error(`${sample.experiment}: a design requires at least one look`);
}

/** The full analysis covers too few pairs and equal differences. */
function isOrdinary(differences: readonly number[]): boolean {
  return differences.length >= 2 && standardDeviation(differences) > 1e-6;
}

/** Cross-checks only withhold verdicts, so they run only for one. */
function decideLook(
  measurement: Measurement,
  levels: Levels,
  checks: (() => ResampledChecks) | null,
): MeasuredComparison {
  const decide = (item: Measurement): MeasuredComparison =>
    decideAll([{ measurement: item, levels }], ALPHA, 1)[0] as MeasuredComparison;
  const comparison = decide(measurement);
  return comparison.verdict !== 'inconclusive' && checks !== null
    ? decide({ ...measurement, ...checks() })
    : comparison;
}

/** Follows analysis/decide/count-failures.ts: a pair with one failed run is the worst of all. */
function countFailures(
  comparison: MeasuredComparison,
  { arms, differences }: Sample,
  seeds: number,
  margin: number | null,
): MeasuredComparison {
  if (comparison.verdict === 'inconclusive') return comparison;
  const finished = differences(seeds);
  const distance = Math.max(...finished.map(Math.abs));
  const failed = arms.baseline.slice(0, seeds).flatMap((baseline, seed) => {
    const candidate = arms.candidate[seed] ?? null;
    if ((baseline === null) === (candidate === null)) return [];
    return [candidate === null ? -distance : distance];
  });
  if (failed.length === 0) return comparison;
  const { localLevel } = comparison;
  const levels: Levels = { ...SINGLE_LOOK, difference: () => localLevel };
  const { verdict } = decideLook(measure([...finished, ...failed], margin), levels, null);
  return verdict === comparison.verdict ? comparison : { ...comparison, verdict: 'inconclusive' };
}

function isFutile(comparison: MeasuredComparison, { looks, levels, futility }: Design): boolean {
  const last = levels(looks);
  const chance = chanceByLastLook(comparison, {
    pairs: looks.at(-1) ?? 0,
    level: last.difference(ALPHA),
  });
  return chance < futility;
}

/** Skips boundaries for p-values that no look's level can reach; with failed runs, one takes a fifth of a second. */
function onlyWhereNeeded(levels: Levels, { pValue, equivalence }: Measurement): Levels {
  return {
    ...levels,
    difference: (alpha) =>
      pValue > alpha && (equivalence?.pValue ?? 1) > alpha / 2 ? alpha : levels.difference(alpha),
  };
}

export function measure(differences: readonly number[], margin: number | null): Measurement {
  const { mean, standardError, degreesOfFreedom, statistic, pValue, interval } = pairedT(differences);
  const bounds =
    margin === null
      ? null
      : twoOneSidedTests({ difference: mean, standardError, degreesOfFreedom, margin, alpha: ALPHA });
  const arm = { n: differences.length, mean: 0, standardDeviation: null };
  return {
    variant: VARIANT,
    metric: METRIC,
    role: 'primary',
    pairing: 'seed',
    scope: 'this-test-set',
    scopeReason: null,
    testExamples: null,
    crossed: null,
    verdict: null,
    baseline: arm,
    candidate: arm,
    better: null,
    difference: mean,
    standardError,
    degreesOfFreedom,
    statistic,
    pValue,
    interval: { ...interval, method: 'student-t' },
    equivalence: bounds && {
      margin: bounds.margin,
      pValue: bounds.pValue,
      pValueAdjusted: null,
      significanceLevel: ALPHA,
      localLevel: ALPHA,
    },
    signFlip: null,
    studentised: null,
    permutation: null,
    stageWise: null,
    wilcoxon: null,
    effectSize: null,
    probabilityOfImprovement: { level: 0.95, value: 0.5, low: 0, high: 1 },
    power: { minimumDetectableDifference: 0, pairsForMargin: null },
  };
}
