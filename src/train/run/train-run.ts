import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintedCurves } from '../../config/schema/trainer-schema.ts';
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import { everySource } from '../../plan/runs/source-seeds.ts';
import { failureMessage } from '../../records/failure-reason.ts';
import { recordedNames, type SourcedMetric } from '../../records/readers/named/source-of.ts';
import { readRunDirectory } from '../../records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import { RUN_SCHEMA, type RunRecord, type RunStatus } from '../../records/record.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import type { RunStore } from '../../records/store/store.ts';
import { UnsavableRecordError } from '../../records/store/unsavable-record-error.ts';
import { AbortedError } from '../aborted-error.ts';
import { gpuOfRun } from '../process/devices.ts';
import { trainingEnvironment } from '../process/environment.ts';
import { type Isolate, isolationHint, withoutIsolation } from '../process/isolation.ts';
import { describeMachine, type Machine } from '../process/machine.ts';
import { PrintedText } from '../process/printed-text.ts';
import { type ProcessOutcome, runProcess } from '../process/run-process.ts';
import type { Trainer } from '../trainers/trainer.ts';
import type { WorkTree, WorkTrees } from '../work-tree/work-trees.ts';
import { describeFailure, describeNotStarted } from './describe-failure.ts';
import { describeInterpreter } from './describe-interpreter.ts';
import { describeMisplaced } from './describe-misplaced.ts';
import { describeMissingFile } from './describe-missing-file.ts';
import { describeWithheld } from './describe-withheld.ts';
import { requireMetrics } from './require-metrics.ts';
import type { RunWarnings } from './run-warnings.ts';

export interface RunContext {
  readonly trainer: Trainer;
  readonly store: RunStore;
  readonly workTrees: WorkTrees;
  /** Keeps a run's hands off what is not its own, where the platform can. */
  readonly isolate?: Isolate;
  /** Folder for what runs write while they last; emptied after each. */
  readonly scratch: string;
  /** Folder for what `trainer.setup` keeps. */
  readonly environments: string;
  /** The config's folder in the checkout, which has files that the work tree of a ref may lack. */
  readonly checkout?: string;
  readonly declaredMetrics: readonly string[];
  /** Where the logs call them something else. */
  readonly metricSources?: readonly SourcedMetric[];
  /** How curves are read from what runs print. */
  readonly printedCurves?: PrintedCurves | undefined;
  warn(message: string): void;
  /** Told what runs leave out or contradict themselves in; without it, `warn` is, run by run. */
  readonly runWarnings?: RunWarnings;
  readonly timeoutMs: number;
  readonly memoryBytes?: number | undefined;
  /** Threads of each run's libraries. */
  readonly threads?: number;
  /** GPUs that runs take in turn. Without: they see what this process sees. */
  readonly gpus?: number | undefined;
  /** The run's place among those at a time, from 0. */
  readonly place?: number;
  readonly retries: number;
  /** Nothing may be trained: the records are those of another machine. */
  readonly recordsOnly?: boolean;
  readonly signal: AbortSignal;
}

export interface TrainedRun {
  readonly record: RunRecord;
  readonly retries: number;
}

/** Of each stream: beyond this, what a program printed first is not looked at. */
const MAX_PRINTED_BYTES = 8 * 1024 * 1024;

/** Ends that the machine causes and the code does not: worth another try. */
const MACHINE_FAULTS: ReadonlySet<ProcessOutcome['kind']> = new Set(['killed', 'timeout']);

/**
 * Trains one run and keeps its record, whatever became of it: a run that failed is a record too.
 *
 * @throws UserError where the trainer says that no other run would fare better, AbortedError when stopped.
 */
export async function trainRun(run: PlannedRun, context: RunContext): Promise<TrainedRun> {
  if (context.recordsOnly === true)
    throw new UserError(
      `there is no usable record of ${run.model.name}, seed ${run.seed} (${run.fingerprint.slice(0, 12)}), and nothing is trained here`,
    );
  for (let attempt = 0; ; attempt += 1) {
    const { record, isMachineFault } = await attemptRun(run, context);
    if (attempt < context.retries && isMachineFault) continue;
    return { record, retries: attempt };
  }
}

