/**
 * The smallest n for which all shares are multiples of 1/n, to all their digits: an estimate of the number of examples that
 * is never above it.
 */
const MOST = 100_000;
/** Correct digits of a double computed from counts. */
const EXACT_DIGITS = 12;
/** Rounding error of 32-bit floats, which many frameworks log. */
const FLOAT32_ERROR = 6e-8;

/**
 * @param shares each from 0 to 1
 * @returns null if no n up to 100,000 fits, or a value is not a share
 * @example shareDenominator([0.85, 0.9, 0.875]) // 40
 */
export function shareDenominator(shares: readonly number[]): number | null {
  const distinct = [...new Set(shares)];
  if (distinct.length === 0 || !distinct.every((share) => share >= 0 && share <= 1)) return null;
  const digits = distinct.reduce((most, share) => Math.max(most, decimals(share)), 0);
  const isFloat32 = digits >= EXACT_DIGITS && distinct.every((share) => share === Math.fround(share));
  const exact = isFloat32 ? FLOAT32_ERROR : 10 ** -EXACT_DIGITS;
  const tolerance = digits < EXACT_DIGITS ? 0.5 * 10 ** -digits + Number.EPSILON : exact;
  for (let n = 1; n <= MOST; n++) {
    if (distinct.every((share) => Math.abs(Math.round(share * n) / n - share) <= tolerance)) return n;
  }
  return null;
}

function decimals(share: number): number {
  return share.toFixed(EXACT_DIGITS + 1).replace(/0+$/, '').length - 2;
}
