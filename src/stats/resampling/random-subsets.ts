/** Sums of random subsets of one size. */
import { randomInteger } from '../random.ts';
import { CHUNK, sharedDraws } from './shared-draws.ts';

const MOST_IN_16_BITS = 2 ** 16;

const drawSubsets = sharedDraws('subsets', ([values = 0, size = 0], random) => {
  const places = CHUNK * size;
  const subsets = values > MOST_IN_16_BITS ? new Uint32Array(places) : new Uint16Array(places);
  const order = Uint32Array.from({ length: values }, (_, index) => index);
  // The first steps of a Fisher–Yates shuffle give a uniform subset from any starting order.
  for (let at = 0; at < places; at++) {
    const step = at % size;
    const other = step + randomInteger(random, values - step);
    const place = order[other] as number;
    order[other] = order[step] as number;
    order[step] = place;
    subsets[at] = place;
  }
  return subsets;
});

/** @returns the sum of each sampled subset */
export function subsetSums(values: readonly number[], size: number, samples: number): Float64Array {
  const summands = Float64Array.from(values);
  const sums = new Float64Array(samples);
  for (let start = 0; start < samples; start += CHUNK) {
    const subsets = drawSubsets([values.length, size], start / CHUNK);
    const end = Math.min(CHUNK, samples - start);
    let at = 0;
    for (let sample = 0; sample < end; sample++) {
      let sum = 0;
      for (let step = 0; step < size; step++) sum += summands[subsets[at++] as number] as number;
      sums[start + sample] = sum;
    }
  }
  return sums;
}
