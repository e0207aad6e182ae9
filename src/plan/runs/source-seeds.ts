import type { VARIATIONS } from '../../config/schema/schema.ts';

/** A source of chance in a training: what `vary` lists. */
export type Source = (typeof VARIATIONS)[number];

/** One seed a source. In the runs of a comparison all of them are the run's seed. */
export type SourceSeeds = Readonly<Record<Source, number>>;

/** The seed of a source that does not vary. Runs count their seeds from 1, so it is nobody's. */
const PINNED_SEED = 0;

export function everySource(seed: number): SourceSeeds {
  return { init: seed, order: seed, data: seed };
}

/** What a program is told: a source that `vary` does not list gets the same seed in every run. */
export function pinSeeds(seeds: SourceSeeds, vary: readonly Source[]): SourceSeeds {
  const pin = (source: Source) => (vary.includes(source) ? seeds[source] : PINNED_SEED);
  return { init: pin('init'), order: pin('order'), data: pin('data') };
}
