/** Six worlds have exchangeable arms under no difference; in the last two only the mean difference is zero. */
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { createRandom, type Random, randomNormal } from '../../src/stats/random.ts';

/** Default maximum of `seeds` in the config. */
export const PAIRS = normaliseSeeds(DEFAULT_SEEDS).max;
/** Redraws failures rarely, since their boundaries take a fifth of a second. */
const REPETITIONS_A_PATTERN = 250;

/** Fall of a collapsed run, in standard deviations of an ordinary pair difference. */
const COLLAPSE = 10;

/** A failed run is null; higher is better. */
export interface Arms {
  readonly baseline: ReadonlyArray<number | null>;
  readonly candidate: ReadonlyArray<number | null>;
}

export interface World {
  readonly name: string;
  readonly exchangeable: boolean;
  /** Standard deviation of a pair's difference: the unit of effects and margins. */
  readonly deviation: number;
  /** @param shift true mean of candidate minus baseline */
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

/** Share of a run's variance that its seed explains. */
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
  // exp(z) for a standard normal z.
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
  // The arms share a normal part; the variant adds a skewed one with mean zero.
  world('exponential − 1', false, 1, (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + exponential(random) - 1];
  }),
];

/** Some of the variant's runs collapse; the others are better, so that the mean difference is zero. */
function withCollapses(share: number): World {
  const deviation = Math.sqrt(1 + share * (1 - share) * COLLAPSE ** 2);
  return world(`collapses on ${100 * share} %`, false, deviation, (random, shift) => {
    const shared = randomNormal(random);
    const gain = COLLAPSE * share - (random() < share ? COLLAPSE : 0);
    return [shared, shared + shift + randomNormal(random) + gain];
  });
}

/** No design choice used these; arms are not exchangeable, and the mean difference is zero. */
export const UNSEEN_WORLDS: readonly World[] = [
  world('lognormal difference', false, Math.sqrt((Math.E - 1) * Math.E), (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + Math.exp(randomNormal(random)) - Math.exp(0.5)];
  }),
  // Mirrors a world used for the design.
  world('1 − exponential', false, 1, (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + 1 - exponential(random)];
  }),
  // Training either leaves a plateau or does not.
  world('two modes', false, Math.sqrt(5), (random, shift) => {
    const shared = randomNormal(random);
    return [shared, shared + shift + randomNormal(random) + (random() < 0.2 ? 4 : -1)];
  }),
  ...[0.05, 0.1, 0.2].map(withCollapses),
];
