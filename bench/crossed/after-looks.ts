/**
 * Uses the tail probability, ten times faster than intervals, and the unbiased estimate of all pairs, which removes most noise.
 */
import { crossedTest } from '../../src/stats/crossed/crossed-test.ts';
import { studentTQuantile } from '../../src/stats/distributions/student-t.ts';
import { findRoot } from '../../src/stats/numerics/root.ts';
import { createRandom } from '../../src/stats/random.ts';
import { type LookTaken, stageWiseTail } from '../../src/stats/sequential/stage-wise.ts';
import { ALPHA, DEFAULT, decide, looksOf, shareOf } from './decide.ts';
import { Draws } from './draws.ts';
import { type Seen, seeLooks } from './looks.ts';
import { Mean, Rate, tableOf } from './rates.ts';
import type { World } from './worlds/world.ts';

/** The difference is in the metric's unit. */
export interface Cell {
  readonly world: World;
  readonly gain: number;
  readonly truth: number;
}

export function studyAfterLooks(cells: readonly Cell[], repetitions: number): string {
  return tableOf(
    cells.map(({ world, gain, truth }) => {
      const [ordinary, stageWise, missedBelow, missedAbove] = [
        new Rate(),
        new Rate(),
        new Rate(),
        new Rate(),
      ];
      const [plain, unbiased, pairs] = [new Mean(), new Mean(), new Mean()];
      const draws = new Draws(createRandom('crossed', 'after looks', world.name, gain));
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const seen = seeLooks(world.draw(draws, gain));
        const outcome = decide(seen, DEFAULT);
        const stop = seen[outcome.look] as Seen;
        const { low, high } = crossedTest(stop.estimate).interval;
        ordinary.count(low <= truth && truth <= high);
        const { tail, estimate } = afterStop(seen.slice(0, outcome.look + 1), truth);
        stageWise.count(tail >= ALPHA / 2 && tail <= 1 - ALPHA / 2);
        missedAbove.count(tail < ALPHA / 2);
        missedBelow.count(tail > 1 - ALPHA / 2);
        const all = (seen.at(-1) as Seen).estimate.difference;
        plain.add(stop.estimate.difference - all);
        unbiased.add(estimate - all);
        pairs.add(outcome.pairs);
      }
      return {
        World: world.name,
        difference: truth.toPrecision(3),
        pairs: pairs.value.toFixed(1),
        'ordinary interval covers': ordinary,
        'stage-wise covers': stageWise,
        'all of it below': missedBelow,
        'all of it above': missedAbove,
        'bias of the plain estimate': bias(plain, truth),
        'of the median-unbiased': bias(unbiased, truth),
      };
    }),
  );
}

/** Bias in % of the difference, or in points if there is none. */
function bias({ value, standardError }: Mean, truth: number): string {
  const [unit, name] = truth === 0 ? [0.01, ' points'] : [truth / 100, ' %'];
  return `${(value / unit).toFixed(2)} ± ${(standardError / unit).toFixed(2)}${name}`;
}

interface Shown {
  /** The interval covers the truth outside both tails. */
  readonly tail: number;
  readonly estimate: number;
}

/** After an objection at a boundary, the repeated interval is shown. */
function afterStop(taken: readonly Seen[], truth: number): Shown {
  const stop = taken.at(-1) as Seen;
  const planned = looksOf(shareOf(stop), ALPHA);
  const looks: LookTaken[] = taken.map(({ estimate: { degreesOfFreedom } }, look) => {
    const { information, significanceLevel } = planned[look] as (typeof planned)[number];
    return {
      information,
      degreesOfFreedom,
      critical: -studentTQuantile(significanceLevel / 2, degreesOfFreedom),
    };
  });
  const { difference: mean, standardError } = stop.estimate;
  const wasHeldBack = taken.some(
    ({ test }, look) =>
      look < taken.length - 1 && Math.abs(test?.statistic ?? 0) >= (looks[look] as LookTaken).critical,
  );
  if (wasHeldBack) {
    const { critical } = looks.at(-1) as LookTaken;
    return { tail: Math.abs(mean - truth) <= critical * standardError ? 0.5 : 0, estimate: mean };
  }
  // Outcomes below zero are mirrored.
  const sign = mean < 0 ? -1 : 1;
  const observed = { mean: sign * mean, standardError };
  const tail = stageWiseTail(looks, observed, sign * truth);
  return { tail: sign < 0 ? 1 - tail : tail, estimate: sign * medianUnbiased(looks, observed) };
}

function medianUnbiased(
  looks: readonly LookTaken[],
  observed: { readonly mean: number; readonly standardError: number },
): number {
  if (looks.length === 1) return observed.mean;
  const excess = (difference: number) => stageWiseTail(looks, observed, difference) - 0.5;
  let down = observed.standardError;
  while (excess(observed.mean - down) > 0) down *= 2;
  return findRoot(excess, observed.mean - down, observed.mean + observed.standardError, 1e-3);
}
