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
  const tolerance = roundingError(distinct);
  for (let n = 1; n <= MOST; n++) if (areMultiples(distinct, n, tolerance)) return n;
  return null;
}

/** Largest error of shares that are rounded to the digits they have. */
export function roundingError(shares: readonly number[]): number {
  const digits = shares.reduce((most, share) => Math.max(most, decimals(share)), 0);
  if (digits < EXACT_DIGITS) return 0.5 * 10 ** -digits + Number.EPSILON;
  return shares.every((share) => share === Math.fround(share)) ? FLOAT32_ERROR : 10 ** -EXACT_DIGITS;
}

/** Whether all shares are multiples of 1/n, within an error. */
export function areMultiples(shares: readonly number[], n: number, error: number): boolean {
  return shares.every((share) => Math.abs(Math.round(share * n) / n - share) <= error);
}

function decimals(share: number): number {
  return share.toFixed(EXACT_DIGITS + 1).replace(/0+$/, '').length - 2;
}
