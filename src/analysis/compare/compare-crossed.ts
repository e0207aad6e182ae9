/**
 * Compares a variant with the baseline on one metric for new seeds and new test examples. Statistics of the seeds alone (sign
 * flips, bootstraps, Wilcoxon, P(better)) answer another question and are left out.
 */
import { type CrossedEstimate, crossedEquivalence, crossedTest } from '../../stats/crossed/crossed-test.ts';
import { examplesNeeded, seedsNeeded } from '../../stats/crossed/planning.ts';
import { isConstant } from '../../stats/describe.ts';
import { detectableNoncentrality } from '../../stats/power/power.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { canonicalPairs } from './canonical.ts';
import { type ComparisonRequest, identity, type Measurement, testOf } from './compare-models.ts';
import type { CrossedSample } from './compared-examples.ts';
import { shiftOf } from './least-effect.ts';
import { PLANNED_POWER } from './planned-power.ts';
import { pairBySeed } from './samples.ts';
import { countBetter, summarise } from './values.ts';

/** @returns null where nothing varies, so that there is nothing to test */
export function compareCrossed(request: ComparisonRequest, sample: CrossedSample): Measurement | null {
  const { estimate, clusters, midPValue, swap } = sample;
  if (estimate.standardError === 0) return null;
  const { direction, alpha, margin, plannedLevel } = request;
  const sign = direction === 'maximize' ? 1 : -1;
  const pairs = pairBySeed(request.baseline, request.candidate);
  const isPaired = pairs.length > 0;
  const baseline = isPaired ? pairs.map((pair) => pair.baseline) : request.baseline.map(({ value }) => value);
  const candidate = isPaired
    ? pairs.map((pair) => pair.candidate)
    : request.candidate.map(({ value }) => value);
  const { differences } = canonicalPairs(pairs, direction);
  const before = summarise(baseline);
  const after = summarise(candidate);
  const turned: CrossedEstimate = {
    ...estimate,
    difference: sign * (after.mean - before.mean),
    skewness: sign * estimate.skewness,
  };
  const { components, seeds, examples, difference, standardError, degreesOfFreedom, skewness } = turned;
  const { interval } = crossedTest(turned, { level: 1 - alpha });
  const { minEffect = 0 } = request;
  const shift = shiftOf(difference, minEffect);
  const { skewCorrectedPValue } = crossedTest({ ...turned, difference: difference - shift });
  const apart = differences.map((one) => one - shift);
  const equivalence = margin === null ? null : crossedEquivalence(turned, { margin, alpha });
  const plan = { components, seeds, alpha: plannedLevel, power: PLANNED_POWER };
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
      seedsPValue: differences.length < 2 || isConstant(differences) ? null : pairedT(apart).pValue,
      // It tests no other difference than zero.
      midPValue: shift === 0 ? midPValue : null,
      ...(swap === null ? {} : { swap }),
      examplesNeeded:
        margin === null || minEffect > 0 ? null : examplesNeeded({ ...plan, difference: margin }),
    },
    verdict: null,
    baseline: before,
    candidate: after,
    better: differences.length > 1 ? countBetter(differences) : null,
    difference,
    standardError,
    degreesOfFreedom,
    ...testOf(turned, request.minEffect),
    interval: { ...interval, method: 'crossed' },
    studentised: null,
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
        minEffect + detectableNoncentrality(degreesOfFreedom, plannedLevel, PLANNED_POWER) * standardError,
      pairsForMargin:
        margin === null || minEffect > 0 ? null : seedsNeeded({ ...plan, examples, difference: margin }),
    },
  };
}
