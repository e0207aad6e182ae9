/**
 * Seeds and test examples that a crossed test needs, given its variance components.
 *
 * Ask about a difference that matters, such as the margin; the observed one only repeats the p-value. The test's t follows a
 * noncentral t with the expected standard error and Satterthwaite's degrees of freedom. Estimated components are uncertain,
 * and so are the results. A design with looks has about the power of its last look.
 *
 * Source: R. L. Brennan, Generalizability Theory (2001); J. Cohen (1988).
 */
import { noncentralTSurvival } from '../distributions/noncentral-t.ts';
import { studentTQuantile } from '../distributions/student-t.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { detectableNoncentrality, reachesPower, smallestSize } from '../power/power.ts';
import type { CrossedComponents } from './crossed-test.ts';

export interface CrossedDesign {
  readonly components: CrossedComponents;
  /** Repeats of an evaluation (unpaired.ts). Default: false. */
  readonly areRepeats?: boolean;
  readonly seeds: number;
  /** Test examples, or clusters, as in the estimation of the components. */
  readonly examples: number;
}

interface Aim {
  /** Two-sided; that of the last look for a design with looks. */
  readonly alpha: number;
  readonly power: number;
}

/** Needing more than this counts as impossible. */
const MOST_SEEDS = 1e4;
const MOST_EXAMPLES = 1e8;

export function expectedPrecision({ components, areRepeats = false, seeds, examples }: CrossedDesign): {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
} {
  if (!(seeds >= 1 && examples >= 1 && seeds + examples > 2)) {
    throw new StatisticsError(
      `a crossed design requires two seeds or two examples, not ${seeds} and ${examples}`,
    );
  }
  const { seed, example, rest } = components;
  const ofSeeds = examples * seed + rest;
  const ofExamples = seeds * example + rest;
  const scaled = ofSeeds + ofExamples - rest;
  const over = (meanSquare: number, freedom: number) => (freedom > 0 ? meanSquare ** 2 / freedom : 0);
  const uncertainty = areRepeats
    ? over(examples * seed, 2 * (seeds - 1)) + over(ofExamples, examples - 1)
    : over(ofSeeds, seeds - 1) + over(ofExamples, examples - 1) + over(rest, (seeds - 1) * (examples - 1));
  return {
    standardError: Math.sqrt(scaled / (seeds * examples)),
    degreesOfFreedom: scaled > 0 ? scaled ** 2 / uncertainty : Math.max(seeds, examples) - 1,
  };
}

function findsEnough({
  difference,
  alpha,
  power,
  ...design
}: CrossedDesign & Aim & { readonly difference: number }): boolean {
  requireFinite('seedsNeeded and examplesNeeded', [difference]);
  requireBetween('seedsNeeded and examplesNeeded', 'alpha', alpha, 0, 1);
  const { standardError, degreesOfFreedom } = expectedPrecision(design);
  if (standardError === 0) return (difference === 0 ? 0 : 1) >= power;
  return reachesPower(power, Math.abs(difference) / standardError, degreesOfFreedom, alpha);
}

/**
 * Lower bound of the chance that both one-sided tests, each at half of `alpha`, show a true difference of zero to be inside
 * ±margin.
 */
export function crossedEquivalencePower(
  design: CrossedDesign & { readonly margin: number; readonly alpha: number },
): number {
  const { margin, alpha } = design;
  requireBetween('crossedEquivalencePower', 'margin', margin, 0, Infinity);
  requireBetween('crossedEquivalencePower', 'alpha', alpha, 0, 1);
  const { standardError, degreesOfFreedom } = expectedPrecision(design);
  if (standardError === 0) return 1;
  const critical = -studentTQuantile(alpha / 2, degreesOfFreedom);
  const missed = 1 - noncentralTSurvival(critical, degreesOfFreedom, margin / standardError);
  return Math.max(0, 1 - 2 * missed);
}

export function smallestDetectableDifference({ alpha, power, ...design }: CrossedDesign & Aim): number {
  const { standardError, degreesOfFreedom } = expectedPrecision(design);
  return detectableNoncentrality(degreesOfFreedom, alpha, power) * standardError;
}

/** Fewest seeds on these examples; null if the examples limit the power. */
export function seedsNeeded({
  components,
  examples,
  ...aim
}: Omit<CrossedDesign, 'seeds'> & Aim & { readonly difference: number }): number | null {
  return smallestSize(2, MOST_SEEDS, (seeds) => findsEnough({ components, examples, seeds, ...aim }));
}

/** Fewest examples with these seeds; null if the seeds limit the power. */
export function examplesNeeded({
  components,
  seeds,
  ...aim
}: Omit<CrossedDesign, 'examples'> & Aim & { readonly difference: number }): number | null {
  return smallestSize(2, MOST_EXAMPLES, (examples) => findsEnough({ components, examples, seeds, ...aim }));
}
