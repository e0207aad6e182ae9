import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import type { PlannedRun } from '../../plan/runs/plan-runs.ts';
import { everySource } from '../../plan/runs/source-seeds.ts';
import { failureReason } from '../../records/failure-reason.ts';
import type { RunRecord } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { AbortedError } from '../aborted-error.ts';
import type { Executor, Performed, TaskOutcome, TaskState } from '../executors/executor.ts';
import { environmentOfRun } from '../process/environment.ts';
import { gpuOfRun } from '../process/visible-cards.ts';
import { prepareReading } from '../reading/read-apart.ts';
import type { SetupStep } from '../setup/watch-step.ts';
import type { Trainer } from '../trainers/trainer.ts';
import type { WorkTree, WorkTrees } from '../work-tree/work-trees.ts';
import { describeNotStarted } from './describe-failure.ts';
import { describeInterpreter } from './describe-interpreter.ts';
import { pythonOf } from './interpreters.ts';
import { requireMetrics } from './require-metrics.ts';
import { makeRunFolder, runDirectoryIn, whyReplaced } from './run-folder.ts';
import { type RecordContext, saveCrashed, saveWhatCanBe, toRecord } from './run-record.ts';

export interface RunContext extends RecordContext {
  readonly trainer: Trainer;
  readonly executor: Executor;
  readonly workTrees: WorkTrees;
  /** Folder for what runs write while they last. */
  readonly scratch: string;
  /** Folder for what `trainer.setup` keeps. */
  readonly environments: string;
  /** Threads of each run's libraries. */
  readonly threads?: number;
  /** Memory in which all runs at a time have to find room. Without: their number is the user's choice, or the machines are others. */
  readonly machineMemoryBytes?: number | null;
  /** The run's place among those at a time, from 0. */
  readonly place?: number;
  readonly retries: number;
  /** Whether each model's runs start one at a time until one has succeeded. */
  readonly warmsUp?: boolean | undefined;
  /** Without: no run takes shortcuts. Whoever sets it verifies what comes of them. */
  readonly shortcuts?: Shortcuts | undefined;
  /** @throws UserError if another process may train the same runs */
  readonly claim?: (() => Promise<void>) | undefined;
  /** Nothing may be trained: the records are those of another machine. */
  readonly recordsOnly?: boolean;
  readonly signal: AbortSignal;
  /** Called every second while a command of `trainer.setup` lasts. */
  onSetup?(step: SetupStep): void;
  /** Called again for every try. */
  onState?(state: TaskState): void;
  /** Called when the process has ended well, so that its place is free while its files are read. */
  onEnded?(): void;
  /** Called when the system has killed the run. The next try begins when this settles. */
  onKilled?(): Promise<void>;
}

interface Shortcuts {
  /** Folders of models that took a step unlike the ones before it: their runs replay none from then on. */
  readonly refused: Set<string>;
  /** Folders of workers that have a run now. */
  readonly homes: Set<string>;
}

export interface TrainedRun {
  readonly record: RunRecord;
  readonly retries: number;
}

/** Ends that the machine causes, and so are worth another try. */
const MACHINE_FAULTS: ReadonlySet<TaskOutcome['kind']> = new Set(['killed', 'timeout']);
/** A job that is lost says nothing of its run: it is tried again whatever `limits.retries` says, and not for ever. */
const MOST_LOSSES = 3;

/**
 * Trains one run and keeps its record, whatever became of it: a run that failed is a record too.
 *
 * @throws UserError where the trainer says that no other run would fare better, AbortedError when stopped.
 */
