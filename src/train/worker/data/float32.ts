/** Single-precision numbers as text. */

/** A float32 keeps any six digits (subnormal ones fewer), and nine always identify it. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;

/**
 * The number of fewest digits, from six on, that reads back as the same float32: 0.1 for the float32 that prints as 0.10000000149011612.
 * A number that is no float32 comes back as it is.
 */
export function shortestFloat32(value: number): number {
  if (Math.fround(value) !== value) return value;
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(MOST_DIGITS));
}
