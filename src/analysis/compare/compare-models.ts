/** One variant against the baseline on one metric: every number of the comparison, and no verdict yet. */
import { standardDeviation } from '../../stats/describe.ts';
import { StatisticsError } from '../../stats/error.ts';
import { hedgesG, hedgesGPaired } from '../../stats/estimates/hedges-g.ts';
import { probabilityOfImprovement } from '../../stats/estimates/probability-of-improvement.ts';
import { createRandom } from '../../stats/random.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import { twoOneSidedTests } from '../../stats/tests/tost.ts';
import { twoSamplePermutation } from '../../stats/tests/two-sample-permutation.ts';
import { welchT } from '../../stats/tests/welch-t.ts';
import { wilcoxonSignedRank } from '../../stats/tests/wilcoxon.ts';
import type { ComparedExamples } from './compared-examples.ts';
import type { ImpossibleComparison, MeasuredComparison, Pairing } from './comparison.ts';
import { powerOf } from './planned-power.ts';
import { resampledChecks } from './resampled-checks.ts';
import { pairBySeed, type SeedValue } from './samples.ts';
import { allFinite, countBetter, largest, summarise, turn } from './values.ts';

/** Differences whose spread is below this share of the values are equal: what is left is the rounding of doubles. */
export const ROUNDING = 1e-12;
/** With more runs in the smaller arm the means are normal whatever the runs are, and dealing them out takes long. */
const MAX_PERMUTED = 200;

export interface ComparisonRequest {
  readonly experiment: string;
  readonly variant: string;
  readonly metric: string;
  readonly role: 'primary' | 'secondary';
  readonly direction: 'maximize' | 'minimize';
  readonly margin: number | null;
  readonly alpha: number;
  /** The level one comparison can count on when all primary ones share alpha: alpha over their number. */
  readonly plannedLevel: number;
  readonly baseline: readonly SeedValue[];
  readonly candidate: readonly SeedValue[];
  /** Without: nothing is known of the test examples. */
  readonly examples?: ComparedExamples;
}

/** A comparison before the verdict, which takes all comparisons of the experiment together. */
export type Measurement = Omit<
  MeasuredComparison,
  'verdict' | 'reason' | 'cause' | 'pValueAdjusted' | 'significanceLevel' | 'localLevel'
> & {
  readonly verdict: null;
  /** Every pair is the same to the last digit: the variant does what the baseline does. */
  readonly identical: boolean;
};

/**
 * Pair by pair where the arms share seeds, else unpaired. Values that no statistic is defined for, or that leave the range of
 * doubles on the way, give a comparison that could not be made, with the reason, and never a number made of NaN.
 *
 * Cost: linear in the runs, but for sorting them; what draws at random is bounded (see `resampledChecks`).
 */
export function compareArms(request: ComparisonRequest): Measurement | ImpossibleComparison {
  const pairs = pairBySeed(request.baseline, request.candidate);
  const pairing = pairs.length > 0 ? 'seed' : 'none';
  const [baseline, candidate] =
    pairing === 'seed'
      ? [pairs.map((pair) => pair.baseline), pairs.map((pair) => pair.candidate)]
      : [request.baseline.map(({ value }) => value), request.candidate.map(({ value }) => value)];
  try {
    const compare = pairing === 'seed' ? comparePairs : compareUnpaired;
    const compared = compare(request, baseline, candidate);
    if (compared.verdict !== null || allFinite(compared)) return compared;
    return impossible(request, pairing, 'its numbers leave the range of doubles; rescale the metric');
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    return impossible(request, pairing, `it cannot be computed: ${error.message}`);
  }
}

function comparePairs(
  request: ComparisonRequest,
  baseline: readonly number[],
  candidate: readonly number[],
): Measurement | ImpossibleComparison {
  const n = baseline.length;
  if (n < 2)
    return impossible(
      request,
      'seed',
      `a single seed pair shows no spread to test against; at least two are needed, or the predictions of both runs by example${request.examples?.reason ? `: ${request.examples.reason}` : ''}`,
    );
  const sign = request.direction === 'maximize' ? 1 : -1;
  const differences = candidate.map((value, index) => sign * (value - (baseline[index] as number)));
  const head = {
    ...identity(request, 'seed'),
    ...onThisTestSet(request),
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: countBetter(differences),
  };
  const improvement = probabilityOfImprovement(turn(candidate, sign), turn(baseline, sign), {
    level: 1 - request.alpha,
    paired: true,
  });
  const scale = Math.max(largest(baseline), largest(candidate));
  if (standardDeviation(differences) <= ROUNDING * scale) {
    if (differences.some((difference) => Math.abs(difference) > ROUNDING * scale)) {
      return impossible(
        request,
        'seed',
        `all ${n} pairs differ by exactly the same amount, so there is no spread to test against; does the seed reach the training?`,
      );
    }
    return {
      ...head,
      ...NO_DIFFERENCE,
      degreesOfFreedom: n - 1,
      interval: { level: 1 - request.alpha, low: 0, high: 0, method: 'student-t' },
      probabilityOfImprovement: improvement,
    };
  }
  const t = pairedT(differences, { level: 1 - request.alpha });
  const checks = resampledChecks(differences, { level: 1 - request.alpha, margin: request.margin }, (use) =>
    stream(request, use),
  );
  return {
    ...head,
    identical: false,
    verdict: null,
    difference: t.mean,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    statistic: t.statistic,
    interval: { ...t.interval, method: 'student-t' },
    bootstrapInterval: checks.bootstrapInterval,
    studentised: checks.studentised,
    pValue: t.pValue,
    stageWise: null,
    signFlip: checks.signFlip,
    permutation: null,
    wilcoxon: { pValue: wilcoxonSignedRank(differences).pValue },
    equivalence: equivalence(request, t.mean, t.standardError, t.degreesOfFreedom),
    // With two pairs g has no finite expectation that could be corrected.
    effectSize: n < 3 ? null : { name: 'hedges-g-paired', value: hedgesGPaired(differences).value },
    probabilityOfImprovement: improvement,
    power: powerOf(request, t.mean, t.standardDeviation, n),
  };
}

