/**
 * Reproducible random numbers.
 *
 * Every resampler takes its generator as an argument, derived from *its purpose* (experiment, variant, metric), so that no
 * result depends on the order of computations or on other metrics.
 *
 * Labels are hashed with SHA-256 into the 128-bit state of xoroshiro128+ (pure-rand), each with its type and length: `('a',
 * 'bc')` and `('ab', 'c')`, or `1` and `'1'`, give unrelated streams.
 */
import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Uniform in [0, 1), a multiple of 2^-53. */
export type Random = () => number;

/**
 * Stream for these labels.
 *
 * @example
 * const random = createRandom('gloss', 'variant-a', 'macro_f1', 'bootstrap');
 * random(); // the same number on every machine, in every run
 */
export function createRandom(...labels: ReadonlyArray<string | number>): Random {
  const hash = createHash('sha256');
  for (const label of labels) {
    const text = String(label);
    hash.update(`${typeof label}:${text.length}:${text};`, 'utf8');
  }
  const digest = hash.digest();
  // A zero state would stay zero; SHA-256 gives it with probability 2^-128.
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
  return () => uniformFloat64(generator);
}

/** Uniform integer in [0, below), with a bias below `below` / 2^53. */
export function randomInteger(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Uses Marsaglia's polar method. */
export function randomNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** Shuffles in place (Fisher and Yates). */
export function shuffle<Item>(items: Item[], random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInteger(random, last + 1);
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
}
