/** Numbers of evaluations: shares, US dollars, milliseconds. */
import { COST, LATENCY } from '../../../records/evaluations/evaluation.ts';
import { duration } from '../../../words/duration.ts';
import { count, fixed, intervalLevel, NBSP, signed, threeDigits } from '../../../words/number.ts';
import type { View } from '../../view.ts';

const SECOND = 1000;
const CENT = 0.01;

export function share(value: number): string {
  return `${fixed(100 * value, 0)}${NBSP}%`;
}

export function milliseconds(value: number): string {
  return value >= 10 * SECOND ? duration(value / SECOND) : `${count(Math.round(value))}${NBSP}ms`;
}

/** Two significant digits below a cent. Write it as `prose`: GitHub reads what is between two dollar signs as a formula. */
export function dollars(amount: number): string {
  const size = Math.abs(amount);
  const decimals = size > 0 && size < CENT ? 1 - Math.floor(Math.log10(size)) : 2;
  return `${amount < 0 ? '\u2212' : ''}$${fixed(size, decimals)}`;
}

interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

interface AmountFormat {
  value(amount: number): string;
  /** `−40 ms (−90 to +10 ms)` */
  change(difference: Interval): string;
}

/** By the name of the metric, such as `pass^3`, `latency_ms.p95` or `cost.median`. */
export function amountFormat(metric: string): AmountFormat {
  if (metric.startsWith(LATENCY)) return withUnit(milliseconds, (one) => signed(one, 0), 'ms');
  if (metric.startsWith(COST)) {
    const change = (one: number) => `${one > 0 ? '+' : ''}${dollars(one)}`;
    return withUnit(dollars, change, '');
  }
  if (/^pass[@^]/.test(metric)) return withUnit(share, (one) => signed(100 * one, 1), 'points');
  return withUnit(threeDigits, (one) => `${one > 0 ? '+' : ''}${threeDigits(one)}`, '');
}

function withUnit(value: AmountFormat['value'], bare: (one: number) => string, unit: string): AmountFormat {
  const after = unit === '' ? '' : `${NBSP}${unit}`;
  return {
    value,
    change: (difference) =>
      `${bare(difference.value)}${after} (${bare(difference.low)} to ${bare(difference.high)})`,
  };
}

/** Variants share the level, so the interval of each is wider. */
export function confidenceOfVariant({ result: { design, evaluation } }: View): string {
  return `${intervalLevel(1 - design.alpha / Math.max(1, evaluation?.variants.length ?? 1))} CI`;
}

export function confidence({ result: { design } }: View): string {
  return `${intervalLevel(1 - design.alpha)} CI`;
}
