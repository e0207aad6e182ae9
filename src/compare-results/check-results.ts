import type { Check } from '../checks/check.ts';
import { findCopiedRecords } from '../checks/evidence/copied-records.ts';
import { searchSlices } from '../checks/evidence/search-slices.ts';
import type { Evidence, Gathered, ResultSource, Setup } from '../checks/evidence.ts';
import { CHECKS } from '../checks/registry.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import type { RunRecord } from '../records/record.ts';
import type { ResultRow } from '../records/results/result-row.ts';
import { describeExamples } from '../verdict/describe-examples.ts';
import type { Details } from '../verdict/details.ts';
import type { PredictedExamples } from './rows-of-records.ts';

/** Runs all checks on existing results, whose code, data and predictions are unknown. */
export function checkResults(
  setup: Setup,
  {
    records,
    comparisons,
    chosenSeeds,
    copiedRuns,
    isByTask = false,
  }: Pick<Gathered, 'chosenSeeds' | 'copiedRuns'> &
    Pick<Evidence, 'records' | 'comparisons'> & { readonly isByTask?: boolean },
  section: ChecksConfig,
  source: ResultSource,
): Check[] {
  const known: Gathered = {
    ...setup,
    resultSource: source,
    records,
    comparisons,
    chosenSeeds,
    copiedRuns: copiedRuns?.length ? copiedRuns : findCopiedRecords(setup, records),
    evaluationDigests: [],
    sharedPredictions: [],
    chosenThresholds: [],
    differingExample: null,
  };
  const checks = isByTask ? CHECKS.filter(({ traits }) => traits.isOfSeeds !== true) : CHECKS;
  return runChecks(checks, known, section);
}

export function seedsOf(rows: readonly ResultRow[]): ReadonlyMap<string, readonly number[]> {
  const seeds = new Map<string, number[]>();
  for (const { record } of rows) {
    const own = seeds.get(record.model) ?? [];
    seeds.set(record.model, own);
    own.push(record.seed);
  }
  return seeds;
}

/** Slices and changed examples for the pictures. */
export async function describeResults(
  setup: Setup,
  records: readonly RunRecord[],
  predicted: PredictedExamples | null,
): Promise<Details> {
  const reader = predicted?.readerOf('test') ?? null;
  const sliceSearches =
    reader === null ? [] : await searchSlices({ setup, isFolded: false, records, reader });
  const examples = await describeExamples({
    setup,
    records,
    sliceSearches,
    reader,
    classNames: predicted?.classNames,
  });
  return { ...examples, sensitivity: [] };
}
