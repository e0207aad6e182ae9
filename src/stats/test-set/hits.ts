/**
 * Redrawing where an example is right or wrong, as for accuracy.
 *
 * Done as it is written, a redraw of ten thousand examples for twenty pairs is 400,000 additions. But nothing of an example
 * enters the result except the weighted sum of its column, and once the units have been drawn these sums are few whole
 * numbers (−20 … 20 for twenty pairs). So it is enough to count how many examples have which sum, and to draw how often each
 * *sum* comes up: a multinomial of at most 41 kinds instead of 10,000 examples, with exactly the same law.
 *
 * The sums are small, so many of them fit into one double: eight of six bits. Multiplying a row by a weight and adding it to
 * others then does eight examples at once, and exactly, for no sum outgrows its bits. Examples on which all units agree, which
 * are most in practice, have the same sum whatever is drawn; they are counted once and for all.
 */

import type { Random } from '../random.ts';
import { drawCounts } from '../resampling/multinomial.ts';
import { addRows } from './add-rows.ts';
import { type ArmRows, commonWeight, type Redraw } from './measured-units.ts';

/** A double holds 53 bits exactly; halves of 26 can be taken apart by the integer operations, which know 32. */
const HALF_BITS = 26;

/** @param hits 1 where a run is right on an example, 0 where it is wrong */
export function createHitsRedraw(hits: ArmRows, sizes: readonly number[]): (random: Random) => Redraw {
  const rows = toDigits(hits);
  const examples = rows[0]?.length ?? 0;
  const { moving, agreed } = findAgreement(rows, sizes[0] as number);
  // What a column sums to that speaks for neither arm. None sums to more than twice that.
  const middle = commonWeight(sizes);
  const kinds = 2 * middle + 1;
  const bits = Math.ceil(Math.log2(kinds));
  const sumsOfHalf = Math.floor(HALF_BITS / bits);
  const packed = rows.map((row) => pack(row, moving, bits, 2 * sumsOfHalf));
  const words = packed[0]?.length ?? 0;
  const padding = 2 * sumsOfHalf * words - moving.length;
  return (random) => {
    const totals = new Float64Array(words);
    const [masses, others, counts] = [new Int32Array(kinds), new Int32Array(kinds), new Int32Array(kinds)];
    return (weights) => {
      addRows(
        totals,
        packed,
        weights.map((weight) => Math.abs(weight)),
      );
      masses.fill(0);
      others.fill(0);
      countSums(totals, bits, sumsOfHalf, masses, others);
      for (let sum = 0; sum < kinds; sum++) masses[sum] = (masses[sum] as number) + (others[sum] as number);
      agreed.forEach((count, digits) => {
        masses[digits * middle] = (masses[digits * middle] as number) + count;
      });
      masses[0] = (masses[0] as number) - padding;
      drawCounts(random, examples, masses, counts);
      let total = 0;
      for (let sum = 0; sum < kinds; sum++) total += (sum - middle) * (counts[sum] as number);
      return total / examples;
    };
  };
}

/**
 * What a unit's weight, without its sign, is multiplied by: 1 + the difference of a pair; 1 for a right answer of the candidate
 * and for a wrong one of the baseline. All sums are then positive, with the same middle.
 */
function toDigits({ baseline, candidate, pairing }: ArmRows): Uint8Array[] {
  if (pairing === 'seed') {
    return candidate.map((row, pair) => {
      const other = baseline[pair] as ArrayLike<number>;
      return Uint8Array.from(row, (hit, example) => 1 + hit - (other[example] as number));
    });
  }
  return [
    ...baseline.map((row) => Uint8Array.from(row, (hit) => 1 - hit)),
    ...candidate.map((row) => Uint8Array.from(row)),
  ];
}

/**
 * @returns the examples on which not all units of a kind have the same digit, and how many of the others have digits (added
 *   over the kinds) of 0, 1 and 2: their sum is that times the middle
 */
function findAgreement(rows: readonly Uint8Array[], firstSize: number) {
  const kinds = [rows.slice(0, firstSize), rows.slice(firstSize)].filter((kind) => kind.length > 0);
  const agreed: [number, number, number] = [0, 0, 0];
  const moving: number[] = [];
  for (let example = 0; example < (rows[0]?.length ?? 0); example++) {
    const firsts = kinds.map((kind) => kind[0]?.[example] ?? 0);
    if (kinds.every((kind, index) => kind.every((row) => row[example] === firsts[index]))) {
      agreed[firsts.reduce((sum, digit) => sum + digit) as 0 | 1 | 2]++;
    } else {
      moving.push(example);
    }
  }
  return { moving, agreed };
}

function pack(row: Uint8Array, examples: readonly number[], bits: number, sumsOfWord: number): Float64Array {
  const words = new Float64Array(Math.ceil(examples.length / sumsOfWord));
  examples.forEach((example, index) => {
    const word = Math.floor(index / sumsOfWord);
    words[word] = (words[word] as number) + (row[example] as number) * 2 ** (bits * (index % sumsOfWord));
  });
  return words;
}

/**
 * Counts the sums in the upper halves of the words in one table and those in the lower halves in another, in turn: a counter that
 * has just been stored is slow to fetch, and neighbours often have the same sum.
 */
function countSums(
  words: Float64Array,
  bits: number,
  sumsOfHalf: number,
  ofUpper: Int32Array,
  ofLower: Int32Array,
): void {
  const half = 2 ** (bits * sumsOfHalf);
  const mask = 2 ** bits - 1;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as number;
    let upper = Math.floor(word / half);
    let lower = word - upper * half;
    for (let place = 0; place < sumsOfHalf; place++) {
      ofUpper[upper & mask] = (ofUpper[upper & mask] as number) + 1;
      ofLower[lower & mask] = (ofLower[lower & mask] as number) + 1;
      upper >>= bits;
      lower >>= bits;
    }
  }
}
