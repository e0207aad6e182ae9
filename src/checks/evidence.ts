/** What checks judge by. */
import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { DataChanges } from '../plan/code/data-changes.ts';
import type { CodeChanges, PreparedModels } from '../plan/code/prepare-models.ts';
import type { StatedNumbers } from '../program-text/stated-numbers.ts';
import type { RunRecord } from '../records/record.ts';
import type { TestSet } from './evidence/describe-test-set.ts';
import type { SliceSearch } from './evidence/find-slices.ts';
import type { ModelData } from './evidence/model-data.ts';
import type { SharedPredictions } from './evidence/shared-predictions.ts';
import type { TrainedExtraRuns } from './extra-runs.ts';

/** Known of every experiment before its first run. */
export interface Setup extends Pick<LoadedConfig, 'alpha' | 'limits' | 'vary' | 'metrics'> {
  /** The baseline first. */
  readonly models: ReadonlyArray<{ readonly name: string }>;
}

export function setupOf({
  config,
  models,
}: {
  readonly config: Omit<Setup, 'models'>;
  readonly models: Setup['models'];
}): Setup {
  const { alpha, limits, vary, metrics } = config;
  return { alpha, limits, vary, metrics, models };
}

/** Decisions that were taken on the same test examples. */
export interface TestSetUse {
  readonly testSet: TestSet | { readonly unknown: string };
  /** Decisions on record that were taken on it before, those of the same code or commit left out. */
  readonly earlier: number;
  /** Decisions that this experiment adds: one a variant. */
  readonly added: number;
}

/** A change that was decided on and then merged. */
export interface AcceptedChange {
  readonly variant: string;
  /** Estimates by primary metric, turned so that positive is better. */
  readonly differences: Readonly<Record<string, number>>;
}

/** What is known only where it was gathered. A check names in `needs` what it cannot do without. */
export interface Evidence {
  /** Of the comparison's runs. */
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  /** Of results that exist: seeds that somebody chose, of all runs, failed ones too. */
  readonly chosenSeeds: ReadonlyMap<string, readonly number[]>;
  readonly evaluationDigests: PreparedModels['evaluation'];
  readonly codeChanges: CodeChanges;
  /** Of every variant. */
  readonly dataChanges: readonly DataChanges[];
  readonly testSetUse: TestSetUse;
  /** Since `models.reference`. */
  readonly acceptedChanges: readonly AcceptedChange[];
  /** In which example the first run differs that was measured on others than the baseline; null where nobody can tell. */
  readonly differingExample: string | null;
  /** What sets the seed in the program's framework; null where that is not known. */
  readonly seedLines: string | null;
  /** The line by which the program ends its training by the clock; null where none is found. */
  readonly timeLimitLine: string | null;
  /** Of every model that a command trains. */
  readonly statedNumbers: ReadonlyMap<string, StatedNumbers>;
  /** Of every model whose runs left probabilities. */
  readonly sharedPredictions: readonly SharedPredictions[];
  /** Whether a reused run was trained again, and came out as it is on record. */
  readonly reusedHold: boolean;
  readonly modelData: readonly ModelData[];
  readonly sliceSearches: readonly SliceSearch[];
}
export type EvidenceKind = keyof Evidence;

/** Where results that exist come from: records of runs, a table of numbers, or predictions by example. */
export type ResultSource = 'records' | 'table' | 'predictions';

/** What is known by now. */
export type Gathered = Setup & {
  readonly [Kind in EvidenceKind]?: Evidence[Kind] | undefined;
} & {
  /** Undefined for an experiment. */
  readonly resultSource?: ResultSource;
  /** Of the runs that checks train for themselves. */
  readonly extraRuns?: TrainedExtraRuns | undefined;
};
