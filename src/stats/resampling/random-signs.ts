/** Sums of values under random signs. A pattern is a row of bytes; the sums of eight values under all 256 patterns are looked up. */
import { CHUNK, sharedDraws } from './shared-draws.ts';

const SIGNS_A_BYTE = 8;
const BYTE = 2 ** SIGNS_A_BYTE;
/** A draw has 53 random bits. */
const BYTES_A_DRAW = 6;

const drawSigns = sharedDraws('signs', ([values = 0], random) => {
  const width = Math.ceil(values / SIGNS_A_BYTE);
  const patterns = new Uint8Array(CHUNK * width);
  let bits = 0;
  for (let at = 0; at < patterns.length; at++) {
    if ((at % width) % BYTES_A_DRAW === 0) bits = random();
    const scaled = bits * BYTE;
    const byte = Math.floor(scaled);
    bits = scaled - byte;
    patterns[at] = byte;
  }
  return patterns;
});

/** @returns the sum of each sampled pattern */
export function randomlySignedSums(values: readonly number[], samples: number): Float64Array {
  const tables: Float64Array[] = [];
  for (let at = 0; at < values.length; at += SIGNS_A_BYTE) {
    const part = values.slice(at, at + SIGNS_A_BYTE);
    // Zeros, whose sign does not matter, fill up the last part.
    tables.push(signedSums([...part, ...Array<number>(SIGNS_A_BYTE - part.length).fill(0)]));
  }
  const width = tables.length;
  const sums = new Float64Array(samples);
  for (let start = 0; start < samples; start += CHUNK) {
    const patterns = drawSigns([values.length], start / CHUNK);
    const end = Math.min(CHUNK, samples - start);
    let at = 0;
    for (let sample = 0; sample < end; sample++) {
      let sum = 0;
      for (let index = 0; index < width; index++)
        sum += (tables[index] as Float64Array)[patterns[at++] as number] as number;
      sums[start + sample] = sum;
    }
  }
  return sums;
}

/** Under all 2^n sign patterns. */
export function signedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  let filled = 1;
  for (const value of values) {
    for (let index = 0; index < filled; index++) {
      const sum = sums[index] as number;
      sums[index] = sum - value;
      sums[index + filled] = sum + value;
    }
    filled *= 2;
  }
  return sums;
}
