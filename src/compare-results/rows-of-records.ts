import { dirname } from 'node:path';
import type { ExamplesOf } from '../analysis/compare/compared-examples.ts';
import { type CrossedRows, createCrossedRows } from '../analysis/examples/crossed-rows.ts';
import { createSplitReaders, type SplitReader } from '../analysis/examples/run-predictions.ts';
import type { FixedBaseline, Metric, Seeds } from '../config/file/normalise.ts';
import { planLooks } from '../plan/runs/plan-looks.ts';
import { readPredictions } from '../records/readers/predictions/predictions.ts';
import type { RunRecord, Split } from '../records/record.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { keptPredictions } from '../records/store/kept-predictions.ts';
import { classNamesOf } from '../verdict/describe-examples.ts';
import type { ChosenModels } from './choose-models.ts';
import type { Pairings } from './choose-pairing.ts';

/** @param seeds Infinity: all */
export type ExamplesAt = (seeds: number) => ExamplesOf | undefined;

/** Reads predictions for every look of a design. */
export async function readByLooks(
  rows: CrossedRows,
  records: readonly RunRecord[],
  design: Seeds | null,
): Promise<ExamplesAt> {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((a, b) => a - b);
  const counts = design?.kind === 'sequential' ? planLooks(design) : [Number.POSITIVE_INFINITY];
  const known = new Map<number, ExamplesOf>();
  for (const count of counts) {
    const taken = new Set(seeds.slice(0, count));
    if (known.size > 0 && count > seeds.length) break;
    known.set(count, await rows.read(records.filter(({ seed }) => taken.has(seed))));
  }
  return (count) => known.get(count);
}

export interface PredictedExamples {
  readonly rows: CrossedRows;
  /** One reader for each split, so that a run is read once. */
  readonly readerOf: (split: Split) => SplitReader;
  /** By class number; undefined if classes have no names. */
  readonly classNames: readonly string[] | undefined;
}

/** @returns the rows of run records with saved predictions; null if no record has any */
export function rowsOfRecords(
  rows: readonly ResultRow[],
  { baseline, variants, unpaired }: ChosenModels & Partial<Pick<Pairings, 'unpaired'>>,
  metrics: readonly Metric[],
  fixed: FixedBaseline | undefined,
): PredictedExamples | null {
  const folders = new Map(
    rows.flatMap(({ file, record }) =>
      record.predictions === null ? [] : [[record.fingerprint, dirname(file)] as const],
    ),
  );
  if (folders.size === 0) return null;
  // The report names unusable predictions as the reason for a narrower verdict.
  const readerOf = createSplitReaders(async (record) => {
    const folder = folders.get(record.fingerprint);
    const path = folder === undefined ? null : await keptPredictions(folder, record, () => {});
    return path === null ? null : (await readPredictions(path)).splits;
  });
  return {
    rows: createCrossedRows({ baseline, variants, metrics, readerOf, fixed, unpaired }),
    readerOf,
    classNames: classNamesOf(rows.map(({ record }) => record)),
  };
}
