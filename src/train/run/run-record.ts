/** From what a run left to its record: a run that failed is a record too, and says why. */
import { setImmediate as pause } from 'node:timers/promises';
import { OUTPUT_GRACE_MS } from '../../child-output.ts';
import { withKeysOf } from '../../config/keys-of-unit.ts';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { withoutHandles } from '../../files/held-folder.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import type { RunCases } from '../../records/evaluations/run-cases.ts';
import { failureMessage } from '../../records/failure-reason.ts';
import type { MetricsOf } from '../../records/metrics/metric-sources.ts';
import { recordedNames } from '../../records/readers/named/source-of.ts';
import type { PredictionTable } from '../../records/readers/predictions/prediction-table.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import { RUN_SCHEMA, type RunRecord, type RunStatus } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import type { RunStore } from '../../records/store/store.ts';
import { UnsavableRecordError } from '../../records/store/unsavable-record-error.ts';
import { AbortedError } from '../aborted-error.ts';
import type { TaskOutcome } from '../executors/executor.ts';
import type { Hardware } from '../process/hardware.ts';
import { readApart } from '../reading/read-apart.ts';
import type { WorkTree } from '../work-tree/work-trees.ts';
import { describeFailure } from './describe-failure.ts';
import { describeGpuMemory } from './describe-gpu-memory.ts';
import {
  describeMisplaced,
  describeMissingFile,
  describeNoInput,
  describeWithheld,
} from './failure-hints.ts';
import type { RunWarnings } from './run-warnings.ts';

export interface RecordContext {
  readonly store: RunStore;
  /** Keeps a run's hands off what is not its own, where the platform can. */
  /** The config's folder in the checkout, which has files that the work tree of a ref may lack. */
  readonly checkout?: string;
  readonly declaredMetrics: readonly string[];
  /** Where the logs call them something else. */
  readonly metricSources?: MetricsOf;
  /** Runs are repeats of an evaluation: their log decides whether they finished. */
  readonly isEvaluation?: boolean;
  /** How curves are read from what runs print. */
  readonly printedCurves?: PrintedCurves | undefined;
  warn(message: string): void;
  /** Told what runs leave out or contradict themselves in; without it, `warn` is, run by run. */
  readonly runWarnings?: RunWarnings;
  readonly timeoutMs: number;
  readonly memoryBytes?: number | undefined;
  /** GPUs that runs take in turn. Without: they see what this process sees. */
  readonly gpus?: number | undefined;
  /** Runs at a time on this machine. Without: they run elsewhere. */
  readonly parallel?: number | undefined;
  /** Stops the reading of what a run has left. */
  readonly signal?: AbortSignal;
}

interface UnsavedRecord {
  readonly record: Omit<RunRecord, 'predictions'>;
  readonly predictions: PredictionTable | RunCases | null;
  /** What would read a metric that is missing. */
  readonly hint: string | null;
}

/** What a run has left behind. */
interface Left {
  /** Path of its run directory, through the handle. */
  readonly runDirectory: string;
  /** Why nothing in there counts. */
  readonly whyReplaced: () => string | null;
  readonly workTree: WorkTree;
  /** What it printed, errors first. */
  readonly printed: string;
  /** What it was given. */
  readonly environment: Readonly<Record<string, string>>;
  readonly machine: Partial<Hardware>;
}

