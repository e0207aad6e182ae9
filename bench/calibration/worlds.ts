/**
 * The worlds that the calibration study trains in: how the results of the baseline's and the variant's runs come about.
 *
 * In six of them the arms are exchangeable when there is no difference: swapping them changes nothing, which is the case that
 * "false alarm" is about. In the last two they are not, only the mean difference is zero.
 */
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { createRandom, type Random, randomNormal } from '../../src/stats/random.ts';

/** As many as the default of `seeds` in the config has at most. */
export const PAIRS = normaliseSeeds(DEFAULT_SEEDS).max;
/** Failures are redrawn after this many repetitions: the boundaries depend on them, and take a fifth of a second. */
const REPETITIONS_A_PATTERN = 250;

/** How far a run that collapses falls, in standard deviations of the ordinary difference within a pair. */
const COLLAPSE = 10;

/** The result of every planned run by seed, null where the run failed. Higher is better. */
export interface Arms {
  readonly baseline: ReadonlyArray<number | null>;
  readonly candidate: ReadonlyArray<number | null>;
}

export interface World {
  readonly name: string;
  readonly exchangeable: boolean;
  /** Standard deviation of the difference within a pair: the unit of effects and margins. */
  readonly deviation: number;
  /** @param shift true mean of the candidate minus that of the baseline */
  draw(random: Random, shift: number, repetition: number): Arms;
}

type DrawPair = (random: Random, shift: number) => readonly [baseline: number, candidate: number];

function world(name: string, exchangeable: boolean, deviation: number, drawPair: DrawPair): World {
  return {
    name,
    exchangeable,
    deviation,
    draw(random, shift) {
      const pairs = Array.from({ length: PAIRS }, () => drawPair(random, shift));
      return { baseline: pairs.map(([value]) => value), candidate: pairs.map(([, value]) => value) };
    },
  };
}

/** Arms that share nothing: two draws of the same law. */
function independent(name: string, deviationOfArm: number, law: (random: Random) => number): World {
  return world(name, true, Math.SQRT2 * deviationOfArm, (random, shift) => [
    law(random),
    shift + law(random),
  ]);
}

function studentT3(random: Random): number {
  const squares = randomNormal(random) ** 2 + randomNormal(random) ** 2 + randomNormal(random) ** 2;
  return randomNormal(random) / Math.sqrt(squares / 3);
}

const exponential = (random: Random): number => -Math.log(1 - random());

const EXAMPLES = 200;
const ACCURACY = 0.8;

function accuracy(random: Random, probability: number): number {
  let hits = 0;
  for (let example = 0; example < EXAMPLES; example++) if (random() < probability) hits++;
  return hits / EXAMPLES;
}

/** Of the variance of a run, the share that its seed explains. */
const CORRELATION = 0.8;

function withFailures(name: string, share: number, { deviation, exchangeable, draw }: World): World {
  return {
    name,
    exchangeable,
    deviation,
    draw(random, shift, repetition) {
      const fate = createRandom('calibration', name, Math.floor(repetition / REPETITIONS_A_PATTERN));
      const fail = (value: number | null) => (fate() < share ? null : value);
      const { baseline, candidate } = draw(random, shift, repetition);
      return { baseline: baseline.map(fail), candidate: candidate.map(fail) };
    },
  };
}

export const NORMAL = independent('normal', 1, randomNormal);

export const SEED_CORRELATED = world(
  'seed-correlated',
  true,
  Math.sqrt(2 * (1 - CORRELATION)),
  (random, shift) => {
    const shared = Math.sqrt(CORRELATION) * randomNormal(random);
    const own = Math.sqrt(1 - CORRELATION);
    return [shared + own * randomNormal(random), shift + shared + own * randomNormal(random)];
  },
);

export const WORLDS: readonly World[] = [
  NORMAL,
  independent('t, 3 df', Math.sqrt(3), studentT3),
  // The law of exp(z), z standard normal.
  independent('lognormal', Math.sqrt((Math.E - 1) * Math.E), (random) => Math.exp(randomNormal(random))),
  world('200 examples', true, Math.sqrt((2 * ACCURACY * (1 - ACCURACY)) / EXAMPLES), (random, shift) => [
    accuracy(random, ACCURACY),
    accuracy(random, ACCURACY + shift),
  ]),
  withFailures('10 % diverge', 0.1, NORMAL),
  SEED_CORRELATED,
  world('sd 1 against 3', false, Math.sqrt(10), (random, shift) => [
    randomNormal(random),
    shift + 3 * randomNormal(random),
  ]),
  // The arms share a normal part; what the variant adds to it is skewed, with mean zero.
  world('exponential − 1', false, 1, (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + exponential(random) - 1];
  }),
];

/**
 * Ordinary differences are normal, and a share of the variant's runs collapses. Where none does, the variant is better by as much as makes
 * up for it on average.
 */
function withCollapses(share: number): World {
  const deviation = Math.sqrt(1 + share * (1 - share) * COLLAPSE ** 2);
  return world(`collapses on ${100 * share} %`, false, deviation, (random, shift) => {
    const shared = randomNormal(random);
    const gain = COLLAPSE * share - (random() < share ? COLLAPSE : 0);
    return [shared, shared + shift + randomNormal(random) + gain];
  });
}

/** Laws that no choice of the design was made on. In none of them are the arms exchangeable; the true mean difference is zero. */
export const UNSEEN_WORLDS: readonly World[] = [
  world('lognormal difference', false, Math.sqrt((Math.E - 1) * Math.E), (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + Math.exp(randomNormal(random)) - Math.exp(0.5)];
  }),
  // The mirror of the one that the design was chosen on: a few seeds are much worse.
  world('1 − exponential', false, 1, (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + 1 - exponential(random)];
  }),
  // Two outcomes, as of a training that either gets out of a plateau or does not.
  world('two modes', false, Math.sqrt(5), (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + randomNormal(random) + (random() < 0.2 ? 4 : -1)];
  }),
  ...[0.05, 0.1, 0.2].map(withCollapses),
];
