/**
 * Compares two arms over tasks that do not all have the same seeds: the mean of the tasks' differences, each with its own
 * standard error. Runs on different tasks count as independent.
 */
import { differenceOfMeans, isConstant, mean } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import { meanOfEstimates } from '../../stats/estimates/mean-of-estimates.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { type TEstimate, tTest } from '../../stats/tests/t-test.ts';
import { welchT } from '../../stats/tests/welch-t.ts';
import {
  type ComparisonRequest,
  equivalence,
  identity,
  impossible,
  type Measurement,
  TOO_LARGE,
  testOf,
} from './compare-models.ts';
import type { ImpossibleComparison } from './comparison.ts';
import { powerOf } from './planned-power.ts';
import { pairBySeed, type SeedValue } from './samples.ts';
import { allFinite } from './values.ts';

/** The runs of both arms on one task. */
export interface Stratum {
  readonly task: string;
  readonly baseline: readonly SeedValue[];
  readonly candidate: readonly SeedValue[];
}

export function compareStrata(
  request: ComparisonRequest,
  strata: readonly Stratum[],
): Measurement | ImpossibleComparison {
  const isPaired =
    request.isUnpaired !== true &&
    strata.every(({ baseline, candidate }) => pairBySeed(baseline, candidate).length > 0);
  const pairing = isPaired ? 'seed' : 'none';
  const arms = strata.map((stratum) => armsOf(stratum, isPaired));
  const few = arms.find(({ runs }) => runs < 2);
  if (few !== undefined)
    return impossible(
      request,
      pairing,
      `${few.task} has ${isPaired ? 'one pair of runs' : 'one run of a model'}, and so no spread to test against; every task needs two or more`,
    );
  try {
    const measured = measure(request, pairing, arms);
    return allFinite(measured) ? measured : impossible(request, pairing, TOO_LARGE);
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    return impossible(request, pairing, `it cannot be computed: ${error.message}`);
  }
}

interface Arms {
  readonly task: string;
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
  /** Pairs, or runs of the smaller arm. */
  readonly runs: number;
}

function armsOf({ task, ...stratum }: Stratum, isPaired: boolean): Arms {
  const pairs = isPaired ? pairBySeed(stratum.baseline, stratum.candidate) : null;
  const baseline = pairs?.map((pair) => pair.baseline) ?? stratum.baseline.map(({ value }) => value);
  const candidate = pairs?.map((pair) => pair.candidate) ?? stratum.candidate.map(({ value }) => value);
  return { task, baseline, candidate, runs: Math.min(baseline.length, candidate.length) };
}

function measure(request: ComparisonRequest, pairing: 'seed' | 'none', arms: readonly Arms[]): Measurement {
  const turned = (values: readonly number[]) =>
    request.direction === 'maximize' ? values : values.map((value) => -value);
  const t = meanOfEstimates(
    arms.map(({ baseline, candidate }) => estimateOf(turned(baseline), turned(candidate), pairing)),
  );
  const { difference, standardError, degreesOfFreedom } = t;
  const level = 1 - request.alpha;
  const runs = Math.min(...arms.map((arm) => arm.runs));
  const summary = (arm: 'baseline' | 'candidate') => ({
    n: arms.reduce((sum, one) => sum + one[arm].length, 0),
    mean: mean(arms.map((one) => mean(one[arm]))),
    standardDeviation: null,
  });
  return {
    ...identity(request, pairing),
    scope: 'this-test-set',
    scopeReason: null,
    testExamples: null,
    crossed: null,
    verdict: null,
    baseline: summary('baseline'),
    candidate: summary('candidate'),
    better: null,
    ...t,
    interval: { ...tTest(t, { level }).interval, method: 'stratified' },
    ...testOf(t, request.minEffect),
    studentised: null,
    stageWise: null,
    signFlip: null,
    permutation: null,
    wilcoxon: null,
    effectSize: null,
    probabilityOfImprovement: null,
    equivalence: equivalence(request, difference, standardError, degreesOfFreedom),
    power: powerOf(request, standardError * Math.sqrt(runs), runs),
  };
}

/** Tasks on which nothing varies have a standard error of 0. */
function estimateOf(
  baseline: readonly number[],
  candidate: readonly number[],
  pairing: 'seed' | 'none',
): TEstimate {
  const none = { standardError: 0, degreesOfFreedom: 1 };
  if (pairing === 'none')
    return isConstant(baseline) && isConstant(candidate)
      ? { difference: differenceOfMeans(candidate, baseline), ...none }
      : welchT(candidate, baseline);
  const differences = candidate.map((value, at) => value - (baseline[at] as number));
  if (isConstant(differences)) return { difference: mean(differences), ...none };
  const { mean: difference, standardError, degreesOfFreedom } = pairedT(differences);
  return { difference, standardError, degreesOfFreedom };
}
