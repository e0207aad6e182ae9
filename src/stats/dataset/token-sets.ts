/**
 * MinHash: near duplicates among sequences of tokens.
 *
 * A sequence becomes the set of its tokens and neighbouring pairs. Two sets of resemblance J (shared over total) share one of
 * six keys of three minima with probability 1 − (1 − J³)⁶: 92 % at the threshold of 0.7. Sequences with a shared key are
 * compared in full.
 *
 * Source: A. Z. Broder, "On the resemblance and containment of documents" (1997).
 */
const TABLES = 6;
const MINIMA = 3;
const RESEMBLANCE = 0.7;
/** Only the start of a long text is used. */
const MAX_TOKENS = 256;

/** Sorted distinct hashes of tokens and neighbouring pairs; token 0 is padding. */
export function toTokenSet(tokens: ArrayLike<number>): Int32Array {
  const length = Math.min(tokens.length, MAX_TOKENS);
  const hashes = new Int32Array(2 * length);
  let previous = 0;
  let count = 0;
  for (let place = 0; place < length; place++) {
    const token = (tokens[place] as number) | 0;
    if (token !== 0) {
      hashes[count++] = mix(token);
      hashes[count++] = mix(mix(previous + 0x51ed27) ^ token);
    }
    previous = token;
  }
  const sorted = hashes.subarray(0, count).sort();
  let distinct = 0;
  for (let place = 0; place < count; place++)
    if (place === 0 || sorted[place] !== sorted[place - 1]) sorted[distinct++] = sorted[place] as number;
  return sorted.subarray(0, distinct);
}

/** Keys that near duplicates probably share; an empty set has none. */
export function tokenKeys(set: Int32Array): string[] {
  if (set.length === 0) return [];
  const keys: string[] = [];
  for (let table = 0; table < TABLES; table++) {
    // Characters of 16 bits are faster to write and compare than digits.
    let key = String.fromCharCode(table);
    for (let index = 1; index <= MINIMA; index++) {
      const minimum = smallest(set, table * MINIMA + index);
      key += String.fromCharCode(minimum & 0xffff, minimum >>> 16);
    }
    keys.push(key);
  }
  return keys;
}

export function areNear(first: Int32Array, second: Int32Array): boolean {
  const areAlike = (shared: number) => shared >= RESEMBLANCE * (first.length + second.length - shared);
  if (!areAlike(Math.min(first.length, second.length))) return false;
  let shared = 0;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const difference = (first[i] as number) - (second[j] as number);
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return areAlike(shared);
}

function smallest(set: Int32Array, salt: number): number {
  const mask = Math.imul(salt, 0x9e3779b1);
  let low = 0x7fffffff;
  for (let place = 0; place < set.length; place++) {
    const salted = mix((set[place] as number) ^ mask);
    if (salted < low) low = salted;
  }
  return low;
}

/** MurmurHash3's finaliser: every input bit affects every output bit. */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
