import { type Random, randomInteger } from '../../src/stats/random.ts';
import { accuracy, LOOKS, type Trial, trial } from './trials.ts';
import { isPossible, type Law, type WorldLaw } from './worlds.ts';

const LAWS: readonly Law[] = ['normal', 'exponential', 'minus-exponential', 'lognormal'];

/** Draws a world of true difference 0 and a design. */
export function drawTrial(random: Random): Trial {
  for (;;) {
    const world = random() < 0.75 ? drawExamples(random) : drawValues(random);
    if (!isPossible(world)) continue;
    const isOnce = (world.kind === 'values' && !world.isPaired) || random() < 0.25;
    const looks = isOnce ? [5 + randomInteger(random, 20)] : LOOKS;
    return trial(world, { looks });
  }
}

function drawExamples(random: Random): WorldLaw {
  if (random() < 0.15) {
    return {
      kind: 'scores',
      examples: Math.round(between(random, 30, 1000)),
      rareGains: (random() < 0.5 ? -1 : 1) * between(random, 0.005, 0.1),
      seedDeviation: between(random, 0.002, 0.05),
      noise: between(random, 0.05, 1),
    };
  }
  return accuracy({
    examples: Math.round(between(random, 30, 1000)),
    clusterSize: random() < 0.2 ? 2 + randomInteger(random, 5) : 1,
    accuracy: 1 - between(random, 0.02, 0.5),
    seedDeviation: { baseline: between(random, 0.03, 1), variant: between(random, 0.03, 1) },
    rareGains: random() < 0.2 ? between(random, 0.005, 0.05) : 0,
    collapse: random() < 0.2 ? between(random, 0.02, 0.3) : 0,
  });
}

function drawValues(random: Random): WorldLaw {
  return {
    kind: 'values',
    isPaired: random() < 0.7,
    deviation: { baseline: between(random, 0.1, 3), variant: 1 },
    law: LAWS[randomInteger(random, LAWS.length)] as Law,
    collapse: random() < 0.3 ? between(random, 0.02, 0.3) : 0,
  };
}

/** Uniform on the logarithm, to two digits. */
function between(random: Random, low: number, high: number): number {
  return Number((low * (high / low) ** random()).toPrecision(2));
}

/** Whether a group of cases, or of seeds, can be missing from all that was drawn. */
export function canHide(world: WorldLaw): boolean {
  return (
    (world.kind !== 'scores' && world.collapse > 0) || (world.kind !== 'values' && world.rareGains !== 0)
  );
}
