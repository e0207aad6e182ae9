/** Worlds whose true difference is known: both models have the same mean metric, plus `shift`. */
import { normalQuantile } from '../../src/stats/distributions/normal.ts';
import type { Draws } from '../crossed/draws.ts';

export interface ExampleWorld {
  readonly kind: 'examples';
  readonly examples: number;
  /** Examples that belong together; 1: each is its own. */
  readonly clusterSize: number;
  readonly accuracy: number;
  /** On the probit scale: how much a seed moves a model. */
  readonly seedDeviation: { readonly baseline: number; readonly variant: number };
  /** Share of cases that the baseline always gets wrong and the variant right; the variant pays on all others. */
  readonly rareGains: number;
  /** Share of the variant's seeds under which it only guesses one of ten classes. */
  readonly collapse: number;
}

export type Law = 'normal' | 'exponential' | 'minus-exponential' | 'lognormal';

export interface ValueWorld {
  readonly kind: 'values';
  readonly isPaired: boolean;
  readonly deviation: { readonly baseline: number; readonly variant: number };
  /** Of the variant's runs, with mean 0; the baseline's are normal. */
  readonly law: Law;
  /** Share of the variant's seeds that fall by ten standard deviations of a pair. */
  readonly collapse: number;
}

/** A score by example, such as a loss: few examples gain 1, and all pay their part of it. Below 0, they lose. */
export interface ScoreWorld {
  readonly kind: 'scores';
  readonly examples: number;
  readonly rareGains: number;
  readonly seedDeviation: number;
  readonly noise: number;
}

export type WorldLaw = ExampleWorld | ScoreWorld | ValueWorld;

export interface Run {
  readonly value: number;
  /** 1 where the run is right; null if it saved no predictions. */
  readonly row: Float64Array | null;
}

export interface Sample {
  readonly baseline: readonly Run[];
  readonly variant: readonly Run[];
}

const ABILITY_CORRELATION = 0.5;
const NOISE = 0.6;
const GUESS = 0.1;
const COLLAPSE = 10;

/** @param shift true lead of the variant, in the metric's unit */
export function drawSample(world: WorldLaw, seeds: number, draws: Draws, shift = 0): Sample {
  if (world.kind === 'examples') return drawExamples(world, seeds, draws, shift);
  return world.kind === 'scores'
    ? drawScores(world, seeds, draws, shift)
    : drawValues(world, seeds, draws, shift);
}

function drawExamples(world: ExampleWorld, seeds: number, draws: Draws, shift: number): Sample {
  const { examples, accuracy, seedDeviation, rareGains, collapse } = world;
  const ordinary = (target: number, deviation: number) =>
    normalQuantile(target) * Math.sqrt(1 + deviation ** 2 + NOISE ** 2);
  const ofOthers = (accuracy - collapse * GUESS + shift) / (1 - collapse);
  const before = ordinary(accuracy / (1 - rareGains), seedDeviation.baseline);
  const after = ordinary((ofOthers - rareGains) / (1 - rareGains), seedDeviation.variant);
  const abilities = drawAbilities(world, draws);
  const isRare = Uint8Array.from({ length: examples }, () => Number(draws.uniform() < rareGains));
  const run = (arm: 0 | 1): Run => {
    const deviation = arm === 0 ? seedDeviation.baseline : seedDeviation.variant;
    const lead = (arm === 0 ? before : after) + deviation * draws.normal();
    const isCollapsed = arm === 1 && draws.uniform() < collapse;
    const own = abilities[arm] as Float64Array;
    const row = new Float64Array(examples);
    let right = 0;
    for (let example = 0; example < examples; example++) {
      const noise = draws.normal();
      const isRight = isCollapsed
        ? draws.uniform() < GUESS
        : isRare[example] === 1
          ? arm === 1
          : lead + (own[example] as number) + NOISE * noise > 0;
      row[example] = Number(isRight);
      right += Number(isRight);
    }
    return { value: right / examples, row };
  };
  return {
    baseline: Array.from({ length: seeds }, () => run(0)),
    variant: Array.from({ length: seeds }, () => run(1)),
  };
}

function drawScores(world: ScoreWorld, seeds: number, draws: Draws, shift: number): Sample {
  const { examples, rareGains, seedDeviation, noise } = world;
  const share = Math.abs(rareGains);
  const effects = Float64Array.from(
    { length: examples },
    () => Math.sign(rareGains) * (Number(draws.uniform() < share) - share),
  );
  // Both models have half of the variance.
  const run = (own: Float64Array | null): Run => {
    const lead = (own === null ? 0 : shift) + seedDeviation * Math.SQRT1_2 * draws.normal();
    const row = Float64Array.from(
      effects,
      (_, example) => lead + (own?.[example] ?? 0) + noise * Math.SQRT1_2 * draws.normal(),
    );
    return { value: row.reduce((sum, value) => sum + value, 0) / examples, row };
  };
  return {
    baseline: Array.from({ length: seeds }, () => run(null)),
    variant: Array.from({ length: seeds }, () => run(effects)),
  };
}

function drawAbilities({ examples, clusterSize }: ExampleWorld, draws: Draws): readonly Float64Array[] {
  const [shared, own] = [Math.sqrt(ABILITY_CORRELATION), Math.sqrt(1 - ABILITY_CORRELATION)];
  const arms = [new Float64Array(examples), new Float64Array(examples)] as const;
  // Half of the variance is the cluster's, if there are clusters.
  const [ofCluster, ofExample] = clusterSize > 1 ? [Math.SQRT1_2, Math.SQRT1_2] : [0, 1];
  let cluster = [0, 0, 0];
  for (let example = 0; example < examples; example++) {
    if (example % clusterSize === 0) cluster = [draws.normal(), draws.normal(), draws.normal()];
    const part = (of: 0 | 1 | 2) => ofCluster * (cluster[of] as number) + ofExample * draws.normal();
    const common = shared * part(0);
    arms[0][example] = common + own * part(1);
    arms[1][example] = common + own * part(2);
  }
  return arms;
}

function drawValues(world: ValueWorld, seeds: number, draws: Draws, shift: number): Sample {
  const { deviation, law, collapse } = world;
  const fall = COLLAPSE * Math.hypot(deviation.baseline, deviation.variant);
  const baseline = (): Run => ({ value: deviation.baseline * draws.normal(), row: null });
  const variant = (): Run => {
    const value = deviation.variant * LAWS[law](draws) + shift;
    return { value: value + fall * (collapse - Number(draws.uniform() < collapse)), row: null };
  };
  return {
    baseline: Array.from({ length: seeds }, baseline),
    variant: Array.from({ length: seeds }, variant),
  };
}

/** Mean 0 and standard deviation 1. */
const LAWS: Readonly<Record<Law, (draws: Draws) => number>> = {
  normal: (draws) => draws.normal(),
  exponential: (draws) => draws.exponential() - 1,
  'minus-exponential': (draws) => 1 - draws.exponential(),
  lognormal: (draws) => (Math.exp(draws.normal()) - Math.exp(0.5)) / Math.sqrt((Math.E - 1) * Math.E),
};

/** Whether the accuracies that the world needs exist. */
export function isPossible(world: WorldLaw): boolean {
  if (world.kind !== 'examples') return true;
  const { accuracy, rareGains, collapse } = world;
  const others = ((accuracy - collapse * GUESS) / (1 - collapse) - rareGains) / (1 - rareGains);
  const before = accuracy / (1 - rareGains);
  return others > 0.05 && others < 0.999 && before < 0.999;
}
