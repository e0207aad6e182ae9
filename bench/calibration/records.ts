/** Decides through run records and the program's analysis. */

import type { Comparison } from '../../src/analysis/compare/comparison.ts';
import { startAnalysis } from '../../src/analysis/decide/analyse.ts';
import type { RunRecord } from '../../src/records/record.ts';
import { record } from '../../test/checks/records.ts';
import type { Outcome } from './outcome.ts';
import { ALPHA, METRIC, type Sample, VARIANT } from './sample.ts';

export function decideWithRecords(sample: Sample, looks: readonly number[], margin: number | null): Outcome {
  const { comparison, seeds } = analyseWithRecords(sample, looks, margin);
  const { verdict } = comparison;
  if (verdict === 'invalid') throw new Error(`${sample.experiment}: ${comparison.reason}`);
  return { verdict, seeds };
}

export function analyseWithRecords(
  { experiment, arms }: Sample,
  looks: readonly number[],
  margin: number | null,
): { readonly comparison: Comparison; readonly seeds: number } {
  const analysis = startAnalysis({
    experiment,
    metrics: [{ name: METRIC, role: 'primary', direction: 'maximize', margin, unit: 'none' }],
    variants: [VARIANT],
    alpha: ALPHA,
    looks,
  });
  for (const [look, seeds] of looks.entries()) {
    const records = [...runs('baseline', arms.baseline, seeds), ...runs(VARIANT, arms.candidate, seeds)];
    const { comparisons, undecided } = analysis.takeLook(records, look);
    const [comparison] = comparisons;
    if (undecided.length === 0 && comparison !== undefined) return { comparison, seeds };
  }
  throw new Error(`${experiment}: the analysis came to no end`);
}

function runs(model: string, values: ReadonlyArray<number | null>, seeds: number): RunRecord[] {
  return values
    .slice(0, seeds)
    .map((value, index) =>
      record(
        model,
        index + 1,
        value === null ? { status: 'diverged', metrics: {} } : { metrics: { test: { [METRIC]: value } } },
      ),
    );
}
