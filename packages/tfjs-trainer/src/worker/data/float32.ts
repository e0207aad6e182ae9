/** A float32 keeps six digits, and nine identify it. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 9;
/** Doubles hold these powers exactly, so a quotient by one is rounded once. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** This close to the middle, the product does not tell which decimal is nearer. */
const UNSURE = 1e-3;

/** Fewest digits, at least six, that read back as the same float32: 0.1 for 0.10000000149011612. Other numbers stay as they are. */
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

/** A faster `Number(value.toPrecision(digits))`. */
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
