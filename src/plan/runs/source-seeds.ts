import type { VARIATIONS } from '../../config/schema/schema.ts';

/** A source of randomness in training, as listed in `vary`. */
export type Source = (typeof VARIATIONS)[number];

/** One seed per source. In a comparison, each is the run's seed. */
export type SourceSeeds = Readonly<Record<Source, number>>;

/** Seed of a source that does not vary. Seeds of runs start at 1, so none equals it. */
const PINNED_SEED = 0;

export function everySource(seed: number): SourceSeeds {
  return { init: seed, order: seed, data: seed };
}

/** Gives each source that `vary` does not list the same seed in every run. */
export function pinSeeds(seeds: SourceSeeds, vary: readonly Source[]): SourceSeeds {
  const pin = (source: Source) => (vary.includes(source) ? seeds[source] : PINNED_SEED);
  return { init: pin('init'), order: pin('order'), data: pin('data') };
}
