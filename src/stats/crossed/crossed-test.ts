/**
 * The crossed test: does the difference hold for new seeds *and* new test examples?
 *
 * A test over seeds alone takes the test set as given: with 100 examples, it calls two equally good models different in some
 * 40 % of experiments. The model is D[s, e] = difference + effect of the seed pair + effect of the example + rest, and
 *
 *     V = max(MS(seed) + MS(example) − MS(rest), MS(seed), MS(example), MS(rest)) / (n m)
 *
 * estimates the mean's variance: the first term is unbiased, the others apply because no component is negative. t = mean / √V
 * has Satterthwaite's degrees of freedom. Means must be roughly normal; `skew.ts` (seeds) and `likelihood.ts` (examples)
 * object if not.
 *
 * Source: A. B. Owen, Annals of Applied Statistics 1 (2007); R. L. Brennan, Generalizability Theory (2001); F. E.
 * Satterthwaite, Biometrics Bulletin 2 (1946). Simulated levels: docs/contributing/statistics.md.
 */
import { studentTCdf, studentTTwoSided } from '../distributions/student-t.ts';
import { StatisticsError } from '../error.ts';
import { type TEstimate, type TTest, tTest } from '../tests/t-test.ts';
import { type Equivalence, twoOneSidedTests } from '../tests/tost.ts';
import { type CrossedLayout, powersAround } from './layout.ts';
import { likelihoodStatistic } from './likelihood.ts';
import { correctForSkewness } from './skew.ts';

/** Variances in the metric's unit squared. */
export interface CrossedComponents {
  /** 0 with a single seed, from which it cannot be estimated. */
  readonly seed: number;
  readonly example: number;
  readonly rest: number;
}

export interface CrossedEstimate extends TEstimate {
  readonly seeds: number;
  /** Test examples, or clusters of them. */
  readonly examples: number;
  /** For new seeds and examples; 0 if only rounding varies, which allows no test. */
  readonly standardError: number;
  readonly skewness: number;
  readonly seedSkewness: number;
  /** Of the examples from the difference; with `ofSeeds`, they have the standard error. */
  readonly deviations: Float64Array;
  /** Variance that the seeds add to that of the examples. */
  readonly ofSeeds: number;
  readonly components: CrossedComponents;
}

export interface CrossedTest extends TTest {
  /** It may object to a verdict but never grants one. */
  readonly skewCorrectedPValue: number;
}

/**
 * With one seed, it is the paired t test over examples; with one example, over seeds.
 *
 * @throws StatisticsError for a single seed on a single example
 */
export function crossedEstimate(layout: CrossedLayout): CrossedEstimate {
  const {
    seeds: n,
    examples: m,
    effectiveExamples,
    difference,
    meanSquares,
    thirdCumulants,
    deviations,
    magnitude,
  } = layout;
  if (n === 1 && m === 1) throw new StatisticsError('a crossed test requires two seeds or two examples');
  const [a, b, r] = [meanSquares.seeds ?? 0, meanSquares.examples ?? 0, meanSquares.rest ?? 0];
  const crossed = a + b - r;
  const scaled = Math.max(crossed, a, b, r);
  const standardError = Math.sqrt(scaled / (n * m));
  const isRounding = standardError <= 4 * Number.EPSILON * magnitude;
  const restEnters = scaled === crossed || scaled === r;
  const uncertainty =
    uncertaintyOf(a, n - 1) +
    uncertaintyOf(b, effectiveExamples - 1) +
    (restEnters ? uncertaintyOf(r, (n - 1) * (effectiveExamples - 1)) : 0);
  return {
    seeds: n,
    examples: m,
    difference,
    standardError: isRounding ? 0 : standardError,
    degreesOfFreedom: isRounding ? Math.max(n - 1, effectiveExamples - 1) : scaled ** 2 / uncertainty,
    ...shapeOf(
      { standardError: isRounding ? 0 : standardError, thirdCumulants, deviations },
      (a - r) / (n * m),
    ),
    components: { seed: Math.max(0, a - r) / m, example: Math.max(0, b - r) / n, rest: r },
  };
}

