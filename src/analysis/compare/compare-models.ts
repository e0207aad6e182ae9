import { studentTTwoSided } from '../../stats/distributions/student-t.ts';
import { StatisticsError } from '../../stats/error.ts';
import { hedgesG, hedgesGPaired } from '../../stats/estimates/hedges-g.ts';
import { probabilityOfImprovement } from '../../stats/estimates/probability-of-improvement.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import type { TEstimate } from '../../stats/tests/t-test.ts';
import { twoOneSidedTests } from '../../stats/tests/tost.ts';
import { welchT } from '../../stats/tests/welch-t.ts';
import { wilcoxonSignedRank } from '../../stats/tests/wilcoxon.ts';
import { plural } from '../../words/plural.ts';
import { type UnitWords, wordsOf } from '../../words/unit-words.ts';
import { type Arms, canonicalArms, canonicalPairs, negate, type OrientedDifferences } from './canonical.ts';
import type { ComparedExamples } from './compared-examples.ts';
import type { ImpossibleComparison, MeasuredComparison, Pairing } from './comparison.ts';
import { apart, nearestNull, shiftOf } from './least-effect.ts';
import { powerOf } from './planned-power.ts';
import {
  flipSigns,
  permute,
  studentisedFor,
  studentisedOfArms,
  studentisedOfPairs,
} from './resampled-checks.ts';
import { pairBySeed, type SeedValue } from './samples.ts';
import { allFinite, countBetter, summarise } from './values.ts';
import { whyFlat } from './without-spread.ts';

/** Larger arms have nearly normal means whatever the runs are, and permuting them takes long. */
const MAX_PERMUTED = 200;

export interface ComparisonRequest {
  readonly variant: string;
  readonly metric: string;
  readonly role: 'primary' | 'secondary';
  readonly direction: 'maximize' | 'minimize';
  readonly margin: number | null;
  /** Default: 0, any difference counts. */
  readonly minEffect?: number;
  readonly alpha: number;
  /** Alpha over the number of primary comparisons. */
  readonly plannedLevel: number;
  readonly baseline: readonly SeedValue[];
  readonly candidate: readonly SeedValue[];
  /** Equal seeds are chance. */
  readonly isUnpaired?: boolean;
  /** Default: nothing is known of the test examples. */
  readonly examples?: ComparedExamples;
  /** Default: those of trainings. */
  readonly words?: UnitWords;
}

/** The verdict depends on all comparisons of the experiment. */
export type Measurement = Omit<
  MeasuredComparison,
  'verdict' | 'reason' | 'cause' | 'estimate' | 'pValueAdjusted' | 'significanceLevel' | 'localLevel'
> & {
  readonly verdict: null;
  /** Values that cross-checks drew from, for more draws near a level; left out if nothing was drawn. */
  readonly drawnFrom?: OrientedDifferences | Arms;
};

/**
 * Compares paired where the arms share seeds, else unpaired. Values for which a statistic is undefined or overflows give an
 * impossible comparison with its reason, never NaN. Numbers depend on the values alone, p-values not on their unit
 * (canonical.ts).
 */
export function compareArms(request: ComparisonRequest): Measurement | ImpossibleComparison {
  const pairs = request.isUnpaired ? [] : pairBySeed(request.baseline, request.candidate);
  const pairing = pairs.length > 0 ? 'seed' : 'none';
  try {
    const compared = pairing === 'seed' ? comparePairs(request, pairs) : compareUnpaired(request);
    if (compared.verdict !== null || allFinite(compared)) return compared;
    return impossible(request, pairing, TOO_LARGE);
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error;
    return impossible(request, pairing, `it cannot be computed: ${error.message}`);
  }
}

function comparePairs(
  request: ComparisonRequest,
  measured: ReturnType<typeof pairBySeed>,
): Measurement | ImpossibleComparison {
  const n = measured.length;
  const { words = wordsOf({}) } = request;
  if (n < 2)
    return impossible(
      request,
      'seed',
      `one ${words.pair} has no spread, so no test is possible; use two or more ${words.seed}s, or save predictions by ${words.example} in both runs${request.examples?.reason ? `: ${request.examples.reason}` : ''}`,
    );
  const baseline = measured.map((pair) => pair.baseline);
  const candidate = measured.map((pair) => pair.candidate);
  const flat = whyFlat(request.metric, 'seed', { baseline, candidate }, words);
  if (flat !== null) return impossible(request, 'seed', flat.reason, flat.cause);
  const pairs = canonicalPairs(measured, request.direction);
  const { differences } = pairs;
  const level = 1 - request.alpha;
  const t = pairedT(differences, { level });
  const { minEffect } = request;
  const shift = shiftOf(t.mean, minEffect);
  const tested =
    shift === 0 ? pairs : { differences: differences.map((one) => one - shift), side: 1 as const };
  const options = { level, margin: request.margin };
  return {
    ...identity(request, 'seed'),
    ...onThisTestSet(request),
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: countBetter(differences),
    verdict: null,
    difference: t.mean,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    ...testOf({ ...t, difference: t.mean }, minEffect),
    interval: { ...t.interval, method: 'student-t' },
    studentised: studentisedFor(pairs, tested, (some) => studentisedOfPairs(some, options)),
    signFlip: flipSigns(tested),
    drawnFrom: { differences: tested.differences, side: tested.side },
    stageWise: null,
    permutation: null,
    wilcoxon: { pValue: wilcoxonSignedRank(differences) },
    equivalence: equivalence(request, t.mean, t.standardError, t.degreesOfFreedom),
    // With two pairs, g has no finite expectation to correct.
    effectSize: n < 3 ? null : { name: 'hedges-g-paired', value: hedgesGPaired(differences) },
    probabilityOfImprovement: probabilityOfImprovement(pairs.candidate, pairs.baseline, {
      level,
      paired: true,
    }),
    power: powerOf(request, t.standardDeviation, n),
  };
}

