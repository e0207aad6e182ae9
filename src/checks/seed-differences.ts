import { pairBySeed, seedValues } from '../analysis/compare/samples.ts';
import type { Metric } from '../config/file/normalise.ts';
import type { RunRecord, Split } from '../records/record.ts';
import { isConstant } from '../stats/describe.ts';
import { holm } from '../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../stats/tests/paired-t.ts';

export interface SeedDifference {
  readonly seed: number;
  /** Positive is better. */
  readonly value: number;
  /** The larger absolute value of the two that it was computed from. */
  readonly magnitude: number;
}

/** Baseline first. */
export type Arms = readonly [baseline: string, variant: string];

export function seedDifferences(
  records: readonly RunRecord[],
  { name, direction }: Pick<Metric, 'name' | 'direction'>,
  split: Split | null,
  [baseline, variant]: Arms,
): SeedDifference[] {
  if (split === null) return [];
  const sign = direction === 'minimize' ? -1 : 1;
  const valuesOf = (model: string) => seedValues(records, model, name, split);
  return pairBySeed(valuesOf(baseline), valuesOf(variant)).map((pair) => ({
    seed: pair.seed,
    value: sign * (pair.candidate - pair.baseline),
    magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
  }));
}

/** @returns null for fewer than two pairs, or differences that don't vary */
export function testDifferences(
  differences: ReadonlyArray<Pick<SeedDifference, 'value' | 'magnitude'>>,
  level?: number,
): PairedT | null {
  const values = differences.map(({ value }) => value);
  if (values.length < 2 || isConstant(values, Math.max(...differences.map(({ magnitude }) => magnitude))))
    return null;
  return pairedT(values, level === undefined ? {} : { level: 1 - level });
}

/** Adds Holm-adjusted p-values. */
export function adjustByHolm<Test>(
  tests: readonly Test[],
  pValueOf: (test: Test) => number,
): Array<Test & { readonly pValueAdjusted: number }> {
  const adjusted = holm(tests.map(pValueOf));
  return tests.map((test, index) => ({ ...test, pValueAdjusted: adjusted[index] as number }));
}