async function attemptRun(
  run: PlannedRun,
  context: RunContext,
): Promise<{ readonly record: RunRecord; readonly isMachineFault: boolean }> {
  const { trainer, store, place = 0, gpus = null, threads } = context;
  // A check may train the same model under the same seed with another parameter at the same time.
  const folder = join(context.scratch, `${run.model.name}-${run.seed}-${run.fingerprint.slice(0, 8)}`);
  const runDirectory = join(folder, 'run');
  await removeFolder(folder, context.warn);
  await mkdir(runDirectory, { recursive: true });
  let made = null as WorkTree | null;
  try {
    const { name: model, params, directory } = run.model;
    const { seed, seeds = everySource(seed) } = run;
    const make = async () => {
      made ??= await context.workTrees.make(run.model, folder);
      return made;
    };
    const open = async () => {
      const { root, directory } = await make();
      return { directory, writable: [root] };
    };
    const versions = await trainer.versions({ ...context, directory, open });
    const workTree = await make();
    const command = await trainer.command({
      ...context,
      ...{ model, seed, seeds, params, directory, workingDirectory: workTree.directory, runDirectory },
    });
    // Work trees of a commit have git's data in common: a run that asks git for its state must not write that down.
    const shared = { GIT_OPTIONAL_LOCKS: '0' };
    const own = {
      ...shared,
      ...gpuOfRun(place, gpus, process.env.CUDA_VISIBLE_DEVICES),
      ...command.environment,
    };
    const environment = trainingEnvironment(process.env, own, threads);
    const [output, errorOutput] = [new PrintedText(MAX_PRINTED_BYTES), new PrintedText(MAX_PRINTED_BYTES)];
    const started = {
      argv: command.argv,
      directory: workTree.directory,
      // Beside the folder, where the head is the checkout as it stands.
      writable: [folder, workTree.root, ...(command.writable ?? [])],
      environment,
    };
    const ended = await runProcess({
      // What no ref names is the user's own code.
      argv: (run.model.ref === null ? undefined : context.isolate?.(started)) ?? command.argv,
      directory: workTree.directory,
      environment,
      timeoutMs: context.timeoutMs,
      memoryBytes: context.memoryBytes,
      signal: context.signal,
      onOutput: (chunk) => output.add(chunk),
      onErrorOutput: (chunk) => errorOutput.add(chunk),
    });
    workTree.end();
    const outcome = { ...withoutIsolation(ended), tail: workTree.withPathsOfModel(ended.tail) };
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    if (outcome.kind === 'not-started')
      throw new UserError(describeNotStarted(command.argv[0] ?? '', directory, outcome.error));
    if (outcome.kind === 'exited' && outcome.exitCode === trainer.unusableExitCode)
      throw new UserError(outcome.tail);
    await refuseInterpreter(run, outcome, workTree, context);
    // A result is printed to the output, and so that is last; logging modules write to the other.
    const printed = `${errorOutput.text()}\n${output.text()}`;
    const { record, predictionsFile, hint } = await toRecord(
      run,
      outcome,
      { runDirectory, workTree, printed, environment },
      context,
    );
    const known = versions === null ? record : { ...record, versions };
    const saved = await saveWhatCanBe(store, known, predictionsFile);
    requireMetrics(saved, context.metricSources ?? context.declaredMetrics.map((name) => ({ name })), hint);
    return { record: saved, isMachineFault: MACHINE_FAULTS.has(outcome.kind) };
  } finally {
    if (made !== null) await removeFolder(made.root, context.warn);
    await removeFolder(folder, context.warn);
  }
}

