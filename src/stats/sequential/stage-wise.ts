/**
 * P-value and estimate after a sequential test has stopped.
 *
 * When: for the report of a comparison that was looked at several times. The ordinary p and mean are those of a test
 * looked at once; after stopping early because the effect looked large, they are too small and too far from zero.
 *
 * Outcomes are ordered by stage: a stop at an earlier look is stronger evidence than one at a later look, and at the same look a
 * larger |t| is. `stageWisePValue` is the chance, under no difference, of an outcome at least as strong as the one
 * observed, by the exact law of the t process; it is at most alpha exactly when the test rejected, whatever came after.
 *
 * `stageWiseTail` is the same under any true difference. There the law of the looks depends on the unknown standard deviation σ, so the
 * tail is averaged over what is known of σ at the stop, s/σ ~ √(χ²/df): a generalised p-value, which at a first look is exactly
 * that of the t test. Given σ, the chance of crossing a boundary at each look is the noncentral t's, and the dependence between looks
 * that of the normal process. `stageWiseEstimate` is where the tail is one half; the differences where it is neither below 2.5 nor
 * above 97.5 % cover in 94 to 96 % of simulations (docs/contributing/statistics.md). Cost: some 0.05 s an estimate.
 *
 * The interval that is shown is another, the repeated one: mean ± critical × standard error covers at all looks at once,
 * whenever and for whatever reason one stops, and excludes zero exactly when the boundary is reached (docs/contributing/decisions/one-interval.md).
 *
 * Source: A. A. Tsiatis, G. L. Rosner and C. R. Mehta, Biometrics 40 (1984); C. Jennison and B. W. Turnbull, J. Royal Statistical
 * Society B 51 (1989) for repeated intervals.
 */
import { normalCdf, normalQuantile } from '../distributions/normal.ts';
import { studentTCdf } from '../distributions/student-t.ts';
import { requireBetween, StatisticsError } from '../error.ts';
import { gaussLegendre, type Rule } from '../numerics/quadrature.ts';
import { findRoot } from '../numerics/root.ts';
import { advance, massAbove, start } from './normal-process.ts';
import type { TBoundary } from './t-boundaries.ts';
import { pairedTExits } from './t-boundaries.ts';

const COARSE = gaussLegendre(14);
const FINE = gaussLegendre(24);

/** A look at any statistic that is a mean over its standard error, not of pairs alone. */
export interface LookTaken {
  /** One over the variance of the mean at this look, in any unit; of pairs, their number. */
  readonly information: number;
  /** Of the standard error at this look. */
  readonly degreesOfFreedom: number;
  /** |t| at or above which the comparison was decided. */
  readonly critical: number;
}

/**
 * @param taken the boundaries of the looks taken, the stop last
 * @param statistic t at the stop
 */
export function stageWisePValue(taken: readonly TBoundary[], statistic: number): number {
  requireLooks(taken);
  const critical = taken.map(({ critical }) => critical);
  critical[critical.length - 1] = Math.abs(statistic);
  const exits = pairedTExits(
    taken.map(({ pairs }) => pairs),
    critical,
  );
  return Math.min(
    1,
    exits.reduce((sum, exit) => sum + exit, 0),
  );
}

/**
 * The median-unbiased estimate: the true difference under which an outcome as far up as this one is as likely as not. Of any mean whose
 * information grows from look to look: Cov(earlier, later) = Var(later). A mean over seeds and test examples is one, though its
 * information ends at what the examples hold.
 *
 * @param estimate at the stop
 */
export function stageWiseEstimate(taken: readonly LookTaken[], estimate: Estimate): number {
  requireLooks(taken);
  requireBetween('stageWiseEstimate', 'standardError', estimate.standardError, 0, Infinity);
  const looks = relativeToStop(taken);
  // In standard errors at the stop, and above zero: the order of outcomes below zero is the mirror image.
  const effect = Math.abs(estimate.mean) / estimate.standardError;
  if (effect === 0) return 0;
  const excess = (difference: number): number => upperPValue(looks, effect, difference) - 0.5;
  let down = 2;
  while (excess(effect - down) > 0) down *= 2;
  let up = 2;
  while (excess(effect + up) < 0) up *= 2;
  const middle = findRoot(excess, effect - down, effect + up, 1e-6) * estimate.standardError;
  return estimate.mean < 0 ? -middle : middle;
}

interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Two-sided, of looks of any information: by the averaged law. */
export function stageWisePValueOf(taken: readonly LookTaken[], statistic: number): number {
  requireLooks(taken);
  return Math.min(1, 2 * stageWiseTail(taken, { mean: Math.abs(statistic), standardError: 1 }, 0));
}

/** P(an outcome at least as far up as this one) if `difference` were true; rises with it. */
export function stageWiseTail(taken: readonly LookTaken[], estimate: Estimate, difference: number): number {
  requireLooks(taken);
  const [effect, truth] = [estimate.mean, difference].map((value) => value / estimate.standardError);
  return upperPValue(relativeToStop(taken), effect as number, truth as number);
}

/** With one unit of information at the stop, so that a mean is measured in standard errors there. */
function relativeToStop(taken: readonly LookTaken[]): readonly LookTaken[] {
  const { information } = taken.at(-1) as LookTaken;
  return taken.map((look) => ({ ...look, information: look.information / information }));
}

/** P(an outcome at least as far up) when the true difference is this many standard errors at the stop; rises with it. */
function upperPValue(looks: readonly LookTaken[], effect: number, difference: number): number {
  const { degreesOfFreedom } = looks.at(-1) as LookTaken;
  const atTheStop = studentTCdf(difference - effect, degreesOfFreedom);
  if (looks.length === 1) return atTheStop;
  // What the earlier looks change, averaged over σ; without them the average over σ is the t distribution, known exactly.
  const change = averageOverSpread(COARSE, degreesOfFreedom, (ratio) => {
    const withLooks = outcomeAbove(looks, effect * ratio, difference * ratio);
    return withLooks - normalCdf((difference - effect) * ratio);
  });
  return Math.min(1, Math.max(0, atTheStop + change));
}

/** P(an upper exit before the stop, or a mean of at least `effect` there), in units of the true standard error at the stop. */
function outcomeAbove(looks: readonly LookTaken[], effect: number, drift: number): number {
  let running = start();
  let above = 0;
  for (const look of looks.slice(0, -1)) {
    const { information } = look;
    const noncentrality = drift * Math.sqrt(information);
    // The normal boundaries that are crossed as often as |t| crosses its own.
    const upper = noncentrality - normalQuantile(exceeds(look, noncentrality));
    const lower = noncentrality + normalQuantile(exceeds(look, -noncentrality));
    above += massAbove(running, information, upper, drift);
    running = advance(running, information, lower, upper, drift);
  }
  return above + massAbove(running, 1, effect, drift);
}

/** P(t ≥ critical), the noncentral t to the four digits that are enough here and at a tenth of its cost. */
function exceeds({ critical, degreesOfFreedom }: LookTaken, noncentrality: number): number {
  if (critical === Infinity) return 0;
  return averageOverSpread(FINE, degreesOfFreedom, (ratio) => normalCdf(noncentrality - critical * ratio));
}

/** The mean of f(s/σ) over the law of a standard deviation estimated with these degrees of freedom. */
function averageOverSpread(rule: Rule, degreesOfFreedom: number, f: (ratio: number) => number): number {
  let total = 0;
  let weights = 0;
  rule.nodes.forEach((node, index) => {
    // From 10 standard deviations of ln(s/σ) below its middle to 4.5 above: the lower tail is the long one.
    const logRatio = (7.25 * node - 2.75) / Math.sqrt(2 * degreesOfFreedom);
    const logDensity = degreesOfFreedom * (logRatio - Math.expm1(2 * logRatio) / 2);
    const weight = (rule.weights[index] as number) * Math.exp(logDensity);
    weights += weight;
    total += weight * f(Math.exp(logRatio));
  });
  return total / weights;
}

function requireLooks(taken: readonly unknown[]): void {
  if (taken.length === 0)
    throw new StatisticsError('a sequential test requires at least one look before it stops');
}
