/** Geometric means of ratios within seed pairs, with the interval of their logarithm. */
import { finishedRuns, pairBySeed } from '../analysis/compare/samples.ts';
import type { RunRecord } from '../records/record.ts';
import { isConstant, mean } from '../stats/describe.ts';
import { pairedT } from '../stats/tests/paired-t.ts';
import { show, showBounds } from './words.ts';

const LEVEL = 0.95;

export interface Ratio {
  readonly value: number;
  /** null if it is the same in every pair. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** @returns null for fewer than two seed pairs with amounts above zero */
export function ratioOf(
  records: readonly RunRecord[],
  baseline: string,
  variant: string,
  amountOf: (record: RunRecord) => number,
): Ratio | null {
  const amountsOf = (model: string) =>
    finishedRuns(records, model)
      .filter((record) => amountOf(record) > 0)
      .map((record) => ({ seed: record.seed, value: Math.log(amountOf(record)) }));
  const ratios = pairBySeed(amountsOf(baseline), amountsOf(variant)).map(
    (pair) => pair.candidate - pair.baseline,
  );
  if (ratios.length < 2) return null;
  if (isConstant(ratios, 1)) return { value: Math.exp(mean(ratios)), interval: null };
  const found = pairedT(ratios, { level: LEVEL });
  const interval = { low: Math.exp(found.interval.low), high: Math.exp(found.interval.high) };
  return { value: Math.exp(found.mean), interval };
}

/** `1.8× [1.6, 2.1]`. */
export function showRatio({ value, interval }: Ratio): string {
  return `${show(value)}×${interval === null ? '' : ` ${showBounds(interval)}`}`;
}