/** What a run left may read well and still be no record, such as one that is too large: then the run has failed. */
async function saveWhatCanBe(
  store: RunStore,
  record: UnsavedRecord['record'],
  predictionsFile: string | null,
): Promise<RunRecord> {
  try {
    return await store.save(record, predictionsFile ?? undefined);
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

interface UnsavedRecord {
  readonly record: Omit<RunRecord, 'predictions'>;
  readonly predictionsFile: string | null;
  /** What would read a metric that is missing. */
  readonly hint: string | null;
}

/** What a run has left behind. */
interface Left {
  readonly runDirectory: string;
  readonly workTree: WorkTree;
  /** What it printed, errors first. */
  readonly printed: string;
  /** What it was given. */
  readonly environment: Readonly<Record<string, string>>;
}

async function toRecord(
  run: PlannedRun,
  outcome: ProcessOutcome,
  { runDirectory, workTree, printed, environment }: Left,
  context: RunContext,
): Promise<UnsavedRecord> {
  const machine = await describeMachine();
  const identity = {
    schema: RUN_SCHEMA as typeof RUN_SCHEMA,
    fingerprint: run.fingerprint,
    model: run.model.name,
    seed: run.seed,
    ...(run.seeds === undefined ? {} : { seeds: run.seeds }),
    params: run.model.params,
    commit: run.model.commit,
  };
  const fail = (status: RunStatus, cause: string, details: string | null = null): UnsavedRecord => ({
    record: {
      ...identity,
      ...EMPTY_CONTENT,
      ...{
        status,
        failure: failureMessage(cause, outcome.tail, details ?? ''),
        cost: costOf(outcome, machine),
      },
    },
    predictionsFile: null,
    hint: null,
  });
  const failed = describeFailure(outcome, context);
  if (failed !== null) {
    const withheld = () =>
      outcome.kind === 'exited' ? describeWithheld(outcome.tail, process.env, environment) : null;
    const isApart = context.isolate != null && run.model.ref !== null;
    const cause = `${failed.cause}${isApart ? isolationHint(outcome.tail) : ''}`;
    return fail(failed.status, (await missingFile(run, outcome, context)) ?? withheld() ?? cause);
  }
  for (const message of workTree.takeOutputs(runDirectory)) warnOf(run, context, message);
  try {
    const { predictionsFile, cost, hint, ...content } = await readRunDirectory(runDirectory, {
      declaredMetrics: [...context.declaredMetrics, ...recordedNames(context.metricSources ?? [])],
      ...(context.metricSources === undefined ? {} : { metrics: context.metricSources }),
      printed,
      printedCurves: context.printedCurves,
      warn: (message) => warnOf(run, context, message),
    });
    const record = {
      ...identity,
      ...content,
      cost: { ...costOf(outcome, machine), ...cost, wallSeconds: outcome.wallSeconds },
    };
    // Null where no metric is missing: then nothing was misplaced.
    const misplaced = hint === null ? null : await describeMisplaced(runDirectory, workTree);
    return { record, predictionsFile, hint: misplaced ?? hint };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const misplaced = await describeMisplaced(runDirectory, workTree);
    if (misplaced !== null) return fail('crashed', misplaced);
    return fail('crashed', error.message, error instanceof UnreadableRunError ? error.details : null);
  }
}

/** @throws UserError where it is the interpreter that fails, and so would under every seed */
async function refuseInterpreter(
  { model, seed }: PlannedRun,
  outcome: ProcessOutcome & { readonly tail: string },
  { directory, root }: WorkTree,
  { trainer }: RunContext,
): Promise<void> {
  if (outcome.kind !== 'exited' || outcome.exitCode === 0) return;
  const hasSetup = Object.hasOwn(trainer.identity.trainer, 'setup');
  const advice = await describeInterpreter(outcome.tail, { directory, root, hasSetup });
  if (advice !== null) throw new UserError(`trainer.command: ${model.name}, seed ${seed}: ${advice}`);
}

function warnOf({ model, seed }: PlannedRun, { runWarnings, warn }: RunContext, message: string): void {
  if (runWarnings === undefined) warn(`${model.name}, seed ${seed}: ${message}`);
  else runWarnings.add(model.name, seed, message);
}

/** Only of a program that ended by itself, in a work tree that is not the checkout. */
async function missingFile(
  { model: { ref, directory } }: PlannedRun,
  outcome: ProcessOutcome,
  { checkout }: RunContext,
): Promise<string | null> {
  if (outcome.kind !== 'exited' || ref === null || checkout === undefined || checkout === directory)
    return null;
  return describeMissingFile(outcome.tail, { directory, checkout, ref });
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

function costOf({ wallSeconds, peakMemoryBytes = null }: ProcessOutcome, machine: Machine) {
  const day = new Date().toISOString().slice(0, 10);
  return { wallSeconds, cpuSeconds: null, peakMemoryBytes, ...machine, day };
}
