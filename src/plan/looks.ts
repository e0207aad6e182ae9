import type { Seeds } from '../config/normalise.ts';

/** A planned point at which the accumulated pairs are tested, and the two-sided level it may spend. */
export interface Look {
  readonly pairs: number;
  readonly significanceLevel: number;
}

/**
 * The looks of a design. A fixed design has one, after the last pair, which spends all of alpha.
 */
export function planLooks(seeds: Seeds, alpha: number): readonly Look[] {
  return [{ pairs: seeds.max, significanceLevel: alpha }];
}