/** @throws StatisticsError if nothing varies; check `standardError` first */
export function crossedTest(estimate: CrossedEstimate, options: { level?: number } = {}): CrossedTest {
  const { difference, standardError, degreesOfFreedom, seedSkewness, deviations, ofSeeds } = estimate;
  if (standardError === 0) {
    throw new StatisticsError(`crossedTest requires contributions that vary, but all are ${difference}`);
  }
  const test = tTest(estimate, options);
  const sign = difference < 0 ? -1 : 1;
  const corrected = Math.min(
    Math.abs(correctForSkewness(test.statistic, seedSkewness)),
    likelihoodStatistic(sign < 0 ? negated(deviations) : deviations, Math.abs(difference), ofSeeds),
  );
  return { ...test, skewCorrectedPValue: studentTTwoSided(corrected, degreesOfFreedom) };
}

/** Of the baseline against the candidate. */
export function mirrored(estimate: CrossedEstimate): CrossedEstimate {
  const { difference, skewness, seedSkewness, deviations } = estimate;
  return {
    ...estimate,
    difference: 0 - difference,
    skewness: 0 - skewness,
    seedSkewness: 0 - seedSkewness,
    deviations: negated(deviations),
  };
}

function negated(rising: Float64Array): Float64Array {
  return rising.map((value) => 0 - value).reverse();
}

/**
 * What skewness and likelihood need.
 *
 * @param ofSeeds variance of the mean beyond that of the examples, as estimated: below 0, there is none
 */
export function shapeOf(
  {
    standardError,
    thirdCumulants,
    deviations,
  }: Pick<CrossedEstimate, 'standardError' | 'deviations'> & Pick<CrossedLayout, 'thirdCumulants'>,
  ofSeeds: number,
): Pick<CrossedEstimate, 'skewness' | 'seedSkewness' | 'deviations' | 'ofSeeds'> {
  if (standardError === 0) return { skewness: 0, seedSkewness: 0, deviations, ofSeeds: 0 };
  const { squares } = powersAround(0, deviations);
  const m = deviations.length;
  const ofExamples = m > 1 ? squares / (m - 1) / m : 0;
  // Components that are set to zero would make the parts exceed or miss the whole.
  const total = Math.max(0, ofSeeds) + ofExamples;
  const scale = total > 0 ? standardError ** 2 / total : 0;
  return {
    skewness: (thirdCumulants.seeds + thirdCumulants.examples) / standardError ** 3,
    seedSkewness: thirdCumulants.seeds / standardError ** 3,
    deviations: deviations.map((deviation) => deviation * Math.sqrt(scale)),
    ofSeeds: scale * Math.max(0, ofSeeds),
  };
}

/** Two one-sided tests, each at `alpha`: is the difference for new seeds and examples inside ±margin? */
export function crossedEquivalence(
  {
    difference,
    standardError,
    degreesOfFreedom,
    skewness,
  }: Pick<CrossedEstimate, 'difference' | 'standardError' | 'degreesOfFreedom' | 'skewness'>,
  { margin, alpha }: { readonly margin: number; readonly alpha: number },
): Equivalence & { readonly skewCorrectedPValue: number } {
  const corrected = (distance: number) =>
    studentTCdf(-correctForSkewness(distance / standardError, skewness), degreesOfFreedom);
  const mirrored = (distance: number) =>
    studentTCdf(-correctForSkewness(distance / standardError, -skewness), degreesOfFreedom);
  return {
    ...twoOneSidedTests({ difference, standardError, degreesOfFreedom, margin, alpha }),
    skewCorrectedPValue: Math.max(corrected(difference + margin), mirrored(margin - difference)),
  };
}

function uncertaintyOf(meanSquare: number, freedom: number): number {
  return freedom > 0 ? meanSquare ** 2 / freedom : 0;
}