function compareUnpaired(
  request: ComparisonRequest,
  baseline: readonly number[],
  candidate: readonly number[],
): Measurement | ImpossibleComparison {
  const [few, arm] =
    baseline.length <= candidate.length ? [baseline.length, 'baseline'] : [candidate.length, request.variant];
  if (few < 2)
    return impossible(
      request,
      'none',
      `${arm} has ${few} finished run${few === 1 ? '' : 's'} with this metric; at least two are needed`,
    );
  const sign = request.direction === 'maximize' ? 1 : -1;
  const scale = Math.max(largest(baseline), largest(candidate));
  if (Math.max(standardDeviation(baseline), standardDeviation(candidate)) <= ROUNDING * scale) {
    return impossible(
      request,
      'none',
      'every run of an arm has the same value, so there is no spread to test against; does the seed reach the training?',
    );
  }
  const t = welchT(turn(candidate, sign), turn(baseline, sign), { level: 1 - request.alpha });
  const improvement = probabilityOfImprovement(turn(candidate, sign), turn(baseline, sign), {
    level: 1 - request.alpha,
  });
  return {
    ...identity(request, 'none'),
    ...onThisTestSet(request),
    identical: false,
    verdict: null,
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: null,
    difference: t.difference,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    statistic: t.statistic,
    interval: { ...t.interval, method: 'welch-t' },
    bootstrapInterval: null,
    studentised: null,
    pValue: t.pValue,
    stageWise: null,
    signFlip: null,
    permutation: few > MAX_PERMUTED ? null : permuted(request, candidate, baseline),
    wilcoxon: null,
    equivalence: equivalence(request, t.difference, t.standardError, t.degreesOfFreedom),
    effectSize: { name: 'hedges-g', value: hedgesG(turn(candidate, sign), turn(baseline, sign)).value },
    probabilityOfImprovement: improvement,
    // Two independent arms of n runs have the precision of n pairs whose differences spread by √2 of one arm.
    power: powerOf(request, t.difference, t.standardError * Math.sqrt(few), few),
  };
}

function permuted(request: ComparisonRequest, candidate: readonly number[], baseline: readonly number[]) {
  return twoSamplePermutation(candidate, baseline, { random: stream(request, 'permutation') });
}

export const NO_DIFFERENCE = {
  identical: true,
  verdict: null,
  difference: 0,
  standardError: 0,
  statistic: 0,
  pValue: 1,
  bootstrapInterval: null,
  studentised: null,
  stageWise: null,
  signFlip: null,
  permutation: null,
  wilcoxon: null,
  equivalence: null,
  effectSize: null,
  power: { minimumDetectableDifference: 0, pairsNeeded: null, pairsNeededForEquivalence: null },
} as const;

export function equivalence(
  { margin, alpha }: ComparisonRequest,
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
) {
  if (margin === null) return null;
  return {
    ...twoOneSidedTests({ difference, standardError, degreesOfFreedom, margin, alpha }),
    pValueAdjusted: null,
    significanceLevel: alpha,
    localLevel: alpha,
  };
}

export function identity({ variant, metric, role }: ComparisonRequest, pairing: Pairing) {
  return { variant, metric, role, pairing } as const;
}

/** Of a test over seeds alone. */
function onThisTestSet({ examples }: ComparisonRequest) {
  return {
    scope: 'this-test-set',
    scopeReason: examples?.reason ?? null,
    testExamples: examples?.testExamples ?? null,
    crossed: null,
  } as const;
}

export function impossible(
  request: ComparisonRequest,
  pairing: Pairing,
  reason: string,
): ImpossibleComparison {
  return { ...identity(request, pairing), verdict: 'inconclusive', reason, difference: null };
}

/** A stream of its own for every comparison and use: no p-value depends on which others were computed. */
function stream({ experiment, variant, metric }: ComparisonRequest, use: string): () => number {
  return createRandom('analysis', experiment, variant, metric, use);
}