export async function trainRun(run: PlannedRun, context: RunContext): Promise<TrainedRun> {
  if (context.recordsOnly === true)
    throw new UserError(
      `there is no usable record of ${nameRun(run)} (${run.fingerprint.slice(0, 12)}), and this job trains no runs; train it with "conclusive train" first`,
    );
  await context.claim?.();
  let losses = 0;
  for (let attempt = 0; ; attempt += 1) {
    const { record, outcome } = await attemptRun(run, context, attempt);
    const isLost = outcome.kind === 'lost';
    losses += isLost ? 1 : 0;
    if (isLost && losses === MOST_LOSSES && !outcome.hasBegun)
      throw new UserError(`executor: ${nameRun(run)}: ${failureReason(record.failure ?? '')}`);
    const isWorthIt = isLost
      ? losses < MOST_LOSSES
      : MACHINE_FAULTS.has(outcome.kind) && attempt - losses < context.retries;
    if (!isWorthIt) return { record, retries: attempt };
    if (isLost) context.warn(`${nameRun(run)}: ${failureReason(record.failure ?? '')}; it is tried again`);
    if (outcome.kind === 'killed' && outcome.by.startsWith('SIGKILL')) await context.onKilled?.();
  }
}

interface Attempt {
  readonly record: RunRecord;
  readonly outcome: TaskOutcome;
}

async function attemptRun(run: PlannedRun, context: RunContext, attempt: number): Promise<Attempt> {
  for (;;) {
    const attempted = await performRun(run, context, attempt);
    if (attempted === 'unlike') context.shortcuts?.refused.add(run.model.directory);
    // A worker that has trained others may be at fault, so the run is tried in a new one.
    else if (attempted !== 'doubtful') return attempted;
  }
}

/** @param attempt from 0: what was lost may still go on somewhere, so that no other attempt uses its folder */
async function performRun(
  run: PlannedRun,
  context: RunContext,
  attempt: number,
): Promise<Attempt | 'doubtful' | 'unlike'> {
  const { trainer, store, place = 0, gpus = null, threads } = context;
  const shortcuts = context.shortcuts?.refused.has(run.model.directory) === false;
  const hasServers = context.executor.hasServers === true;
  const worker = shortcuts && hasServers ? trainer.worker : null;
  const taken =
    worker === null || context.shortcuts === undefined
      ? null
      : takeHome(run, context.shortcuts.homes, context);
  // A check may train the same model under the same seed with another parameter at the same time.
  const name = `${run.model.name}${folderOf(run.model)}-${run.seed}-${run.fingerprint.slice(0, 8)}`;
  const folder = join(context.scratch, `${name}${attempt === 0 ? '' : `-${attempt + 1}`}`);
  const runDirectory = runDirectoryIn(folder);
  await removeFolder(folder, context.warn);
  const held = makeRunFolder(folder);
  if (typeof held === 'string') {
    taken?.release();
    return saveCrashed(run, store, held);
  }
  let made = null as WorkTree | null;
  let forget: Performed['forget'];
  try {
    const { name: model, task, params, directory } = run.model;
    const { seed, seeds = everySource(seed) } = run;
    const make = async () => {
      made ??= await context.workTrees.make(run.model, folder);
      return made;
    };
    const open = async () => {
      const { directory } = await make();
      return { directory };
    };
    const versions = await trainer.versions({ ...context, directory, open });
    const workTree = await make();
    const command = await trainer.command({
      ...context,
      model,
      task,
      seed,
      seeds,
      params,
      directory,
      workingDirectory: workTree.directory,
      runDirectory,
      shortcuts,
    });
    const gpu = gpuOfRun(place, gpus, process.env);
    const environment = environmentOfRun(process.env, { ...gpu, ...command.environment }, threads);
    const performing = context.executor.perform(
      {
        identity: JSON.stringify([store.folder, run.fingerprint, versions]),
        argv: command.argv,
        directory: workTree.directory,
        environment,
        shared: {
          tree: workTree.directory,
          left: [runDirectory, ...workTree.outputs],
          root: workTree.root,
        },
        ...(worker !== null &&
          taken !== null && {
            server: {
              argv: worker,
              directory,
              folder: taken.home,
            },
          }),
        timeoutMs: context.timeoutMs,
        memoryBytes: context.memoryBytes,
      },
      context,
    );
    prepareReading();
    const performed = await performing;
    forget = performed.forget;
    if (performed.outcome.kind === 'exited' && performed.outcome.exitCode === 0) {
      taken?.release();
      context.onEnded?.();
    }
    if (performed.outcome.kind === 'doubtful') return 'doubtful';
    const outcome = { ...performed.outcome, tail: workTree.withPathsOfModel(performed.outcome.tail) };
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    // A folder that is missing looks like a program that is missing.
    if (outcome.kind === 'not-started' && !existsSync(workTree.directory))
      throw new UserError(
        `${workTree.directory} was removed before ${nameRun(run)} began; run again, and remove nothing in the output folder meanwhile`,
      );
    if (outcome.kind === 'not-started')
      throw new UserError(describeNotStarted(command.argv[0] ?? '', directory, outcome.error));
    if (outcome.kind === 'exited' && outcome.exitCode === trainer.unusableExitCode)
      throw new UserError(outcome.tail);
    if (outcome.kind === 'exited' && outcome.exitCode === command.inFullExitCode) return 'unlike';
    const refuse = () =>
      refuseInterpreter(run, outcome, { ...workTree, python: pythonOf(command.argv) }, context);
    if (context.isEvaluation !== true) await refuse();
    const { record, predictions, hint } = await toRecord(
      run,
      outcome,
      {
        runDirectory: held.path,
        whyReplaced: () => whyReplaced(held, folder),
        workTree,
        environment,
        ...performed,
      },
      context,
    );
    if (context.isEvaluation === true && record.status !== 'ok') await refuse();
    const known = {
      ...record,
      ...(versions === null ? {} : { versions }),
      ...(shortcuts ? { shortcuts: performed.sharedProcess ?? { process: '', earlier: 0 } } : {}),
    };
    const saved = await saveWhatCanBe(store, known, predictions);
    const metrics = context.metricSources?.(task) ?? context.declaredMetrics.map((name) => ({ name }));
    // Where every call failed, the comparison says so.
    const hasScores = context.isEvaluation !== true || saved.metrics.test !== undefined;
    if (hasScores) requireMetrics(saved, metrics, hint);
    return { record: saved, outcome };
  } finally {
    taken?.release();
    held.close();
    made?.close();
    await forget?.();
    if (made !== null) await removeFolder(made.root, context.warn);
    await removeFolder(folder, context.warn);
  }
}

