/**
 * Power of the two-sample t test and of the Mann–Whitney comparison: sizes for arms that share no seeds.
 *
 * The t test's noncentrality is Δ / (σ √(1/n + 1/m)) with n + m − 2 degrees of freedom, exact for normal arms with one σ;
 * Welch's test has practically the same power there. Noether's formula gives the runs an arm needs to tell P(better) from ½.
 *
 * Compare with `pairsNeeded`: with correlation ρ between the arms, pairing needs a share 1 − ρ of the runs.
 *
 * Source: J. Cohen (1988); G. E. Noether, J. American Statistical Association 82 (1987).
 */
import { normalQuantile } from '../distributions/normal.ts';
import { requireBetween, requireFinite, StatisticsError } from '../error.ts';
import { detectableNoncentrality, smallestSize, twoSidedTPower } from './power.ts';

/** The chance that the two-sided two-sample t test rejects. `runs`: of the candidate and of the baseline. */
export function independentTPower(design: {
  readonly difference: number;
  readonly standardDeviation: number;
  readonly runs: readonly [number, number];
  readonly alpha: number;
}): number {
  const { difference, standardDeviation, runs, alpha } = design;
  requireFinite('independentTPower', [difference]);
  requireBetween('independentTPower', 'standardDeviation', standardDeviation, 0, Infinity);
  const effect = Math.abs(difference) / standardDeviation;
  return twoSidedTPower(effect / spread(runs), runs[0] + runs[1] - 2, alpha);
}

/** The smallest true difference that the test finds with probability `power`. */
export function minimumDetectableIndependentDifference(design: {
  readonly standardDeviation: number;
  readonly runs: readonly [number, number];
  readonly alpha: number;
  readonly power: number;
}): number {
  const { standardDeviation, runs, alpha, power } = design;
  requireBetween(
    'minimumDetectableIndependentDifference',
    'standardDeviation',
    standardDeviation,
    0,
    Infinity,
  );
  return detectableNoncentrality(runs[0] + runs[1] - 2, alpha, power) * spread(runs) * standardDeviation;
}

/** The fewest runs *of each arm* with which the test finds `difference` with probability `power`; null beyond `maximum`. */
export function runsNeeded(design: {
  readonly difference: number;
  readonly standardDeviation: number;
  readonly alpha: number;
  readonly power: number;
  readonly maximum?: number;
}): number | null {
  const { difference, standardDeviation, alpha, power, maximum = 1e6 } = design;
  requireFinite('runsNeeded', [difference]);
  requireBetween('runsNeeded', 'standardDeviation', standardDeviation, 0, Infinity);
  requireBetween('runsNeeded', 'power', power, 0, 1);
  const effect = Math.abs(difference) / standardDeviation;
  return smallestSize(2, maximum, (n) => twoSidedTPower(effect / spread([n, n]), 2 * n - 2, alpha) >= power);
}

/**
 * The runs of each arm that tell P(better) = `probability` from ½, one-sided at alpha.
 *
 * @example noetherRuns({ probability: 0.75, alpha: 0.05, power: 0.95 }) // 29
 */
export function noetherRuns(design: {
  readonly probability: number;
  readonly alpha: number;
  readonly power: number;
}): number {
  requireBetween('noetherRuns', 'probability', design.probability, 0.5, 1);
  const z = normalQuantile(1 - design.alpha) + normalQuantile(design.power);
  return Math.ceil((z / (design.probability - 0.5)) ** 2 / 6);
}

function spread([candidate, baseline]: readonly [number, number]): number {
  if (!(candidate >= 2 && baseline >= 2)) {
    throw new StatisticsError(
      `a two-sample test requires two runs of each model, but runs are ${candidate}, ${baseline}`,
    );
  }
  return Math.sqrt(1 / candidate + 1 / baseline);
}
