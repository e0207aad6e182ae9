/** Sums of random subsets of one size. */
import { randomInteger } from '../random.ts';
import { CHUNK, sharedDraws } from './shared-draws.ts';

const MOST_IN_8_BITS = 2 ** 8;
const MOST_IN_16_BITS = 2 ** 16;

const drawSubsets = sharedDraws('subsets', ([values = 0, size = 0], random) => {
  const places = CHUNK * size;
  const subsets = placesOf(values, places);
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

function placesOf(values: number, count: number): Uint8Array | Uint16Array | Uint32Array {
  if (values <= MOST_IN_8_BITS) return new Uint8Array(count);
  return values <= MOST_IN_16_BITS ? new Uint16Array(count) : new Uint32Array(count);
}

/** @returns how many of the subsets `from` to `to` have a sum that is at least `bound` away from zero */
export function countBeyond(
  values: readonly number[],
  { size, bound }: { readonly size: number; readonly bound: number },
  from: number,
  to: number,
): number {
  const summands = Float64Array.from(values);
  let beyond = 0;
  for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < to; chunk++) {
    const subsets = drawSubsets([values.length, size], chunk);
    const start = Math.max(0, from - chunk * CHUNK) * size;
    const end = Math.min(CHUNK, to - chunk * CHUNK) * size;
    for (let at = start; at < end; ) {
      let sum = 0;
      for (let step = 0; step < size; step++) sum += summands[subsets[at++] as number] as number;
      if (Math.abs(sum) >= bound) beyond++;
    }
  }
  return beyond;
}
