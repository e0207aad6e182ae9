/** Single-precision numbers as text. */

/** A float32 keeps any six digits (subnormal ones fewer), and nine always identify it. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;
/** Doubles hold these powers of ten exactly, so that a quotient by one of them is rounded once, as the reading of a decimal is. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** So near to the middle of two decimals, the product by a power of ten does not tell which is nearer. */
const UNSURE = 1e-3;

/**
 * The number of fewest digits, from six on, that reads back as the same float32: 0.1 for the float32 that prints as 0.10000000149011612.
 * A number that is no float32 comes back as it is.
 */
export function shortestFloat32(value: number): number {
  if (value === 0) return 0;
  if (Math.fround(value) !== value) return value;
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const short = rounded(value, digits, digits - 1 - exponent);
    if (Math.fround(short) === value) return short;
  }
  return rounded(value, MOST_DIGITS, MOST_DIGITS - 1 - exponent);
}

export function shortestFloat32s(values: ArrayLike<number>): number[] {
  const short: number[] = [];
  for (let i = 0; i < values.length; i += 1) short.push(shortestFloat32(values[i] as number));
  return short;
}

/** As `Number(value.toPrecision(digits))`, at a fraction of the time where the number of decimals allows for it. */
function rounded(value: number, digits: number, decimals: number): number {
  const power = POWERS[decimals];
  if (power !== undefined) {
    const scaled = Math.abs(value) * power;
    const whole = Math.floor(scaled);
    const rest = scaled - whole;
    const hasDigits = whole >= (POWERS[digits - 1] ?? 0) && whole < (POWERS[digits] ?? 0);
    if (hasDigits && Math.abs(rest - 0.5) > UNSURE)
      return (Math.sign(value) * (rest > 0.5 ? whole + 1 : whole)) / power;
  }
  return Number(value.toPrecision(digits));
}
