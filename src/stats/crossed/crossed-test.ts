/**
 * The crossed test: does the difference hold for new seeds *and* new test examples?
 *
 * When: two models were trained over shared seeds and predict the same test examples. A test over seeds alone takes the test set as
 * given: with 100 examples it declares two models different that are equally good in the population in some 45 % of experiments.
 * A test over examples alone takes the trained models as given, and errs as often where the seeds differ much.
 *
 * Model: D[s, e] = difference + effect of the seed pair + effect of the example + rest, all independent with mean zero. Then
 *
 *     Var(mean) = σ²(seed)/n + σ²(example)/m + σ²(rest)/(n m), estimated by
 *     V = max(MS(seed) + MS(example) − MS(rest), MS(seed), MS(example), MS(rest)) / (n m).
 *
 * The first term is unbiased. The others are there because no component is below zero. t = mean / √V has Satterthwaite's degrees
 * of freedom, each mean square counting by its share of V.
 *
 * Assumption: means over the seeds and over the examples are roughly normal. Levels in docs/statistics.md, by simulation.
 *
 * Source: the variance is that of A. B. Owen, "The pigeonhole bootstrap", Annals of Applied Statistics 1 (2007), and of
 * generalizability theory (R. L. Brennan, 2001); degrees of freedom: F. E. Satterthwaite, Biometrics Bulletin 2 (1946).
 */
import { studentTQuantile, studentTTwoSided } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import type { Interval } from '../interval.ts';
import type { CrossedLayout } from './layout.ts';

/** Variances of one seed's, one example's, and one cell's effect, in the metric's unit squared. */
export interface CrossedComponents {
  /** Null with one seed: it cannot be told. */
  readonly seed: number | null;
  /** With one seed, it includes the rest. Null with one example. */
  readonly example: number | null;
  /** Null with one seed or one example. */
  readonly rest: number | null;
}

export interface CrossedEstimate {
  readonly seeds: number;
  readonly examples: number;
  readonly difference: number;
  /** 0 where nothing varies but by rounding: then there is no test. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly components: CrossedComponents;
}

export interface CrossedTest extends CrossedEstimate {
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Of the difference, for new seeds and new examples. */
  readonly interval: Interval;
}

/**
 * With one seed the examples alone are new: the paired t test over examples, about these two trained models. With one example the
 * seeds alone are.
 *
 * @throws StatisticsError for a single seed on a single example
 */
export function crossedEstimate(layout: CrossedLayout): CrossedEstimate {
  const { seeds: n, examples: m, difference, meanSquares, magnitude } = layout;
  const { seeds: ofSeeds, examples: ofExamples, rest: ofRest } = meanSquares;
  if (n === 1 && m === 1) throw new StatisticsError('crossedTest requires two seeds or two examples');
  const [a, b, r] = [ofSeeds ?? 0, ofExamples ?? 0, ofRest ?? 0];
  const crossed = a + b - r;
  const scaled = Math.max(crossed, a, b, r);
  const restEnters = scaled === crossed || scaled === r;
  const uncertainty = share(a, n - 1) + share(b, m - 1) + (restEnters ? share(r, (n - 1) * (m - 1)) : 0);
  const standardError = Math.sqrt(scaled / (n * m));
  const isRounding = standardError <= 4 * Number.EPSILON * magnitude;
  return {
    seeds: n,
    examples: m,
    difference,
    standardError: isRounding ? 0 : standardError,
    degreesOfFreedom: isRounding ? Math.max(n, m) - 1 : scaled ** 2 / uncertainty,
    components: {
      seed: ofSeeds === null ? null : Math.max(0, a - r) / m,
      example: ofExamples === null ? null : Math.max(0, b - r) / n,
      rest: ofRest,
    },
  };
}

/**
 * @param options.level of the interval
 * @throws StatisticsError where nothing varies: ask `crossedEstimate` first
 * @example crossedTest(layOut(rows)).pValue
 */
export function crossedTest(layout: CrossedLayout, { level = 0.95 }: { level?: number } = {}): CrossedTest {
  requireBetween('crossedTest', 'level', level, 0, 1);
  const estimate = crossedEstimate(layout);
  const { difference, standardError, degreesOfFreedom } = estimate;
  if (standardError === 0) {
    throw new StatisticsError(`crossedTest requires contributions that vary, but all are ${difference}`);
  }
  const statistic = difference / standardError;
  const halfWidth = -studentTQuantile((1 - level) / 2, degreesOfFreedom) * standardError;
  return {
    ...estimate,
    statistic,
    pValue: studentTTwoSided(statistic, degreesOfFreedom),
    interval: { level, low: difference - halfWidth, high: difference + halfWidth },
  };
}

function share(meanSquare: number, freedom: number): number {
  return freedom > 0 ? meanSquare ** 2 / freedom : 0;
}
