/** The whole job: prepare, train until it is decided, gather, check, judge, report. */

import { createSplitReaders } from './analysis/examples/run-predictions.ts';
import { CHECKS } from './checks/registry.ts';
import { runChecks } from './checks/run-checks.ts';
import { withKeysOf } from './config/keys-of-unit.ts';
import { UserError } from './config/user-error.ts';
import { discardChanged, inspectCode } from './experiment/changed-code.ts';
import { describeDetails } from './experiment/describe-details.ts';
import { type PlannedExtraRuns, planExtraRuns } from './experiment/extra-runs.ts';
import { gatherEvidence } from './experiment/gather-evidence.ts';
import { judgeExperiment } from './experiment/judge-experiment.ts';
import { judgeTasks } from './experiment/judge-tasks.ts';
import { type Report, reportResult } from './experiment/keep-report.ts';
import { trainUntilDecided } from './experiment/looks/train-until-decided.ts';
import { ofMeans } from './experiment/means-of-tasks.ts';
import { type ExperimentRequest, prepare } from './experiment/prepare.ts';
import { startProgress } from './experiment/run-context.ts';
import { trainVerified } from './experiment/shortcuts.ts';
import { GitError } from './git/git.ts';
import { compute } from './stop-signals.ts';
import { exitCodeOf } from './verdict/exit-code.ts';
import type { ExperimentResult } from './verdict/result.ts';

export type { Progress } from './train/progress.ts';
export type { ExperimentRequest };

export interface ExperimentOutcome extends Report {
  readonly result: ExperimentResult;
  /** Fingerprints of the comparison's runs; their records are in the output folder. */
  readonly fingerprints: readonly string[];
  /** Folder of the records, report.md, report.html and result.json. */
  readonly outputDirectory: string;
  /** 0: the gate passed. 1: it failed. 3: training failed, so there is no verdict. */
  readonly exitCode: 0 | 1 | 3;
}

/**
 * Runs an experiment from its config to its report. Records of finished runs are always kept.
 *
 * @throws UserError for wrong input and for models that do not differ, AbortedError when `signal` stops it,
 * AwaitedRunsError where more records of other jobs are needed
 */
export async function runExperiment(request: ExperimentRequest): Promise<ExperimentOutcome> {
  const experiment = await prepare(request);
  let extra: PlannedExtraRuns | undefined;
  try {
    const { store, output, nothingToCompare } = experiment;
    if (nothingToCompare !== null) throw new UserError(nothingToCompare);
    const notices = (await request.onPrepared?.(experiment)) ?? [];
    const progress = startProgress(experiment);
    const planned = await planExtraRuns(experiment, progress);
    let readerOf = createSplitReaders(store.splitsOf);
    extra = planned;
    const { extraRuns, costs, training } = await trainVerified(experiment, planned, (own) => {
      readerOf = createSplitReaders(store.splitsOf);
      return trainUntilDecided({ ...experiment, ...own }, readerOf, progress, planned.begin);
    });
    const code = await inspectCode(experiment, training, planned);
    const { result, report } = await compute(async () => {
      const ofRuns = training.settled?.readerOf ?? readerOf;
      const found = { extraRuns, code, readerOf: ofRuns };
      const judged = ofMeans(experiment);
      const evidence = await gatherEvidence(judged, training, found);
      const tasks = await judgeTasks(experiment, training, found);
      const checks = tasks?.checks ?? runChecks(CHECKS, evidence, experiment.config.checks);
      const details = await describeDetails(judged, training, evidence, ofRuns);
      const result = await judgeExperiment(judged, training, {
        checks,
        costs,
        notices,
        details,
        tasks,
      });
      return { result, report: await reportResult(result, output, experiment.warn) };
    });
    const fingerprints = [...new Set(training.trained.map(({ fingerprint }) => fingerprint))];
    return { ...report, result, fingerprints, outputDirectory: output, exitCode: exitCodeOf(result) };
  } catch (error) {
    await extra?.close();
    await discardChanged(experiment);
    if (error instanceof UserError) error.message = withKeysOf(error.message, experiment.config);
    throw error instanceof GitError ? describeBrokenRepository(error) : error;
  } finally {
    await experiment.close();
  }
}

/** A run may have written to git's data. */
function describeBrokenRepository(cause: GitError): UserError {
  return new UserError(
    `can't read the repository any more, so there is no verdict: ${cause.message}. Check .git with "git fsck" or clone again; finished runs are kept, and the same command reuses them`,
    { cause },
  );
}
