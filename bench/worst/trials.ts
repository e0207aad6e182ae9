/** Worlds that were found to be the worst, and those of ordinary use. */
import { normaliseSeeds } from '../../src/config/file/normalise.ts';
import { DEFAULT_SEEDS } from '../../src/config/schema/schema.ts';
import { planLooks } from '../../src/plan/runs/plan-looks.ts';
import type { ExampleWorld, ScoreWorld, ValueWorld, WorldLaw } from './worlds.ts';

export interface Trial {
  readonly name: string;
  readonly world: WorldLaw;
  readonly looks: readonly number[];
  readonly shift?: number;
  readonly margin?: number | null;
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

const UNSTEADY = { baseline: 0.05, variant: 0.8 };

const trial = (name: string, world: WorldLaw, more: Partial<Trial> = {}): Trial => ({
  name,
  world,
  looks: LOOKS,
  ...more,
});

/** True difference 0. */
export const KNOWN: readonly Trial[] = [
  trial(
    'accuracy .95, 500 examples, seeds sd .05 and .8',
    accuracy({ accuracy: 0.95, examples: 500, seedDeviation: UNSTEADY }),
  ),
  trial(
    'accuracy .97, 500 examples, seeds sd .05 and .8',
    accuracy({ accuracy: 0.97, examples: 500, seedDeviation: UNSTEADY }),
  ),
  trial(
    'accuracy .95, 200 examples, seeds sd .05 and .8',
    accuracy({ accuracy: 0.95, seedDeviation: UNSTEADY }),
  ),
  trial(
    'accuracy .80, 500 examples, seeds sd .05 and .8',
    accuracy({ examples: 500, seedDeviation: UNSTEADY }),
  ),
  trial(
    'accuracy .95, 2,000 examples, seeds sd .1 and .4',
    accuracy({ accuracy: 0.95, examples: 2000, seedDeviation: { baseline: 0.1, variant: 0.4 } }),
  ),
  trial('gains on 3 %, 50 examples', scores({ examples: 50, rareGains: 0.03 })),
  trial('gains on 1.5 %, 100 examples', scores({ examples: 100, rareGains: 0.015 })),
  trial('gains on 2 %, 200 examples', scores({})),
  trial('metric alone, 5 seeds, exponential', values({ law: 'exponential' }), { looks: [5] }),
  trial('metric alone, 5 seeds, collapse on 20 %', values({ collapse: 0.2 }), { looks: [5] }),
  trial('metric alone, 6 to 25 seeds, collapse on 5 %', values({ collapse: 0.05 })),
  trial('unpaired, constant and exponential, 8 runs', values({ isPaired: false, law: 'exponential' }), {
    looks: [8],
  }),
];

/** True difference at the margin. */
export const EQUIVALENT: readonly Trial[] = [2, 3, 5].flatMap((seeds) =>
  [0.15, 0.5].map((deviation) =>
    trial(
      `${seeds} seeds, 500 examples, seeds sd ${deviation}`,
      accuracy({ examples: 500, seedDeviation: { baseline: deviation, variant: deviation } }),
      { looks: [seeds], shift: 0.06, margin: 0.06 },
    ),
  ),
);

export const WITH_EFFECT: readonly Trial[] = [
  trial('200 examples, +6 points', accuracy({}), { shift: 0.06 }),
  trial('500 examples, +4 points', accuracy({ examples: 500 }), { shift: 0.04 }),
  trial('2,000 examples, +2.5 points', accuracy({ examples: 2000 }), { shift: 0.025 }),
  trial('accuracy .95, 500 examples, +1.5 points', accuracy({ accuracy: 0.95, examples: 500 }), {
    shift: 0.015,
  }),
  trial(
    '2,000 examples, seeds sd .3, +4 points',
    accuracy({ examples: 2000, seedDeviation: { baseline: 0.3, variant: 0.3 } }),
    { shift: 0.04 },
  ),
  trial('gains on 2 % of 200 examples, +2 points', scores({}), { shift: 0.02 }),
  trial('gains on 2 % of 200 examples, −2 points', scores({}), { shift: -0.02 }),
  trial('losses on 2 % of 200 examples, −2 points', scores({ rareGains: -0.02 }), { shift: -0.02 }),
  trial('5 seeds, +1.5 sd', values({}), { looks: [5], shift: 1.5 }),
  trial('unpaired, 8 runs, +1.5 sd', values({ isPaired: false, deviation: { baseline: 1, variant: 1 } }), {
    looks: [8],
    shift: 1.5,
  }),
  trial('unpaired, 5 runs, +2.5 sd', values({ isPaired: false, deviation: { baseline: 1, variant: 1 } }), {
    looks: [5],
    shift: 2.5,
  }),
];
