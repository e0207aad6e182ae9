/** Worlds that were found to be the worst, and those of ordinary use. */
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import { describe } from './describe.ts';
import type { Question } from './engine.ts';
import type { ExampleWorld, ScoreWorld, ValueWorld, WorldLaw } from './worlds.ts';

export interface Trial extends Question {
  readonly name: string;
  readonly world: WorldLaw;
  /** True lead of the variant, in the metric's unit. */
  readonly shift: number;
}

export const LOOKS = planLooks(normaliseSeeds(DEFAULT_SEEDS));

export const accuracy = (of: Partial<ExampleWorld>): ExampleWorld => ({
  ...{ kind: 'examples', examples: 200, clusterSize: 1, accuracy: 0.8, rareGains: 0, collapse: 0 },
  ...{ seedDeviation: { baseline: 0.15, variant: 0.15 } },
  ...of,
});

const scores = (of: Partial<ScoreWorld>): ScoreWorld => ({
  ...{ kind: 'scores', examples: 200, rareGains: 0.02, seedDeviation: 0.005, noise: 0.1 },
  ...of,
});

const values = (of: Partial<ValueWorld>): ValueWorld => ({
  ...{ kind: 'values', isPaired: true, deviation: { baseline: 0, variant: 1 }, law: 'normal', collapse: 0 },
  ...of,
});

const seeds = (baseline: number, variant = baseline) => ({ seedDeviation: { baseline, variant } });

const unpaired = (baseline: number, of: Partial<ValueWorld> = {}) =>
  values({ isPaired: false, deviation: { baseline, variant: 1 }, ...of });

export function trial(
  world: WorldLaw,
  {
    looks = LOOKS,
    shift = 0,
    margin = null,
    name = describe(world, { looks, shift, margin }),
  }: Partial<Trial> = {},
): Trial {
  return { name, world, looks, shift, margin };
}

/** True difference 0; one model's seeds spread more. */
export const UNSTEADY: readonly Trial[] = [
  trial(accuracy({ accuracy: 0.95, examples: 500, ...seeds(0.05, 0.8) })),
  trial(accuracy({ accuracy: 0.97, examples: 500, ...seeds(0.05, 0.8) })),
  trial(accuracy({ accuracy: 0.95, ...seeds(0.05, 0.8) })),
  trial(accuracy({ examples: 500, ...seeds(0.05, 0.8) })),
  trial(accuracy({ accuracy: 0.95, examples: 2000, ...seeds(0.1, 0.4) })),
];

/** True difference 0; what decides is rare. */
export const RARE: readonly Trial[] = [
  trial(values({ law: 'exponential' }), { looks: [5], name: 'metric alone, 5 seeds, exponential' }),
  trial(unpaired(0, { law: 'exponential' }), {
    ...{ looks: [8], name: 'unpaired, constant and exponential, 8 runs' },
  }),
  trial(scores({ examples: 50, rareGains: 0.03 }), { name: 'gains on 3 %, 50 examples' }),
  trial(scores({ examples: 100, rareGains: 0.015 }), { name: 'gains on 1.5 %, 100 examples' }),
  trial(values({ collapse: 0.2 }), { looks: [5], name: 'metric alone, 5 seeds, collapse on 20 %' }),
  trial(values({ collapse: 0.05 }), { name: 'metric alone, 6 to 25 seeds, collapse on 5 %' }),
];

/** True difference at the margin. */
export const EQUIVALENT: readonly Trial[] = [0.15, 0.5].map((deviation) =>
  trial(accuracy({ examples: 500, ...seeds(deviation) }), { looks: [2], shift: 0.06, margin: 0.06 }),
);

/** Steady models, and gains and losses of the same size. */
export const HEALTHY: readonly Trial[] = [
  trial(accuracy({ examples: 500 }), { shift: 0.04 }),
  trial(accuracy({ examples: 500, accuracy: 0.97 }), { shift: 0.012 }),
  trial(accuracy({ examples: 2000, ...seeds(0.3) }), { shift: 0.04 }),
  trial(values({}), { looks: [5], shift: 1.5 }),
  trial(unpaired(1), { looks: [8], shift: 1.5 }),
  trial(unpaired(1), { looks: [5], shift: 2.5 }),
  trial(scores({}), { shift: 0.02 }),
  trial(scores({ rareGains: -0.02 }), { shift: -0.02 }),
  trial(scores({}), { shift: -0.02 }),
];
