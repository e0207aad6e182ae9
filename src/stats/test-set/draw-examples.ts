import { type Random, randomInteger } from '../random.ts';

/** Up to here two positions are taken from the 53 bits of one number, with an unevenness below 2^-20. */
const MAX_PAIRED = 2 ** 16;

/** Fills `positions` with draws from 0 … length − 1 with replacement: one resample of as many examples. */
export function drawExamples(random: Random, positions: Int32Array): void {
  const n = positions.length;
  let filled = 0;
  if (n <= MAX_PAIRED) {
    const pairs = n * n;
    for (; filled + 1 < n; filled += 2) {
      const pair = Math.floor(random() * pairs);
      const first = Math.floor(pair / n);
      positions[filled] = first;
      positions[filled + 1] = pair - first * n;
    }
  }
  for (; filled < n; filled++) positions[filled] = randomInteger(random, n);
}
