/** The differences of two arms on validation and on test, seed by seed. */
import { pairBySeed, seedValues } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { isConstant } from '../../stats/describe.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import { type PairedT, pairedT } from '../../stats/tests/paired-t.ts';
import { show, showBounds, showP } from '../words.ts';

interface Arms {
  readonly records: readonly RunRecord[];
  readonly baseline: string;
  readonly variant: string;
  readonly level: number;
}

/** One primary metric; differences are turned so that positive is better. */
export interface SplitDifferences {
  readonly metric: Metric;
  readonly validation: PairedT;
  readonly test: PairedT;
  /** Of validation over test, seed by seed; null where it does not vary. */
  readonly shrinkage: PairedT | null;
}

/** The primary metrics that both splits have, with p-values that are Holm-adjusted for their number. */
export interface AdjustedDifferences extends SplitDifferences {
  readonly pOfValidation: number;
  readonly pOfTest: number;
  readonly pOfShrinkage: number;
}

export function compareAllSplits(arms: Arms, metrics: readonly Metric[]): AdjustedDifferences[] {
  const measured = metrics
    .filter(({ role }) => role === 'primary')
    .flatMap((metric) => compareSplits(arms, metric) ?? []);
  const adjust = (of: (one: SplitDifferences) => PairedT | null) =>
    holm(measured.map((one) => of(one)?.pValue ?? 1));
  const validation = adjust((one) => one.validation);
  const test = adjust((one) => one.test);
  const shrinkage = adjust((one) => one.shrinkage);
  return measured.map((one, index) => ({
    ...one,
    pOfValidation: validation[index] as number,
    pOfTest: test[index] as number,
    pOfShrinkage: shrinkage[index] as number,
  }));
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
  return { metric, validation, test, shrinkage: testOf(shrinkage, level) };
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

/** `0.013 [0.002, 0.024] on test, p 0.03`. */
export function showTest({ mean, interval }: PairedT, pValue: number, split?: Split): string {
  const where = split === undefined ? '' : ` on ${split}`;
  return `${show(mean)} ${showBounds(interval)}${where}, ${showP(pValue)}`;
}
