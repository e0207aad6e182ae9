import type { Comparison } from '../analysis/compare/comparison.ts';
import type { LoadedConfig } from '../config/file/load.ts';
import type { DataChanges } from '../plan/code/data-changes.ts';
import type { CodeChanges, PreparedModels } from '../plan/code/prepare-models.ts';
import type { RunRecord } from '../records/record.ts';
import type { ChosenThreshold } from './evidence/chosen-thresholds.ts';
import type { SliceSearch } from './evidence/find-slices.ts';
import type { ModelData } from './evidence/model-data.ts';
import type { SharedIds } from './evidence/shared-ids.ts';
import type { SharedPredictions } from './evidence/shared-predictions.ts';
import type { TrainedExtraRuns } from './extra-runs.ts';

/** Known of every experiment before its first run. */
export interface Setup
  extends Pick<LoadedConfig, 'alpha' | 'limits' | 'vary' | 'metrics' | 'mayBeEqual' | 'unit'> {
  /** The baseline first. */
  readonly models: ReadonlyArray<{
    readonly name: string;
    /** It is a number, without runs to check. */
    readonly isFixed?: boolean;
  }>;
  /** Neither the command nor the code takes the seed. */
  readonly isSeedUnread?: boolean | undefined;
}

export function setupOf({
  config,
  models,
  isSeedUnread,
}: Pick<Setup, 'models' | 'isSeedUnread'> & {
  readonly config: Omit<Setup, 'models' | 'isSeedUnread'>;
}): Setup {
  const { alpha, limits, vary, metrics, mayBeEqual = [], unit } = config;
  return { alpha, limits, vary, metrics, mayBeEqual, models, isSeedUnread, ...(unit && { unit }) };
}

export interface CopiedRun {
  readonly model: string;
  readonly seed: number;
  readonly of: { readonly model: string; readonly seed: number };
}

/** Evidence that may be missing; a check names what it needs in `needs`. */
export interface Evidence {
  readonly records: readonly RunRecord[];
  readonly comparisons: readonly Comparison[];
  /** For existing results: the seeds of all runs, including failed ones. */
  readonly chosenSeeds: ReadonlyMap<string, readonly number[]>;
  /** Runs that repeat another in all their numbers. */
  readonly copiedRuns: readonly CopiedRun[];
  /** Why the arms of an evaluation can't be compared; null if they can. */
  readonly caseFault: string | null;
  readonly evaluationDigests: PreparedModels['evaluation'];
  readonly codeChanges: CodeChanges;
  readonly dataChanges: readonly DataChanges[];
  /** An example in which the first deviating run differs from the baseline; null if unknown. */
  readonly differingExample: string | null;
  /** For every model whose runs wrote probabilities. */
  readonly sharedPredictions: readonly SharedPredictions[];
  /** For every model whose runs wrote predictions of training and test. */
  readonly sharedIds: readonly SharedIds[];
  /** For every model whose threshold is the best one on test. */
  readonly chosenThresholds: readonly ChosenThreshold[];
  /** Whether a reused run was trained again and equalled its record. */
  readonly reusedHold: boolean;
  readonly modelData: readonly ModelData[];
  readonly sliceSearches: readonly SliceSearch[];
}
export type EvidenceKind = keyof Evidence;

/** Where results that exist come from: records of runs, a table of numbers, or predictions by example. */
export type ResultSource = 'records' | 'table' | 'predictions';

export type Gathered = Setup & {
  readonly [Kind in EvidenceKind]?: Evidence[Kind] | undefined;
} & {
  /** Undefined for an experiment. */
  readonly resultSource?: ResultSource;
  /** Runs that were trained for checks. */
  readonly extraRuns?: TrainedExtraRuns | undefined;
};
