/**
 * Compares a variant with the baseline on one metric for new seeds and new test examples. Of the seeds alone, only what may
 * object is kept (seeds-alone.ts); sign flips, Wilcoxon and P(better) answer another question.
 */
import {
  type CrossedEstimate,
  crossedEquivalence,
  crossedTest,
  mirrored,
} from '../../stats/crossed/crossed-test.ts';
import { examplesNeeded, seedsNeeded } from '../../stats/crossed/planning.ts';
import { detectableNoncentrality } from '../../stats/power/power.ts';
import { canonicalPairs } from './canonical.ts';
import { type ComparisonRequest, identity, type Measurement, testOf } from './compare-models.ts';
import type { CrossedSample } from './compared-examples.ts';
import { shiftOf } from './least-effect.ts';
import { PLANNED_POWER } from './planned-power.ts';
import { pairBySeed } from './samples.ts';
import { SILENT, seedsAlone } from './seeds-alone.ts';
import { countBetter, summarise } from './values.ts';

/** @returns null where nothing varies, so that there is nothing to test */
export function compareCrossed(request: ComparisonRequest, sample: CrossedSample): Measurement | null {
  const { estimate, areRepeats = false, clusters, midPValue, swap } = sample;
  if (estimate.standardError === 0) return null;
  const { direction, alpha, margin, plannedLevel } = request;
  const sign = direction === 'maximize' ? 1 : -1;
  const pairs = request.isUnpaired ? [] : pairBySeed(request.baseline, request.candidate);
  const isPaired = pairs.length > 0;
  const baseline = isPaired ? pairs.map((pair) => pair.baseline) : request.baseline.map(({ value }) => value);
  const candidate = isPaired
    ? pairs.map((pair) => pair.candidate)
    : request.candidate.map(({ value }) => value);
  const before = summarise(baseline);
  const after = summarise(candidate);
  const turned: CrossedEstimate = {
    ...(sign > 0 ? estimate : mirrored(estimate)),
    difference: sign * (after.mean - before.mean),
  };
  const { components, seeds, examples, difference, standardError, degreesOfFreedom, skewness } = turned;
  const { interval } = crossedTest(turned, { level: 1 - alpha });
  const { minEffect } = request;
  const hasEffect = minEffect !== undefined && minEffect > 0;
  const shift = shiftOf(difference, minEffect);
  const { skewCorrectedPValue } = crossedTest({ ...turned, difference: difference - shift });
  const tested = testOf(turned, minEffect);
  const equivalence = margin === null ? null : crossedEquivalence(turned, { margin, alpha });
  const { seedsPValue, seedsEquivalencePValue, unsteady, ...drawn } = areRepeats
    ? SILENT
    : seedsAlone(request, pairs, {
        skewness: Math.sign(difference) * turned.seedSkewness,
        shift,
        mayDecide: Math.min(tested.pValue, equivalence?.pValue ?? 1) <= alpha,
      });
  const plan = { components, areRepeats, seeds, alpha: plannedLevel, power: PLANNED_POWER };
  return {
    ...identity(request, isPaired ? 'seed' : 'none'),
    scope: Math.min(before.n, after.n) === 1 ? 'these-models' : 'new-examples',
    scopeReason: null,
    testExamples: request.examples?.testExamples ?? null,
    crossed: {
      clusters,
      exampleShare: Math.min(1, components.example / examples / standardError ** 2),
      components,
      skewness,
      skewCorrectedPValue,
      skewCorrectedEquivalencePValue: equivalence?.skewCorrectedPValue ?? null,
      seedsPValue,
      seedsEquivalencePValue,
      unsteady,
      // It tests no other difference than zero.
      midPValue: shift === 0 ? midPValue : null,
      ...(swap === null ? {} : { swap }),
      examplesNeeded: margin === null || hasEffect ? null : examplesNeeded({ ...plan, difference: margin }),
    },
    verdict: null,
    baseline: before,
    candidate: after,
    better: pairs.length > 1 ? countBetter(canonicalPairs(pairs, direction).differences) : null,
    difference,
    standardError,
    degreesOfFreedom,
    ...tested,
    interval: { ...interval, method: 'crossed' },
    ...drawn,
    stageWise: null,
    signFlip: null,
    permutation: null,
    wilcoxon: null,
    equivalence: equivalence && {
      margin: equivalence.margin,
      pValue: equivalence.pValue,
      pValueAdjusted: null,
      significanceLevel: alpha,
      localLevel: alpha,
    },
    effectSize: null,
    probabilityOfImprovement: null,
    power: {
      minimumDetectableDifference:
        (minEffect ?? 0) +
        detectableNoncentrality(degreesOfFreedom, plannedLevel, PLANNED_POWER) * standardError,
      pairsForMargin:
        margin === null || hasEffect ? null : seedsNeeded({ ...plan, examples, difference: margin }),
    },
  };
}
