import type { VARIATIONS } from '../../config/schema/schema.ts';

/** As listed in `vary`. */
export type Source = (typeof VARIATIONS)[number];

/** In a comparison, each is the run's seed. */
export type SourceSeeds = Readonly<Record<Source, number>>;

/** Of sources that do not vary. Seeds of runs start at 1, so none equals it. */
const PINNED_SEED = 0;

export function everySource(seed: number): SourceSeeds {
  return { init: seed, order: seed, data: seed };
}

export function pinSeeds(seeds: SourceSeeds, vary: readonly Source[]): SourceSeeds {
  const pin = (source: Source) => (vary.includes(source) ? seeds[source] : PINNED_SEED);
  return { init: pin('init'), order: pin('order'), data: pin('data') };
}