export async function toRecord(
  run: PlannedRun,
  outcome: TaskOutcome,
  { runDirectory, whyReplaced, workTree, printed, environment, machine }: Left,
  context: RecordContext,
): Promise<UnsavedRecord> {
  const fail = (status: RunStatus, cause: string, details: string | null = null): UnsavedRecord => ({
    record: {
      ...identityOf(run),
      ...EMPTY_CONTENT,
      status,
      failure: failureMessage(
        withKeysOf(cause, { unit: context.isEvaluation === true ? 'repeat' : undefined }),
        outcome.tail,
        details ?? '',
      ),
      cost: costOf(outcome, machine),
    },
    predictions: null,
    hint: null,
  });
  const failed = describeFailure(outcome, context);
  const failedBecause = async ({ status, cause }: NonNullable<typeof failed>) => {
    const withheld = () =>
      outcome.kind === 'exited' ? describeWithheld(outcome.tail, process.env, environment) : null;
    const gpuMemory =
      outcome.kind === 'exited'
        ? await describeGpuMemory(outcome.tail, { environment, machine }, context)
        : null;
    return fail(
      status,
      gpuMemory ?? missingFile(run, outcome, context) ?? withheld() ?? describeNoInput(outcome.tail) ?? cause,
    );
  };
  // Tools exit with an error because a case failed.
  const mayHaveEnded = context.isEvaluation === true && outcome.kind === 'exited';
  if (failed !== null && !mayHaveEnded) return failedBecause(failed);
  // The next run in its place starts first: to read may take longer than that.
  await pause();
  const replaced = whyReplaced();
  if (replaced !== null) return fail('crashed', replaced);
  for (const message of workTree.takeOutputs(runDirectory)) warnOf(run, context, message);
  const isCutOff = outcome.kind === 'exited' && outcome.isCutOff === true;
  try {
    const metrics = context.metricSources?.(run.model.task);
    const options = {
      declaredMetrics: [...context.declaredMetrics, ...recordedNames(metrics ?? [])],
      ...(metrics === undefined ? {} : { metrics }),
      printed,
      isEvaluation: context.isEvaluation === true,
      printedCurves: context.printedCurves,
      warn: (message: string) => warnOf(run, context, message),
    };
    const {
      predictions,
      cost,
      hint,
      cases = null,
      mayBeCut = false,
      ...content
    } = await readApart(runDirectory, options, context.signal);
    if (failed !== null && mayBeCut) return failedBecause(failed);
    // Other platforms have no handles: there it may have been read in another folder.
    const nowReplaced = whyReplaced();
    if (nowReplaced !== null) return fail('crashed', nowReplaced);
    if (isCutOff && isPrinted(content)) return fail('crashed', CUT_OFF);
    if (isCutOff) warnOf(run, context, CUT_OFF);
    const record = {
      ...identityOf(run),
      ...content,
      cost: { ...costOf(outcome, machine), ...cost, wallSeconds: outcome.wallSeconds },
    };
    // Null where no metric is missing: then nothing was misplaced.
    const misplaced = hint === null ? null : describeMisplaced(runDirectory, workTree);
    return {
      record,
      predictions: predictions ?? cases,
      hint: misplaced ?? (isCutOff && hint !== null ? CUT_OFF : hint),
    };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof AbortedError) throw error;
    if (failed !== null) return failedBecause(failed);
    const reason = whyReplaced() ?? describeMisplaced(runDirectory, workTree) ?? (isCutOff ? CUT_OFF : null);
    if (reason !== null) return fail('crashed', reason);
    return fail(
      'crashed',
      withoutHandles(error).message,
      error instanceof UnreadableRunError ? error.details : null,
    );
  }
}

function identityOf({ fingerprint, model, seed, seeds }: PlannedRun) {
  return {
    schema: RUN_SCHEMA as typeof RUN_SCHEMA,
    fingerprint,
    model: model.name,
    ...(model.task === undefined ? {} : { task: model.task }),
    seed,
    ...(seeds === undefined ? {} : { seeds }),
    params: model.params,
    commit: model.commit,
  };
}

/** Of a run that could not begin. */
export async function saveCrashed(run: PlannedRun, store: RunStore, cause: string) {
  const outcome = { kind: 'exited', exitCode: 0, wallSeconds: 0, tail: '' } as const;
  const record = await store.save({
    ...identityOf(run),
    ...EMPTY_CONTENT,
    status: 'crashed',
    failure: failureMessage(cause, ''),
    cost: costOf(outcome, {}),
  });
  return { record, outcome };
}

function warnOf(run: PlannedRun, { runWarnings, warn }: RecordContext, message: string): void {
  if (runWarnings === undefined) warn(`${nameRun(run)}: ${message}`);
  else runWarnings.add(run, message);
}

/** Only of a program that ended by itself, in a work tree that is not the checkout. */
function missingFile(
  { model: { ref, directory } }: PlannedRun,
  outcome: TaskOutcome,
  { checkout }: RecordContext,
): string | null {
  if (outcome.kind !== 'exited' || ref === null || checkout === undefined || checkout === directory)
    return null;
  return describeMissingFile(outcome.tail, { directory, checkout, ref });
}

const CUT_OFF = `the program left a process behind that kept its output open for more than ${OUTPUT_GRACE_MS / 1000} s, and what that would have printed is lost; make the program wait for it, or start it with its output sent elsewhere (> other.log 2>&1)`;

function isPrinted({ origins = {} }: Pick<RunRecord, 'origins'>): boolean {
  return Object.values(origins).some((of) => Object.values(of).some(({ file }) => file === 'stdout'));
}

const EMPTY_CONTENT: Pick<
  RunRecord,
  'divergedBy' | 'curves' | 'metrics' | 'slices' | 'parameters' | 'environment'
> = {
  divergedBy: null,
  curves: [],
  metrics: {},
  slices: {},
  parameters: null,
  environment: {},
};

function costOf(
  { wallSeconds, cpuSeconds = null, peakMemoryBytes = null }: TaskOutcome,
  machine: Partial<Hardware>,
) {
  const day = new Date().toISOString().slice(0, 10);
  return { wallSeconds, cpuSeconds, peakMemoryBytes, ...machine, day };
}

/** What a run left may read well and still be no record, such as one that is too large: then the run has failed. */
export async function saveWhatCanBe(
  store: RunStore,
  record: UnsavedRecord['record'],
  predictions: UnsavedRecord['predictions'],
): Promise<RunRecord> {
  try {
    return await store.save(record, predictions ?? undefined);
  } catch (error) {
    // Anything else is the disk's: it is full, or not ours to write to. No other run would fare better.
    if (!(error instanceof UnsavableRecordError)) throw error;
    return store.save({
      ...record,
      ...EMPTY_CONTENT,
      status: 'crashed',
      failure: failureMessage(error.message, ''),
    });
  }
}
