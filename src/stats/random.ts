/**
 * Reproducible random numbers. A generator is derived from *its purpose* (experiment, variant, metric), so that no result
 * depends on the order of computations.
 *
 * Labels are hashed with SHA-256 into the state of xoroshiro128+, each with its type and length: `('a', 'bc')` and `('ab',
 * 'c')`, or `1` and `'1'`, give unrelated streams.
 */
import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Uniform in [0, 1), a multiple of 2^-53. */
export type Random = () => number;

/**
 * @example createRandom('gloss', 'variant-a', 'macro_f1', 'bootstrap')() // the same number on every machine, in every run
 */
export function createRandom(...labels: ReadonlyArray<string | number>): Random {
  const hash = createHash('sha256');
  for (const label of labels) {
    const text = String(label);
    hash.update(`${typeof label}:${text.length}:${text};`, 'utf8');
  }
  const digest = hash.digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  return () => uniformFloat64(generator);
}

/** Uniform in [0, below). */
export function randomInteger(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Marsaglia's polar method. */
export function randomNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** In place (Fisher and Yates). */
export function shuffle<Item>(items: Item[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInteger(random, last + 1);
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
}