const MAX_FOLDER_CHARS = 30;

/** The fingerprint tells apart tasks that look alike here. */
function folderOf({ task }: PlannedRun['model']): string {
  return task === undefined ? '' : `-${task.replaceAll(/[^\w-]/g, '_').slice(0, MAX_FOLDER_CHARS)}`;
}

/** A worker has runs of one model alone: that leaves fewer of them to be repeated, and no model finds what another one left. */
function takeHome({ model }: PlannedRun, homes: Set<string>, { scratch, gpus, place = 0 }: RunContext) {
  // The worker of another GPU has another environment.
  const own = `${model.directory}\n${model.name}${gpus ? `\n${place}` : ''}`;
  const nameOf = (count: number) => join(scratch, `worker-${digest(own)}-${count}`);
  let count = 0;
  while (homes.has(nameOf(count))) count += 1;
  const home = nameOf(count);
  homes.add(home);
  let isTaken = true;
  return {
    home,
    release() {
      if (isTaken) homes.delete(home);
      isTaken = false;
    },
  };
}

/** @throws UserError where it is the interpreter that fails, and so would under every seed */
async function refuseInterpreter(
  { model, seed }: PlannedRun,
  outcome: TaskOutcome,
  { directory, root, python }: Pick<WorkTree, 'directory' | 'root'> & { readonly python: string | null },
  { trainer }: RunContext,
): Promise<void> {
  if (outcome.kind !== 'exited' || outcome.exitCode === 0) return;
  const hasSetup = Object.hasOwn(trainer.identity.trainer, 'setup');
  const advice = await describeInterpreter(outcome.tail, { directory, root, hasSetup, python });
  if (advice !== null) throw new UserError(`trainer.command: ${nameRun({ model, seed })}: ${advice}`);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
