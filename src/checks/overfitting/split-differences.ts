/** Differences of two arms on validation and on test. */
import { pairBySeed } from '../../analysis/compare/samples.ts';
import type { Metric } from '../../config/file/normalise.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { holm } from '../../stats/multiplicity/holm.ts';
import type { PairedT } from '../../stats/tests/paired-t.ts';
import { type Arms, seedDifferences, testDifferences } from '../seed-differences.ts';
import { primaryMetrics } from '../subjects.ts';
import { show, showBounds, showP } from '../words.ts';

/** One primary metric. Positive differences are better. */
export interface SplitDifferences {
  readonly metric: Metric;
  readonly validation: PairedT;
  readonly test: PairedT;
  /** Validation minus test, by seed; null if it does not vary. */
  readonly shrinkage: PairedT | null;
}

/** p-values are Holm-adjusted for the primary metrics that both splits have. */
export interface AdjustedDifferences extends SplitDifferences {
  readonly pOfValidation: number;
  readonly pOfTest: number;
  readonly pOfShrinkage: number;
}

export function compareAllSplits(
  records: readonly RunRecord[],
  arms: Arms,
  metrics: readonly Metric[],
  level: number,
): AdjustedDifferences[] {
  const measured = primaryMetrics(metrics).flatMap(
    (metric) => compareSplits(records, arms, metric, level) ?? [],
  );
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

/** @returns null if a split has fewer than two pairs, or differences that don't vary */
export function compareSplits(
  records: readonly RunRecord[],
  arms: Arms,
  metric: Metric,
  level: number,
): SplitDifferences | null {
  const onTest = seedDifferences(records, metric, 'test', arms);
  const onValidation = seedDifferences(records, metric, 'validation', arms);
  const test = testDifferences(onTest, level);
  const validation = testDifferences(onValidation, level);
  if (test === null || validation === null) return null;
  const shrinkage = pairBySeed(onTest, onValidation).map((pair) => ({
    value: pair.candidate - pair.baseline,
    magnitude: Math.max(Math.abs(pair.candidate), Math.abs(pair.baseline)),
  }));
  return { metric, validation, test, shrinkage: testDifferences(shrinkage, level) };
}

/** `0.013 [0.002, 0.024] on test, p 0.03`. */
export function showTest({ mean, interval }: PairedT, pValue: number, split?: Split): string {
  const where = split === undefined ? '' : ` on ${split}`;
  return `${show(mean)} ${showBounds(interval)}${where}, ${showP(pValue)}`;
}
