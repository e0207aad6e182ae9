/** The differences of two arms on validation and on test, seed by seed. */
import { pairBySeed, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';

interface Arms {
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly variant: string;
  readonly level: number;
}

/** One primary metric; differences are turned so that positive is better. */
export interface SplitDifferences {
  readonly name: string;
  readonly validation: PairedT;
  readonly test: PairedT;
  /** Of validation over test, seed by seed; null where it does not vary. */
  readonly shrinkage: PairedT | null;
}

/** @returns null where one of the splits has fewer than two pairs, or differences that do not vary */
export function compareSplits(
  { records, baseline, variant, level }: Arms,
  metric: Metric,
): SplitDifferences | null {
  const sign = metric.direction === 'minimize' ? -1 : 1;
  const differences = (split: Split) =>
    pairBySeed(
      seedValues(records, baseline, metric.name, split),
      seedValues(records, variant, metric.name, split),
    ).map((pair) => ({
      seed: pair.seed,
      value: sign * (pair.candidate - pair.baseline),
      magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
    }));
  const test = testOf(differences('test'), level);
  const validation = testOf(differences('validation'), level);
  if (test === null || validation === null) return null;
  const shrinkage = pairBySeed(differences('test'), differences('validation')).map((pair) => ({
    value: pair.candidate - pair.baseline,
    magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
  }));
  return { name: metric.name, validation, test, shrinkage: testOf(shrinkage, level) };
}

function testOf(
  differences: ReadonlyArray<{ readonly value: number; readonly magnitude: number }>,
  level: number,
): PairedT | null {
  const values = differences.map(({ value }) => value);
  if (values.length < 2 || isConstant(values, Math.max(...differences.map(({ magnitude }) => magnitude))))
    return null;
  return pairedT(values, { level: 1 - level });
}
