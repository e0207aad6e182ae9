/** Writes numbers into sentences, with three digits. */
import { percent, threeDigits } from '../words/number.ts';
import { plural, wordFor } from '../words/plural.ts';
import type { Judgement } from './check.ts';

export function show(value: number): string {
  return threeDigits(value);
}

/** Two values with equally many decimals: `1.59` and `2.00`. */
export function showAlike(one: number, other: number): readonly [string, string] {
  const texts = [show(one), show(other)] as const;
  const decimals = texts.map((text) => text.split('.')[1]?.length ?? 0);
  if (decimals[0] === decimals[1] || texts.some((text) => !/^−?[\d.]+$/.test(text))) return texts;
  const most = Math.max(...decimals);
  const padded = [one, other].map((value) => Number(value.toPrecision(3)).toFixed(most));
  return padded.map((text) => text.replace('-', '−')) as [string, string];
}

export function showBounds({ low, high }: { readonly low: number; readonly high: number }): string {
  return `[${show(low)}, ${show(high)}]`;
}

/** `p 0.0123`, `p below 0.0001`: a p-value is never shown as zero. */
export function showP(pValue: number): string {
  return pValue < 0.0001 ? 'p below 0.0001' : `p ${show(pValue)}`;
}

export function showPercent(share: number): string {
  return percent(share);
}

/** `0.012 [0.003, 0.021]`: a difference of a metric, which mostly is a share. */
export function showEstimate({
  value,
  interval,
}: {
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}): string {
  const text = (number: number) =>
    number
      .toFixed(3)
      .replace(/^-(0\.0+)$/, '$1')
      .replace('-', '−');
  return interval === null
    ? `${text(value)} in every pair`
    : `${text(value)} [${text(interval.low)}, ${text(interval.high)}]`;
}

/** `2.6 points [1.2, 4]` of a share, `0.026 [0.012, 0.04]` of any other metric. */
export function showAmount(
  value: number,
  isShare: boolean,
  interval: { readonly low: number; readonly high: number } | null = null,
): string {
  const scale = isShare ? 100 : 1;
  const amount = show(scale * value);
  const unit = isShare ? ` ${wordFor(Number(amount), 'point')}` : '';
  if (interval === null) return `${amount}${unit}`;
  return `${amount}${unit} ${showBounds({ low: scale * interval.low, high: scale * interval.high })}`;
}

/** `1 example`, `12 examples`. */
export function countExamples(count: number): string {
  return plural(count, 'example');
}

export function notChecked(message: string, advice: string | null = null): Judgement {
  return { status: 'not-checked', message, advice };
}

const MAX_PATH_CHARS = 40;

/** Keeps the end of a long path. */
export function shortenPath(path: string): string {
  return path.length <= MAX_PATH_CHARS ? path : `…${path.slice(1 - MAX_PATH_CHARS)}`;
}
