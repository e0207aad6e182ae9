/**
 * Compares two arms over tasks that do not all have the same seeds: the mean of the tasks' differences, each with its own
 * standard error. What seeds that several tasks have do to all of them together widens it (shared-seeds.ts).
 */
import { mean } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import { forNewTasks, forTheseTasks, type SharedSeeds, sharedSeeds } from '../../stats/tasks/shared-seeds.ts';
import { stratifiedDifference } from '../../stats/tasks/stratified-difference.ts';
import { pairedDifference, unpairedDifference } from '../../stats/tasks/task-difference.ts';
import { type TEstimate, tTest } from '../../stats/tests/t-test.ts';
import {
  type ComparisonRequest,
  equivalence,
  identity,
  impossible,
  type Measurement,
  T_TEST_ALONE,
  TOO_LARGE,
  testOf,
} from './compare-models.ts';
import type { Comparison, ImpossibleComparison } from './comparison.ts';
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
      `${few.task} has one ${isPaired ? 'pair of runs' : 'run of a model'}, which shows no spread; add runs on ${few.task}`,
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
  readonly baselineSeeds: readonly number[];
  readonly candidateSeeds: readonly number[];
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
    baselineSeeds: (pairs ?? stratum.baseline).map(({ seed }) => seed),
    candidateSeeds: (pairs ?? stratum.candidate).map(({ seed }) => seed),
  };
}

function measure(request: ComparisonRequest, pairing: 'seed' | 'none', arms: readonly Arms[]): Measurement {
  const level = 1 - request.alpha;
  const t = estimateOf(arms, pairing, request.direction === 'maximize' ? 1 : -1, level);
  if (t.standardError === 0) throw new StatisticsError('no task has runs that vary');
  const { difference, standardError, degreesOfFreedom } = t;
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
    ...T_TEST_ALONE,
    equivalence: equivalence(request, difference, standardError, degreesOfFreedom),
    power: powerOf(request, standardError * Math.sqrt(runs), runs),
  };
}

function estimateOf(arms: readonly Arms[], pairing: 'seed' | 'none', sign: 1 | -1, level: number): TEstimate {
  const turned = (values: readonly number[]) => values.map((value) => sign * value);
  const tasks = arms.map(({ baseline, candidate }) =>
    pairing === 'none'
      ? unpairedDifference(turned(candidate), turned(baseline))
      : pairedDifference(candidate.map((value, at) => sign * (value - (baseline[at] as number)))),
  );
  const independent = stratifiedDifference(tasks);
  const shared = sharedIn(arms, pairing);
  return shared === null ? independent : forTheseTasks(independent, shared, level);
}

/**
 * Widens a test over tasks by what seeds do to all tasks together, which the spread of the tasks does not show. Tasks with one
 * run say nothing of it.
 */
export function widenBySeeds(
  request: ComparisonRequest,
  measurement: Measurement,
  strata: readonly Stratum[],
): Measurement {
  const isPaired = strata.every(({ baseline, candidate }) => pairBySeed(baseline, candidate).length > 1);
  const arms = strata.map((stratum) => armsOf(stratum, isPaired)).filter(({ runs }) => runs > 1);
  const shared = arms.length < 2 ? null : sharedIn(arms, isPaired ? 'seed' : 'none');
  if (shared === null) return measurement;
  const t = forNewTasks(measurement, shared, 1 - request.alpha);
  if (t === measurement) return measurement;
  const { difference, standardError, degreesOfFreedom } = t;
  const tasks = measurement.baseline.n;
  return {
    ...measurement,
    ...t,
    interval: { ...measurement.interval, ...tTest(t, { level: 1 - request.alpha }).interval },
    ...testOf(t, request.minEffect),
    equivalence: equivalence(request, difference, standardError, degreesOfFreedom),
    power: powerOf(request, standardError * Math.sqrt(tasks), tasks),
  };
}

/** Seeds that several tasks have may move their runs together; without pairs, those of each arm by themselves. */
function sharedIn(arms: readonly Arms[], pairing: 'seed' | 'none'): SharedSeeds | null {
  const baseline = arms.map((one) => ({ values: one.baseline, seeds: one.baselineSeeds }));
  const candidate = arms.map((one) => ({ values: one.candidate, seeds: one.candidateSeeds }));
  if (pairing === 'none') return sumOf(sharedBy(candidate), sharedBy(baseline));
  return sharedBy(
    arms.map((one) => ({
      values: one.candidate.map((value, at) => value - (one.baseline[at] as number)),
      seeds: one.candidateSeeds,
    })),
  );
}

interface Row {
  readonly values: readonly number[];
  readonly seeds: readonly number[];
}

function sharedBy(rows: readonly Row[]): SharedSeeds | null {
  const seeds = [...new Set(rows.flatMap((row) => row.seeds))];
  return sharedSeeds(rows.map((row) => seeds.map((seed) => row.values[row.seeds.indexOf(seed)] ?? null)));
}

/** Adds the variances of independent arms, with Satterthwaite's degrees of freedom. */
function sumOf(one: SharedSeeds | null, other: SharedSeeds | null): SharedSeeds | null {
  if (one === null || other === null) return one ?? other;
  const [ofOne, ofOther] = [one, other].map((arm) => arm.variance + Math.max(0, arm.covariance)) as [
    number,
    number,
  ];
  const uncertainty = ofOne ** 2 / one.degreesOfFreedom + ofOther ** 2 / other.degreesOfFreedom;
  return {
    variance: one.variance + other.variance,
    covariance: Math.max(0, one.covariance) + Math.max(0, other.covariance),
    degreesOfFreedom: uncertainty > 0 ? (ofOne + ofOther) ** 2 / uncertainty : one.degreesOfFreedom,
  };
}

/** Where each task is a pair, only more tasks help. */
export function ofTask<Paired extends Comparison>(comparison: Paired): Paired {
  const reason = comparison.reason?.replace('so add seeds', 'so add tasks') ?? null;
  return { ...comparison, pairing: 'task', reason };
}
