/** Gathers only the evidence that some check needs. */
import type { SplitReaders } from '../analysis/examples/run-predictions.ts';
import { findChosenThresholds } from '../checks/evidence/chosen-thresholds.ts';
import { findCopiedRecords } from '../checks/evidence/copied-records.ts';
import { findDifferingExample } from '../checks/evidence/differing-example.ts';
import { searchSlices } from '../checks/evidence/search-slices.ts';
import { findSharedIds } from '../checks/evidence/shared-ids.ts';
import { sharePredictions } from '../checks/evidence/shared-predictions.ts';
import { type Evidence, type EvidenceKind, type Gathered, setupOf } from '../checks/evidence.ts';
import type { TrainedExtraRuns } from '../checks/extra-runs.ts';
import { CHECKS } from '../checks/registry.ts';
import { baselineOf, primaryMetrics } from '../checks/subjects.ts';
import type { CodeChanges } from '../plan/code/prepare-models.ts';
import type { Training } from './looks/train-until-decided.ts';
import type { Experiment } from './prepare.ts';

export interface Found {
  readonly extraRuns: TrainedExtraRuns;
  readonly code: CodeChanges;
  readonly readerOf: SplitReaders;
}

export async function gatherEvidence(
  experiment: Experiment,
  training: Training,
  found: Found,
): Promise<Gathered> {
  return {
    ...(await gatherOfCode(experiment, training, found)),
    ...(await gatherOfRuns(experiment, training, found)),
  };
}

function asNeeded({ checks }: Experiment['config']) {
  const needed = new Set(CHECKS.filter(({ isEnabled }) => isEnabled(checks)).flatMap(({ needs }) => needs));
  return async <Kind extends EvidenceKind>(kind: Kind, gather: () => Promise<Evidence[Kind]>) =>
    needed.has(kind) ? gather() : undefined;
}

/** Whatever the runs have given. */
export async function gatherOfCode(
  experiment: Experiment,
  { modelData, reusedHold, caseFault }: Training,
  { code }: Found,
): Promise<Gathered> {
  const { config, evaluation } = experiment;
  const ifNeeded = asNeeded(config);
  return {
    ...setupOf(experiment),
    caseFault,
    evaluationDigests: evaluation,
    codeChanges: code,
    modelData,
    dataChanges: await ifNeeded('dataChanges', experiment.findDataChanges),
    reusedHold,
  };
}

export async function gatherOfRuns(
  experiment: Experiment,
  { records, comparisons }: Pick<Training, 'records' | 'comparisons'>,
  { extraRuns, readerOf }: Found,
): Promise<Gathered> {
  const { config, store, models } = experiment;
  const setup = setupOf(experiment);
  const ifNeeded = asNeeded(config);
  const names = models.map(({ name }) => name);
  const unfolded = config.folds === null ? records : [];
  return {
    ...setup,
    records,
    comparisons,
    extraRuns,
    copiedRuns: findCopiedRecords(setup, records),
    differingExample: await ifNeeded('differingExample', () =>
      findDifferingExample(records, baselineOf(setup), store.predictionsOf),
    ),
    sharedPredictions: await ifNeeded('sharedPredictions', () =>
      sharePredictions(names, unfolded, readerOf('test')),
    ),
    chosenThresholds: await ifNeeded('chosenThresholds', () =>
      findChosenThresholds(
        names,
        primaryMetrics(config.metrics).map(({ name }) => name),
        unfolded,
        readerOf,
      ),
    ),
    sharedIds: await ifNeeded('sharedIds', () => findSharedIds(names, records, store.splitsOf)),
    sliceSearches: await ifNeeded('sliceSearches', () =>
      searchSlices({
        setup,
        isFolded: config.folds !== null,
        records,
        reader: readerOf('test'),
      }),
    ),
  };
}
