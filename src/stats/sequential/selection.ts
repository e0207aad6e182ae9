/**
 * How much a verdict enlarges estimates: a difference that reaches a boundary is more often one that chance has enlarged.
 *
 * `truthBehind` is the true difference at which the estimates that reach a verdict, at whichever look, average the observed one.
 * Looks are simulated: means with the information of each look, and spreads with its degrees of freedom (Wilson–Hilferty). The
 * draws depend on the design alone, so the answer scales with the unit.
 *
 * Source: A. Gelman and J. Carlin, Perspectives on Psychological Science 9 (2014), "type M error".
 */
import { createRandom, randomNormal } from '../random.ts';
import type { LookTaken } from './stage-wise.ts';

const DRAWS = 2_000;
const STEPS = 14;

interface Observed {
  /** Above zero, and so is its truth. */
  readonly difference: number;
  readonly standardError: number;
  /** An improvement must be above it. */
  readonly minEffect?: number | undefined;
}

/**
 * @param looks all planned ones, by rising information
 * @param stop index of the look that decided
 * @returns from 0, where no true difference is needed, to the observed difference
 */
export function truthBehind(
  looks: readonly LookTaken[],
  stop: number,
  { difference, standardError, minEffect = 0 }: Observed,
): number {
  const information = looks[stop]?.information ?? 1;
  const relative = looks.map((look) => ({ ...look, information: look.information / information }));
  const draws = drawPaths(relative);
  const seen = difference / standardError;
  const least = minEffect / standardError;
  let low = 0;
  let high = seen;
  if (meanOfDecided(relative, draws, 0, least) >= seen) return 0;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (meanOfDecided(relative, draws, middle, least) > seen) high = middle;
    else low = middle;
  }
  return ((low + high) / 2) * standardError;
}

/** One path: the noise of the mean at each look, and of the spread. */
interface Path {
  readonly noise: readonly number[];
  readonly spread: number;
}

function drawPaths(looks: readonly LookTaken[]): readonly Path[] {
  const random = createRandom('selection', ...looks.map(({ information }) => information.toFixed(6)));
  return Array.from({ length: DRAWS }, () => {
    let [before, sum] = [0, 0];
    const noise = looks.map(({ information }) => {
      sum += Math.sqrt(Math.max(0, information - before)) * randomNormal(random);
      before = information;
      return sum / information;
    });
    return { noise, spread: randomNormal(random) };
  });
}

/** In standard errors at the stop. Where no path is decided, one that were would hardly pass the lowest boundary. */
function meanOfDecided(
  looks: readonly LookTaken[],
  draws: readonly Path[],
  truth: number,
  least: number,
): number {
  const bounds = looks.map(({ information, critical }) => least + critical / Math.sqrt(information));
  let [sum, decided] = [0, 0];
  for (const { noise, spread } of draws) {
    for (const [at, { information, degreesOfFreedom, critical }] of looks.entries()) {
      const mean = truth + (noise[at] as number);
      const reach = (critical * spreadOf(spread, degreesOfFreedom)) / Math.sqrt(information);
      if (mean < -reach) break;
      if (mean - least < reach) continue;
      sum += mean;
      decided++;
      break;
    }
  }
  return decided === 0 ? Math.min(...bounds) : sum / decided;
}

/** Quantile of s/σ at a standard normal deviate. */
function spreadOf(deviate: number, degreesOfFreedom: number): number {
  const variance = 2 / (9 * degreesOfFreedom);
  return Math.max(0.01, 1 - variance + deviate * Math.sqrt(variance)) ** 1.5;
}
