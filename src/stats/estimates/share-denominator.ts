/**
 * The number of examples behind shares: the smallest n of which all of them are multiples of 1/n.
 *
 * When: a metric over n examples moves in steps of about 1/n, and what is finer than a step says nothing. Accuracies give n away
 * where nobody has written it down. The true number fits too, so the smallest one is never above it, and the steps are never taken
 * for finer than they are. Rounded shares have to agree with k/n to the digits that they have.
 */
const MOST = 100_000;
/** Digits that a double computed from counts still has. */
const EXACT_DIGITS = 12;
/** Of a number of 32 bits, as many frameworks log it. */
const FLOAT32_ERROR = 6e-8;

/**
 * @param shares each from 0 to 1
 * @returns null where no n up to 100,000 fits, as with an accuracy that was averaged over batches, or where a value is no share
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
