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
  const key = distinct.sort((a, b) => a - b).join(' ');
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = search(distinct);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, found);
  return found;
}

/** Several checks ask about the same runs. */
const known = new Map<string, number | null>();
const MOST_KNOWN = 1000;

function search(distinct: readonly number[]): number | null {
  const tolerance = roundingError(distinct);
  const shares = Float64Array.from(distinct);
  for (let n = 1; n <= MOST; n++)
    if (mayBeMultiples(shares, n, tolerance) && areMultiples(distinct, n, tolerance)) return n;
  return null;
}

/** Without a division, which rejects nearly all sizes in a quarter of the time. */
function mayBeMultiples(shares: Float64Array, n: number, error: number): boolean {
  const most = error * n * (1 + 1e-9) + 1e-9;
  for (let at = 0; at < shares.length; at++) {
    const count = (shares[at] as number) * n;
    const distance = Math.floor(count + 0.5) - count;
    if (distance > most || distance < -most) return false;
  }
  return true;
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
  const fits = (n: number) => {
    for (const share of distinct) if (!isOfFold(share, n, tolerance)) return false;
    return true;
  };
  for (let n = 2; n * FOLD_TIMES <= (single ?? MOST); n++) if (fits(n)) return n;
  return single;
}

function isOfFold(share: number, n: number, error: number): boolean {
  for (let more = 0; more < FOLD_SIZES; more++) if (isMultiple(share, n + more, error)) return true;
  return false;
}

/** Largest error of shares that are rounded to the digits they have. */
export function roundingError(shares: readonly number[]): number {
  const digits = shares.reduce((most, share) => Math.max(most, decimals(share)), 0);
  if (digits < EXACT_DIGITS) return 0.5 * 10 ** -digits + Number.EPSILON;
  return shares.every((share) => share === Math.fround(share)) ? FLOAT32_ERROR : 10 ** -EXACT_DIGITS;
}

/** Whether all shares are multiples of 1/n, within an error. */
export function areMultiples(shares: readonly number[], n: number, error: number): boolean {
  // A loop, since it is tried for up to 100,000 sizes in each model and task.
  for (const share of shares) if (!isMultiple(share, n, error)) return false;
  return true;
}

function isMultiple(share: number, n: number, error: number): boolean {
  const distance = Math.round(share * n) / n - share;
  return distance <= error && distance >= -error;
}

function decimals(share: number): number {
  return share.toFixed(EXACT_DIGITS + 1).replace(/0+$/, '').length - 2;
}
