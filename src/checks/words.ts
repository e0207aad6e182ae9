/** How checks write numbers into their sentences: three digits, and bounds that a reader can hold them against. */
import type { Check } from './check.ts';

export function show(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

export function showBounds({ low, high }: { readonly low: number; readonly high: number }): string {
  return `[${show(low)}, ${show(high)}]`;
}

/** `p 0.0123`, `p below 0.0001`: a p-value is never shown as zero. */
export function showP(pValue: number): string {
  return pValue < 0.0001 ? 'p below 0.0001' : `p ${show(pValue)}`;
}

export function showPercent(share: number): string {
  return `${Math.round(100 * share)} %`.replace('-', '−');
}

/** `1 example`, `12 examples`. */
export function countExamples(count: number): string {
  return `${count} example${count === 1 ? '' : 's'}`;
}

export function notChecked(
  base: Pick<Check, 'id' | 'model'> & { readonly threshold?: number | null },
  message: string,
  advice: string | null = null,
): Check {
  return {
    id: base.id,
    model: base.model,
    status: 'not-checked',
    value: null,
    threshold: base.threshold ?? null,
    interval: null,
    message,
    advice,
  };
}