/** Statistic and p of a difference, or of one above an effect. */
export function testOf(
  { difference, standardError, degreesOfFreedom }: TEstimate,
  minEffect: number | undefined,
): Pick<Measurement, 'minEffect' | 'statistic' | 'pValue'> {
  const statistic = (difference - nearestNull(difference, minEffect)) / standardError;
  const pValue = studentTTwoSided(statistic, degreesOfFreedom);
  return { ...(minEffect === undefined ? {} : { minEffect }), statistic, pValue };
}

function compareUnpaired(request: ComparisonRequest): Measurement | ImpossibleComparison {
  const baseline = request.baseline.map(({ value }) => value);
  const candidate = request.candidate.map(({ value }) => value);
  const few = Math.min(baseline.length, candidate.length);
  const arm = baseline.length <= candidate.length ? 'baseline' : request.variant;
  if (few < 2)
    return impossible(
      request,
      'none',
      `${arm} has ${plural(few, 'finished run')} with this metric; at least two are needed`,
    );
  const flat = whyFlat(request.metric, 'none', { baseline, candidate }, request.words);
  if (flat !== null) return impossible(request, 'none', flat.reason, flat.cause);
  const level = 1 - request.alpha;
  const arms = canonicalArms(baseline, candidate, request.direction);
  // Computed from one side and mirrored for the other.
  const isMirrored = arms.side < 0;
  const one = isMirrored ? arms.candidate : arms.baseline;
  const other = isMirrored ? arms.baseline : arms.candidate;
  const signed = (value: number) => (isMirrored ? negate(value) : value);
  const t = welchT(other, one, { level });
  const { low, high } = t.interval;
  const difference = signed(t.difference);
  const shift = shiftOf(difference, request.minEffect);
  const shifted = shift === 0 ? arms : apart(arms, shift);
  const tested =
    shifted.side < 0
      ? { one: shifted.candidate, other: shifted.baseline }
      : { one: shifted.baseline, other: shifted.candidate };
  return {
    ...identity(request, 'none'),
    ...onThisTestSet(request),
    verdict: null,
    baseline: summarise(baseline),
    candidate: summarise(candidate),
    better: null,
    difference,
    standardError: t.standardError,
    degreesOfFreedom: t.degreesOfFreedom,
    ...testOf({ ...t, difference }, request.minEffect),
    interval: {
      level,
      low: isMirrored ? negate(high) : low,
      high: isMirrored ? negate(low) : high,
      method: 'welch-t',
    },
    studentised: studentisedFor(arms, shifted, (some) =>
      studentisedOfArms(some, { level, margin: request.margin }),
    ),
    stageWise: null,
    signFlip: null,
    permutation: few > MAX_PERMUTED ? null : permute(tested),
    drawnFrom: tested,
    wilcoxon: null,
    equivalence: equivalence(request, difference, t.standardError, t.degreesOfFreedom),
    effectSize: { name: 'hedges-g', value: signed(hedgesG(other, one)) },
    probabilityOfImprovement: probabilityOfImprovement(arms.candidate, arms.baseline, { level }),
    // Two independent arms of n runs have the precision of n pairs whose differences have √2 of one arm's spread.
    power: powerOf(request, t.standardError * Math.sqrt(few), few),
  };
}

export function equivalence(
  { margin, alpha }: ComparisonRequest,
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
) {
  if (margin === null) return null;
  const { pValue } = twoOneSidedTests({ difference, standardError, degreesOfFreedom, margin, alpha });
  return {
    margin,
    pValue,
    pValueAdjusted: null,
    significanceLevel: alpha,
    localLevel: alpha,
  };
}

export function identity(
  { variant, metric, role }: Pick<ComparisonRequest, 'variant' | 'metric' | 'role'>,
  pairing: Pairing,
) {
  return { variant, metric, role, pairing } as const;
}

function onThisTestSet({ examples }: ComparisonRequest) {
  return {
    scope: 'this-test-set',
    scopeReason: examples?.reason ?? null,
    testExamples: examples?.testExamples ?? null,
    crossed: null,
  } as const;
}

/** Where runs are not exchangeable, only the t test applies. */
export const T_TEST_ALONE = {
  studentised: null,
  stageWise: null,
  signFlip: null,
  permutation: null,
  wilcoxon: null,
  effectSize: null,
  probabilityOfImprovement: null,
} as const;

export const TOO_LARGE = 'the numbers are too large for the computation; rescale the metric';

export function impossible(
  request: Pick<ComparisonRequest, 'variant' | 'metric' | 'role'>,
  pairing: Pairing,
  reason: string,
  cause: ImpossibleComparison['cause'] = null,
): ImpossibleComparison {
  return {
    ...identity(request, pairing),
    verdict: 'inconclusive',
    reason,
    cause,
    difference: null,
  };
}
