/** Single-precision numbers as text. */

/** Six digits are always kept by a float32, nine always identify it. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;

/** The shortest number that reads back as the same float32: 0.1 for the float32 that prints as 0.10000000149011612. */
export function shortestFloat32(value: number): number {
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(MOST_DIGITS));
}
