/**
 * Compares two arms over tasks that do not all have the same seeds: the mean of the tasks' differences, each with its own
 * standard error. What seeds that several tasks have do to all of them together widens it (shared-seeds.ts).
 */
import { mean } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import { sharedSeeds } from '../../stats/tasks/shared-seeds.ts';
import { stratifiedDifference } from '../../stats/tasks/stratified-difference.ts';
import { pairedDifference, unpairedDifference } from '../../stats/tasks/task-difference.ts';
import { type TEstimate, tTest } from '../../stats/tests/t-test.ts';
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
  /** Of the pairs; empty without pairs. */
  readonly seeds: readonly number[];
}

function armsOf({ task, ...stratum }: Stratum, isPaired: boolean): Arms {
  const pairs = isPaired ? pairBySeed(stratum.baseline, stratum.candidate) : null;
  const baseline = pairs?.map((pair) => pair.baseline) ?? stratum.baseline.map(({ value }) => value);
  const candidate = pairs?.map((pair) => pair.candidate) ?? stratum.candidate.map(({ value }) => value);
  return {
    task,
    baseline,
    candidate,
    runs: Math.min(baseline.length, candidate.length),
    seeds: pairs?.map(({ seed }) => seed) ?? [],
  };
}

function measure(request: ComparisonRequest, pairing: 'seed' | 'none', arms: readonly Arms[]): Measurement {
  const t = estimateOf(arms, pairing, request.direction === 'maximize' ? 1 : -1);
  if (t.standardError === 0) throw new StatisticsError('no task has runs that vary');
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

/** Seeds that several tasks have may move their runs together. */
function estimateOf(arms: readonly Arms[], pairing: 'seed' | 'none', sign: 1 | -1): TEstimate {
  const turned = (values: readonly number[]) => values.map((value) => sign * value);
  if (pairing === 'none')
    return stratifiedDifference(
      arms.map(({ baseline, candidate }) => unpairedDifference(turned(candidate), turned(baseline))),
    );
  const differences = arms.map(({ baseline, candidate }) =>
    candidate.map((value, at) => sign * (value - (baseline[at] as number))),
  );
  const seeds = [...new Set(arms.flatMap((one) => one.seeds))];
  const shared = sharedSeeds(
    arms.map((one, task) => seeds.map((seed) => differences[task]?.[one.seeds.indexOf(seed)] ?? null)),
  );
  return stratifiedDifference(differences.map(pairedDifference), shared ?? undefined);
}
