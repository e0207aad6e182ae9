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

/** Folds of one table differ by so many examples. */
const FOLD_SIZES = 3;
/** Shares of folds fit a single n only if it is about a product of their sizes. */
const FOLD_TIMES = 10;

/**
 * Like `shareDenominator`, but each share may be one of n to n + 2 examples, as in cross-validation, if a single number would be at
 * least ten times as large.
 *
 * @example foldDenominator([33 / 35, 34 / 36, 34 / 35, 35 / 36]) // 34, since 34 to 36 fit
 */
export function foldDenominator(shares: readonly number[]): number | null {
  const distinct = [...new Set(shares)];
  const single = shareDenominator(distinct);
  if (distinct.length === 0 || !distinct.every((share) => share >= 0 && share <= 1)) return null;
  const tolerance = roundingError(distinct);
  const sizes = Array.from({ length: FOLD_SIZES }, (_, more) => more);
  const fits = (n: number) =>
    distinct.every((share) => sizes.some((more) => areMultiples([share], n + more, tolerance)));
  for (let n = 2; n * FOLD_TIMES <= (single ?? MOST); n++) if (fits(n)) return n;
  return single;
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
