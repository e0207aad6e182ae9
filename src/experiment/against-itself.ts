/** `conclusive run --aa`: compares two halves of twice as many runs of the baseline. */
import { markIncompleteRuns } from '../analysis/compare/incomplete-runs.ts';
import { createCrossedRows } from '../analysis/examples/crossed-rows.ts';
import { createSplitReaders } from '../analysis/examples/run-predictions.ts';
import { SECOND_HALF } from '../analysis/self-comparison/seed-order.ts';
import { compareWithItself } from '../analysis/self-comparison/self-comparison.ts';
import { UserError } from '../config/user-error.ts';
import { planRuns, seedsBetween } from '../plan/runs/plan-runs.ts';
import { renderSelfComparison } from '../report/self-comparison.ts';
import { compute } from '../stop-signals.ts';
import { runsToNextAndLast, secondsOf } from '../train/runs-left.ts';
import { lookUpRuns, trainRuns } from '../train/schedule.ts';
import { describeProvenance } from '../verdict/provenance.ts';
import { judgeSelfComparison, type SelfComparisonResult } from '../verdict/self-comparison.ts';
import { type Report, writeReport } from './keep-report.ts';
import { verdictForExamples } from './looks/judge-looks.ts';
import { tasksOf } from './looks/train-looks.ts';
import { meansOf, ofMeans } from './means-of-tasks.ts';
import { type ExperimentRequest, prepare } from './prepare.ts';
import { runContext, runsAtATime, startProgress } from './run-context.ts';

export interface SelfComparisonOutcome extends Report {
  readonly result: SelfComparisonResult;
  readonly summary: string;
  readonly files: readonly string[];
  readonly outputDirectory: string;
  /** 0: the false-alarm rate agrees with alpha, and runs do not depend on the order of seeds. 1: otherwise. */
  readonly exitCode: 0 | 1;
}

/**
 * Trains the baseline with seeds 1 to 2n, for the design's most pairs n. Existing records are reused, and later experiments reuse
 * these.
 *
 * @throws UserError for wrong input and for too few finished runs, AbortedError when stopped
 */
export async function runAgainstItself(request: ExperimentRequest): Promise<SelfComparisonOutcome> {
  const experiment = await prepare(request);
  try {
    const { name, config, looks, trainer, models, output } = experiment;
    const { alpha, limits, folds } = config;
    const { metrics } = ofMeans(experiment).config;
    if (folds !== null)
      throw new UserError(
        '--aa compares seeds, but the config has vary: folds; choose another vary, such as [init, order]',
      );
    if (config.unit === 'repeat')
      throw new UserError(
        '--aa compares runs of a training, but the config has evaluate; compare logs with "conclusive compare"',
      );
    if (config.models.baseline.value !== undefined)
      throw new UserError(
        '--aa compares the baseline with itself, but it is a fixed number; remove models.baseline.value',
      );
    const seeds = seedsBetween(0, 2 * config.seeds.max);
    const parallel = runsAtATime(config, request);
    const context = runContext(experiment);
    const runs = planRuns(models.slice(0, 1), seeds);
    const known = await lookUpRuns(runs, context);
    const progress = startProgress(experiment);
    progress.onPlanned(
      { trainer: trainer.description, models: ['baseline'], looks: [seeds.length], ...tasksOf(config) },
      runsToNextAndLast(runs, runs, known),
      secondsOf(known),
    );
    const trained = await trainRuns(runs, known, parallel, context, progress);
    const records = meansOf(markIncompleteRuns(trained.records, context.declaredMetrics), config);
    refuseTooFew(records, (looks[0] ?? 2) * (1 - limits['failed-runs']));
    const rows = createCrossedRows({
      variants: [SECOND_HALF],
      metrics,
      verdictFor: verdictForExamples(config) === 'this-test-set' ? 'this-test-set' : undefined,
      readerOf: createSplitReaders(experiment.store.splitsOf),
    });
    const comparison = await compute(() =>
      compareWithItself(records, { rows, experiment: name, metrics, alpha, looks }),
    );
    const provenance = describeProvenance(experiment.origin, records);
    const result = judgeSelfComparison(comparison, {
      metrics,
      records,
      provenance: { ...provenance, command: `${provenance.command} --aa` },
    });
    const { summary, ...report } = renderSelfComparison(result);
    await writeReport(output, report, 'aa-');
    const files = ['aa-report.md', 'aa-report.html', 'aa-result.json'];
    const exitCode = result.consistent && result.independent ? 0 : 1;
    return { ...report, summary, files, result, outputDirectory: output, exitCode };
  } finally {
    await experiment.close();
  }
}

/** @param pairs of the first look, less the failures that the limit allows */
function refuseTooFew(
  records: ReadonlyArray<{ readonly status: string; readonly failure: string | null }>,
  pairs: number,
): void {
  const finished = records.filter(({ status }) => status === 'ok').length;
  const needed = Math.max(4, 2 * Math.ceil(pairs));
  if (finished >= needed) return;
  const failure = records.find(({ status }) => status !== 'ok')?.failure;
  throw new UserError(
    `--aa needs ${needed} finished runs of the baseline, but only ${finished} of ${records.length} finished${failure ? `; the first failure: ${failure}` : ''}`,
  );
}
