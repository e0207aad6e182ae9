/** Gathers only the evidence that some check needs. */
import type { SplitReaders } from '../analysis/examples/run-predictions.ts';
import { findChosenThresholds } from '../checks/evidence/chosen-thresholds.ts';
import { findCopiedRecords } from '../checks/evidence/copied-records.ts';
import { findDifferingExample } from '../checks/evidence/differing-example.ts';
import { findRepeatedExamples } from '../checks/evidence/repeated-examples.ts';
import { searchSlices } from '../checks/evidence/search-slices.ts';
import { findSharedIds } from '../checks/evidence/shared-ids.ts';
import { sharePredictions } from '../checks/evidence/shared-predictions.ts';
import {
  type Evidence,
  type EvidenceKind,
  type Gathered,
  type ProgramSigns,
  setupOf,
} from '../checks/evidence.ts';
import type { TrainedExtraRuns } from '../checks/extra-runs.ts';
import { CHECKS } from '../checks/registry.ts';
import { baselineOf, primaryMetrics } from '../checks/subjects.ts';
import type { CodeChanges } from '../plan/code/prepare-models.ts';
import { findOrderedBatches } from '../program-text/batch-order.ts';
import { findLearntBeforeSplit } from '../program-text/before-split.ts';
import { findSeedLines } from '../program-text/seed-lines.ts';
import { findStatedNumbers, type StatedNumbers } from '../program-text/stated-numbers.ts';
import { findTimeLimit } from '../program-text/time-limit-line.ts';
import { splitCommand } from '../train/trainers/command-line.ts';
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
  const { config, evaluation, models } = experiment;
  const ifNeeded = asNeeded(config);
  return {
    ...setupOf(experiment),
    caseFault,
    evaluationDigests: evaluation,
    codeChanges: code,
    modelData,
    dataChanges: await ifNeeded('dataChanges', experiment.findDataChanges),
    seedLines: await ifNeeded('seedLines', () => seedLinesOf(config.trainer, models[0]?.directory)),
    reusedHold,
    timeLimitLine: await ifNeeded('timeLimitLine', () => limitOf(config.trainer, models[0]?.directory)),
    statedNumbers: await statedNumbersOf(config.trainer, models),
    programSigns: await ifNeeded('programSigns', () => programSignsOf(config.trainer, models)),
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
    repeatedClasses: await ifNeeded('repeatedClasses', () =>
      findRepeatedExamples(names, unfolded, readerOf('test')),
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

async function limitOf(
  { command }: Experiment['config']['trainer'],
  directory: string | undefined,
): Promise<string | null> {
  return command === undefined || directory === undefined
    ? null
    : findTimeLimit(splitCommand(command), directory);
}

async function statedNumbersOf(
  { command }: Experiment['config']['trainer'],
  models: Experiment['models'],
): Promise<Evidence['statedNumbers']> {
  const found = new Map<string, StatedNumbers>();
  if (command === undefined) return found;
  for (const { name, params, directory } of models)
    found.set(name, await findStatedNumbers(splitCommand(command), params, directory));
  return found;
}

async function programSignsOf(
  { command }: Experiment['config']['trainer'],
  models: Experiment['models'],
): Promise<Evidence['programSigns']> {
  if (command === undefined) return [];
  const argv = splitCommand(command);
  const signs: ProgramSigns[] = [];
  for (const { name: model, directory } of models)
    signs.push({
      model,
      beforeSplit: await findLearntBeforeSplit(argv, directory),
      orderedBatches: await findOrderedBatches(argv, directory),
    });
  return signs;
}

/** From the baseline's code; null for a module, whose seed Conclusive sets. */
async function seedLinesOf(
  { command }: Experiment['config']['trainer'],
  directory: string | undefined,
): Promise<string | null> {
  return command === undefined || directory === undefined
    ? null
    : findSeedLines(splitCommand(command), directory);
}
