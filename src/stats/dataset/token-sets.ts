/**
 * Near duplicates among sequences of tokens (words, or the numbers that stand for them): MinHash.
 *
 * A sequence becomes the set of its tokens and of its pairs of neighbours. The resemblance of two sets is Jaccard's: what they
 * share over what they have. The smallest hash of a set is the same for two sets with a probability that equals their
 * resemblance, so a key made of three such minima is shared with J³, and one of six keys with 1 − (1 − J³)⁶: 92 % at the
 * threshold of 0.7, 99.7 % at 0.85, 15 % at 0.3. What shares a key is compared in full.
 *
 * Source: A. Z. Broder, "On the resemblance and containment of documents" (1997).
 */
const TABLES = 6;
const MINIMA = 3;
const RESEMBLANCE = 0.7;
/** Of a long text its beginning has to do. */
const MAX_TOKENS = 256;

/** Sorted and each once: the hashes of tokens and of neighbours. Token 0 fills up short sequences and counts for nothing. */
export function toTokenSet(tokens: ArrayLike<number>): Int32Array {
  const hashes: number[] = [];
  let previous = 0;
  for (let place = 0; place < Math.min(tokens.length, MAX_TOKENS); place++) {
    const token = (tokens[place] as number) | 0;
    if (token !== 0) hashes.push(mix(token), mix(mix(previous + 0x51ed27) ^ token));
    previous = token;
  }
  const sorted = Int32Array.from(hashes).sort();
  return sorted.filter((hash, place) => place === 0 || hash !== sorted[place - 1]);
}

/** Keys that near duplicates are likely to share. Empty for the empty set: nothing is known of it. */
export function tokenKeys(set: Int32Array): string[] {
  if (set.length === 0) return [];
  return Array.from({ length: TABLES }, (_, table) => {
    const minima = Array.from({ length: MINIMA }, (_, index) => smallest(set, table * MINIMA + index + 1));
    return `${table}:${minima.join()}`;
  });
}

export function areNear(first: Int32Array, second: Int32Array): boolean {
  let [shared, i, j] = [0, 0, 0];
  while (i < first.length && j < second.length) {
    const difference = (first[i] as number) - (second[j] as number);
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return shared >= RESEMBLANCE * (first.length + second.length - shared);
}

function smallest(set: Int32Array, salt: number): number {
  let low = 0x7fffffff;
  for (const hash of set) {
    const salted = mix(hash ^ Math.imul(salt, 0x9e3779b1));
    if (salted < low) low = salted;
  }
  return low;
}

/** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
export function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
