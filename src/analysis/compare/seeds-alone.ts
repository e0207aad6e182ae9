/** What the seeds alone say of a difference: it may object to a verdict for new seeds and new examples. */
import { isShare } from '../../config/known-metrics.ts';
import { isConstant, mean, standardDeviation } from '../../stats/describe.ts';
import { pitmanMorgan } from '../../stats/tests/equal-spread.ts';
import { pairedT } from '../../stats/tests/paired-t.ts';
import type { TEstimate } from '../../stats/tests/t-test.ts';
import { twoOneSidedTests } from '../../stats/tests/tost.ts';
import { welchT } from '../../stats/tests/welch-t.ts';
import { largestSize, roundingOf } from '../../stats/ties.ts';
import { type CanonicalPairs, canonicalArms, canonicalPairs } from './canonical.ts';
import type { ComparisonRequest, Measurement } from './compare-models.ts';
import type { CrossedNumbers } from './compared-examples.ts';
import { apart } from './least-effect.ts';
import { studentisedFor, studentisedOfArms, studentisedOfPairs } from './resampled-checks.ts';
import type { SeedPair } from './samples.ts';
import { wholeOf } from './scale.ts';

/** Spreads differ this clearly in one of a hundred comparisons of equal ones. */
const CLEARLY = 0.01;

/** Half of it is on the side that is asked about. */
const IN_ERRORS = 0.05;

/** Where the examples make the difference, the seeds' tail does not matter. */
const AGAINST = -0.02;

type SeedsAlone = Pick<CrossedNumbers, 'seedsPValue' | 'seedsEquivalencePValue' | 'unsteady'> &
  Pick<Measurement, 'studentised' | 'drawnFrom'>;

export const SILENT = {
  seedsPValue: null,
  seedsEquivalencePValue: null,
  unsteady: false,
  studentised: null,
} as const;

interface Found {
  /** The least effect, subtracted from a gain above it; else 0. */
  readonly shift: number;
  /** Skewness of the seeds' part of the difference, with the sign that makes the difference positive. */
  readonly skewness: number;
  /** Else nothing is drawn. */
  readonly mayDecide: boolean;
}

export function seedsAlone(
  request: ComparisonRequest,
  pairs: readonly SeedPair[],
  { shift, skewness, mayDecide }: Found,
): SeedsAlone {
  const { direction, margin, alpha } = request;
  const options = { level: 1 - alpha, margin, mayDecide, shift };
  if (pairs.length === 0) return runsAlone(request, options);
  const canonical = canonicalPairs(pairs, direction);
  const { differences, side } = canonical;
  if (differences.length < 2 || isConstant(differences)) return SILENT;
  const t = pairedT(differences);
  const tested =
    shift === 0
      ? { differences, side }
      : { differences: differences.map((one) => one - shift), side: 1 as const };
  return {
    ...testsOf({ ...t, difference: t.mean }, pairedT(tested.differences).pValue, options),
    unsteady:
      (skewness < AGAINST && pitmanMorgan(canonical.baseline, canonical.candidate) <= CLEARLY) ||
      variesInErrors(request, canonical),
    ...(mayDecide
      ? {
          studentised: studentisedFor(canonical, tested, (pairs) => studentisedOfPairs(pairs, options)),
          drawnFrom: tested,
        }
      : { studentised: null }),
  };
}

/**
 * Near the best value, an unsteady model's good seeds lie close together. Roots of shares of errors have the same noise
 * wherever they lie, so those of the better model must not spread more.
 */
function variesInErrors(
  { metric, direction }: ComparisonRequest,
  { baseline, candidate, differences }: CanonicalPairs,
): boolean {
  if (!isShare(metric)) return false;
  const values = [...baseline, ...candidate];
  const difference = mean(differences);
  if (Math.abs(difference) <= roundingOf(largestSize(values))) return false;
  const best = direction === 'maximize' ? wholeOf(metric, values) : 0;
  const rootErrors = (arm: readonly number[]) => arm.map((value) => Math.sqrt(Math.max(0, best - value)));
  const better = rootErrors(difference > 0 ? candidate : baseline);
  const worse = rootErrors(difference > 0 ? baseline : candidate);
  return standardDeviation(better) > standardDeviation(worse) && pitmanMorgan(better, worse) <= IN_ERRORS;
}

interface Options extends Pick<Found, 'mayDecide' | 'shift'> {
  readonly level: number;
  readonly margin: number | null;
}

function runsAlone({ baseline, candidate, direction }: ComparisonRequest, options: Options): SeedsAlone {
  const valuesOf = (arm: ComparisonRequest['baseline']) => arm.map(({ value }) => value);
  const arms = canonicalArms(valuesOf(baseline), valuesOf(candidate), direction);
  const { shift } = options;
  const tested = shift === 0 ? arms : apart(arms, shift);
  const isTestable = [baseline, candidate].every(({ length }) => length > 1);
  if (!isTestable || (isConstant(arms.baseline) && isConstant(arms.candidate))) return SILENT;
  const t = welchT(arms.candidate, arms.baseline);
  return {
    ...testsOf(t, welchT(tested.candidate, tested.baseline).pValue, options),
    unsteady: false,
    studentised: options.mayDecide
      ? studentisedFor(arms, tested, (some) => studentisedOfArms(some, options))
      : null,
  };
}

function testsOf(
  { difference, standardError, degreesOfFreedom }: TEstimate,
  pValue: number,
  { level, margin }: Options,
) {
  const estimate = { difference, standardError, degreesOfFreedom };
  return {
    seedsPValue: pValue,
    seedsEquivalencePValue:
      margin === null ? null : twoOneSidedTests({ ...estimate, margin, alpha: 1 - level }).pValue,
  };
}
