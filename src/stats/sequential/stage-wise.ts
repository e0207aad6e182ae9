/**
 * P-value and estimate after a sequential test has stopped: then the ordinary p is too small and the mean too far from zero.
 *
 * Outcomes are ordered by stage: earlier stops are stronger evidence, and at one look a larger |t| is. `stageWisePValue` is
 * the chance under no difference of evidence at least as strong; it is at most alpha exactly if the test rejected.
 * `stageWiseTail` is the same under any true difference, averaged over the unknown σ by s/σ ~ √(χ²/df). `stageWiseEstimate`
 * is where the tail is one half.
 *
 * Reports show the repeated interval instead (docs/contributing/decisions/one-interval.md).
 *
 * Source: A. A. Tsiatis, G. L. Rosner and C. R. Mehta, Biometrics 40 (1984); C. Jennison and B. W. Turnbull, J. Royal
 * Statistical Society B 51 (1989).
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

/** A look at any mean over its standard error. */
export interface LookTaken {
  /** One over the mean's variance at this look, in any unit. */
  readonly information: number;
  readonly degreesOfFreedom: number;
  /** |t| that decides the comparison. */
  readonly critical: number;
}

/**
 * @param taken boundaries of the looks taken, the stop last
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

/** Median-unbiased estimate, for any mean with Cov(earlier, later) = Var(later), such as one over seeds and test examples. */
export function stageWiseEstimate(taken: readonly LookTaken[], estimate: Estimate): number {
  requireLooks(taken);
  requireBetween('stageWiseEstimate', 'standardError', estimate.standardError, 0, Infinity);
  const looks = relativeToStop(taken);
  // Outcomes below zero are mirrored.
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

/** Two-sided p for looks of any information, by averaging over σ. */
export function stageWisePValueOf(taken: readonly LookTaken[], statistic: number): number {
  requireLooks(taken);
  return Math.min(1, 2 * stageWiseTail(taken, { mean: Math.abs(statistic), standardError: 1 }, 0));
}

/** P(an outcome at least as high) if `difference` is true; rises with it. */
export function stageWiseTail(taken: readonly LookTaken[], estimate: Estimate, difference: number): number {
  requireLooks(taken);
  const [effect, truth] = [estimate.mean, difference].map((value) => value / estimate.standardError);
  return upperPValue(relativeToStop(taken), effect as number, truth as number);
}

function relativeToStop(taken: readonly LookTaken[]): readonly LookTaken[] {
  const { information } = taken.at(-1) as LookTaken;
  return taken.map((look) => ({ ...look, information: look.information / information }));
}

/** P(an outcome at least as high), with the difference in standard errors at the stop. */
function upperPValue(looks: readonly LookTaken[], effect: number, difference: number): number {
  const { degreesOfFreedom } = looks.at(-1) as LookTaken;
  const atTheStop = studentTCdf(difference - effect, degreesOfFreedom);
  if (looks.length === 1) return atTheStop;
  // Averages the effect of earlier looks over σ; without them, the t distribution is exact.
  const change = averageOverSpread(COARSE, degreesOfFreedom, (ratio) => {
    const withLooks = outcomeAbove(looks, effect * ratio, difference * ratio);
    return withLooks - normalCdf((difference - effect) * ratio);
  });
  return Math.min(1, Math.max(0, atTheStop + change));
}

/** P(an upper exit before the stop, or a mean of at least `effect` there), in true standard errors. */
function outcomeAbove(looks: readonly LookTaken[], effect: number, drift: number): number {
  let running = start();
  let above = 0;
  for (const look of looks.slice(0, -1)) {
    const { information } = look;
    const noncentrality = drift * Math.sqrt(information);
    // Normal boundaries that are crossed as often as those of |t|.
    const upper = noncentrality - normalQuantile(exceeds(look, noncentrality));
    const lower = noncentrality + normalQuantile(exceeds(look, -noncentrality));
    above += massAbove(running, information, upper, drift);
    running = advance(running, information, lower, upper, drift);
  }
  return above + massAbove(running, 1, effect, drift);
}

/** P(t ≥ critical) to four digits, at a tenth of the noncentral t's cost. */
function exceeds({ critical, degreesOfFreedom }: LookTaken, noncentrality: number): number {
  if (critical === Infinity) return 0;
  return averageOverSpread(FINE, degreesOfFreedom, (ratio) => normalCdf(noncentrality - critical * ratio));
}

/** Mean of f(s/σ) over the distribution of an estimated standard deviation. */
function averageOverSpread(rule: Rule, degreesOfFreedom: number, f: (ratio: number) => number): number {
  let total = 0;
  let weights = 0;
  rule.nodes.forEach((node, index) => {
    // The lower tail of ln(s/σ) is longer: from 10 standard deviations below its middle to 4.5 above.
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
