/** Every sentence of the program writes numbers this way. */

const MINUS = '\u2212';
export const NBSP = '\u00a0';

/** Numbers that need more decimals are written in scientific notation. */
const MAX_DECIMALS = 8;
const LARGEST_PLAIN = 1e15;

/**
 * The last digit is at most a third of the spread: 0.008 and 0.019 give 3 decimals, 0.03 gives 2. Null for a spread of zero.
 */
export function decimalsForSpread(spread: number): number | null {
  if (!Number.isFinite(spread) || spread <= 0) return null;
  // The tolerance keeps 0.03 / 3 = 0.01 at two decimals in spite of binary rounding.
  return Math.max(0, Math.ceil(-Math.log10(spread / 3) - 1e-9));
}

/** `0.691`, `−0.004`, `1.2e−11`; never `−0.000`. */
export function fixed(value: number, decimals: number): string {
  return format(value, decimals, 'negative');
}

/** With its sign even when positive: `+0.021`; zero has none. */
export function signed(value: number, decimals: number): string {
  return format(value, decimals, 'exceptZero');
}

/** A whole number: `9,500`, `1,234,567`. */
export function count(value: number): string {
  return formatter('negative', 0).format(value);
}

/** Two significant digits, at most four decimals: `0.52`, `0.012`, `0.0007`, `<0.0001`. More digits where rounding would move p across `level`. */
export function pValue(p: number, level?: number): string {
  if (!Number.isFinite(p)) return 'n/a';
  if (p < 0.0001 && (level === undefined || level >= 0.0001)) return '<0.0001';
  if (p > 0.995 && p < 1) return '>0.99';
  const start = p >= 0.1 ? 2 : p >= 0.01 ? 3 : 4;
  for (let decimals = start; decimals <= 12; decimals++) {
    const text = p.toFixed(decimals);
    if (level === undefined || Number(text) <= level === p <= level) return text;
  }
  return String(p);
}

/** At most three significant digits, without trailing zeros: `0.05`, `0.0125`, `−0.00238`. */
export function threeDigits(value: number): string {
  return String(Number(value.toPrecision(3))).replaceAll('-', MINUS);
}

/** A share of 1: `12 %`, `0.4 %`. */
export function percent(share: number, decimals = 0): string {
  return `${fixed(100 * share, decimals)} %`;
}

/** 0.95 → `95 %`, 0.9525 → `95.25 %`, 1 − 0.05/6 → `99.17 %`. A level never reads as 100 %. */
export function intervalLevel(value: number): string {
  const digits = value > 0.999 && value < 1 ? 1 - Math.floor(Math.log10(1 - value)) : 4;
  return `${Number((100 * value).toPrecision(Math.min(digits, 12)))}${NBSP}%`;
}

/** Two decimals; only an exact 0 or 1 is written as certain, so 0.997 is `>0.99`. */
export function probability(value: number): string {
  if (!Number.isFinite(value)) return 'n/a';
  if (value > 0.995 && value < 1) return '>0.99';
  if (value < 0.005 && value > 0) return '<0.01';
  return value === 0 || value === 1 ? String(value) : value.toFixed(2);
}

/** Three significant digits with trailing zeros, or the whole number: `0.310`, `21,450`. */
export function plain(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return fixed(value, 0);
  return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
}

function format(value: number, decimals: number, signDisplay: 'negative' | 'exceptZero'): string {
  if (Number.isNaN(value)) return 'n/a';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const scientific = decimals > MAX_DECIMALS || Math.abs(value) >= LARGEST_PLAIN;
  const text = formatter(signDisplay, scientific ? null : decimals).format(value);
  return text.replaceAll('-', MINUS).replace('E', 'e');
}

/** Making a formatter takes longer than formatting a hundred numbers. */
const formatters = new Map<string, Intl.NumberFormat>();

/** @param decimals null: scientific */
function formatter(signDisplay: 'negative' | 'exceptZero', decimals: number | null): Intl.NumberFormat {
  const key = `${signDisplay} ${decimals}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', {
    signDisplay,
    ...(decimals === null
      ? { notation: 'scientific', maximumFractionDigits: 2 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  });
  formatters.set(key, made);
  return made;
}
