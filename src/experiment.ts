/** The whole job, as one sentence: prepare, train until it is decided, judge, report. */

import { createSplitReaders, type SplitReader } from './analysis/examples/run-predictions.ts';
import { testSetChances } from './analysis/examples/test-set-chances.ts';
import { marginNotices } from './analysis/margin-scale.ts';
import { runChecks } from './checks/index.ts';
import { checkOwnRuns } from './checks/own-runs.ts';
import { UserError } from './config/user-error.ts';
import { askedInVain } from './experiment/asked-in-vain.ts';
import { claimedBeforehand } from './experiment/claimed.ts';
import { differingExampleOf } from './experiment/differing-example.ts';
import { discardChanged } from './experiment/discard-changed.ts';
import { keepReport, type Report, renderReport } from './experiment/keep-report.ts';
import { prepareOwnRuns, type TrainedOwnRuns } from './experiment/own-runs.ts';
import { type Experiment, type ExperimentRequest, prepare, warnOf } from './experiment/prepare.ts';
import { prepareRepeats } from './experiment/repeat-runs.ts';
import { searchSlices } from './experiment/search-slices.ts';
import { seedLinesFor } from './experiment/seed-lines-for.ts';
import { keepDecisions, testSetUse } from './experiment/test-set-use.ts';
import { type Training, trainUntilDecided } from './experiment/train-until-decided.ts';
import type { CodeChanges } from './plan/code/prepare-models.ts';
import type { Split } from './records/record.ts';
import { readLedger } from './records/store/ledger.ts';
import { judge } from './verdict/judge.ts';
import { describeProvenance } from './verdict/provenance.ts';
import type { ExperimentResult } from './verdict/result.ts';
import { withholdOverfitted } from './verdict/withhold.ts';

export type { Progress } from './train/progress.ts';
export type { ExperimentRequest };

export interface ExperimentOutcome extends Report {
  readonly result: ExperimentResult;
  /** Of the comparison's runs: their records are in the output folder. */
  readonly fingerprints: readonly string[];
  /** Where the records, report.md, report.html and result.json are. */
  readonly outputDirectory: string;
  /** 0: the gate passed. 1: it failed. 3: training failed, so there is no verdict. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Runs an experiment from its config to its report.
 *
 * @throws UserError for input that is wrong, AbortedError when `signal` stops it; records of finished runs are kept
 *   in both cases.
 */
export async function runExperiment(request: ExperimentRequest): Promise<ExperimentOutcome> {
  const experiment = await prepare(request);
  try {
    const told = (await request.onPrepared?.({ ...experiment, warn: warnOf(request) })) ?? [];
    const ledger = await readLedger(experiment.output, warnOf(request));
    const planned = await prepareOwnRuns(experiment, request);
    const repeating = await prepareRepeats(experiment, request);
    const trained = await trainUntilDecided(experiment, request);
    const comparisons = withholdOverfitted(trained.comparisons, { ...experiment, ...trained });
    const training = { ...trained, comparisons };
    const repeated = await repeating.train(training);
    const { own, costs, discard } = await planned.train({ ...training, costs: repeated.costs });
    const readerOf = createSplitReaders(experiment.store.predictionsOf);
    const chances = await chancesOfTestSet(experiment, training, readerOf);
    const code = await inspectCode(experiment, training, [discard, repeated.discard], request);
    const use = await testSetUse(experiment, training, ledger);
    const evidence = { ...experiment, ...training, metrics: experiment.config.metrics };
    const checks = [
      ...runChecks({
        ...evidence,
        code,
        testSetUse: use,
        differingExample: await differingExampleOf(experiment, training.records),
        seedLines: await seedLinesFor(experiment),
        repeats: repeated.repeats,
        sliceSearches: await searchSlices(experiment, training, readerOf('test')),
      }),
      ...checkOwnRuns({ ...evidence, own }),
    ];
    const { claimed, notices } = claimedBeforehand(experiment.config, request.description);
    const missed = askedInVain({ ...evidence, checks });
    const known = experiment.origin.notices;
    const margins = marginNotices(
      experiment.config.metrics,
      experiment.models.map((model) => model.name),
      training.records,
    );
    const origin = {
      ...experiment.origin,
      notices: [...known, ...told, ...notices, ...margins, ...missed],
    };
    const provenance = describeProvenance(origin, training.records);
    const result = judge({
      ...experiment,
      ...training,
      costs,
      testSetChances: chances,
      checks,
      claimed,
      provenance,
    });
    const report = renderReport(result);
    await keepReport(experiment.output, report).catch((error: unknown) => {
      // The disk is full, or not ours to write to. Whoever called has the verdict all the same.
      if (!(error instanceof UserError)) throw error;
      warnOf(request)(error.message);
    });
    await keepDecisions(experiment, use, result, ledger, request);
    const fingerprints = [...new Set(training.records.map((record) => record.fingerprint))];
    return {
      ...report,
      result,
      fingerprints,
      outputDirectory: experiment.output,
      exitCode: exitCodeOf(result),
    };
  } catch (error) {
    await discardChanged(experiment, warnOf(request)).catch((fault: unknown) =>
      warnOf(request)(`whether the code changed under way is not known: ${String(fault)}`),
    );
    throw error;
  } finally {
    await experiment.close();
  }
}

/** Records of code that changed under way are thrown away: under their fingerprint they would be taken for what they are not. */
async function inspectCode(
  experiment: Experiment,
  { records }: Training,
  discardOwn: ReadonlyArray<TrainedOwnRuns['discard']>,
  request: ExperimentRequest,
): Promise<CodeChanges> {
  const code = await experiment.inspectCode();
  const changed = new Set(code.changed.map(({ model }) => model));
  for (const { model, fingerprint } of records)
    if (changed.has(model)) await experiment.store.discard(fingerprint);
  for (const discard of discardOwn) await discard(changed);
  if (code.added.length > 0) {
    warnOf(request)(
      `runs left new files in the checkout (${code.added.slice(0, 3).join(', ')}); the next run takes them for a change of code: write them to the run directory, or let git ignore them`,
    );
  }
  return code;
}

function chancesOfTestSet(
  { name, config }: Experiment,
  { comparisons, records }: Training,
  readerOf: (split: Split) => SplitReader,
) {
  const variants = [...new Set(comparisons.map(({ variant }) => variant))];
  const { metrics, alpha, folds } = config;
  // Every fold has examples of its own, and the intervals speak of new ones as it is.
  if (folds !== null) return [];
  return testSetChances({
    experiment: name,
    metrics,
    variants,
    alpha,
    records,
    readerOf,
  });
}

function exitCodeOf({ models, gate, runs }: ExperimentResult): 0 | 1 | 3 {
  if (runs.trained + runs.reused > 0 && models.some((model) => model.runs.ok === 0)) return 3;
  return gate.passed ? 0 : 1;
}
