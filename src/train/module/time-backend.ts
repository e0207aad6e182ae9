/** Takes a few steps of the baseline's first run, with the backend in question, as a run is trained: isolated, in a work tree of its own. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PreparedBaseline } from '../../plan/code/prepare-models.ts';
import { readText } from '../../records/bounded-file.ts';
import { parseJson } from '../../records/json.ts';
import { removeFolder } from '../../records/store/remove-folder.ts';
import { AbortedError } from '../aborted-error.ts';
import type { Executor } from '../executors/executor.ts';
import { trainingEnvironment } from '../process/environment.ts';
import type { TrainingCommand } from '../trainers/trainer.ts';
import type { WorkTrees } from '../work-tree/work-trees.ts';

/** Where the steps are taken, and of which model. */
export interface TimingPlace {
  readonly baseline: PreparedBaseline;
  readonly workTrees: WorkTrees;
  readonly executor: Executor;
  readonly scratch: string;
  /** Where the choice is kept. */
  readonly output: string;
  /** Whether they may be taken at all. */
  readonly times: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Brings the native library where the config names it. @returns the folder that has it */
  readonly installNative?: (() => Promise<string>) | undefined;
}

/** What a command is made of. */
export interface TimedTask {
  readonly directory: string;
  readonly workingDirectory: string;
  readonly runDirectory: string;
  readonly stepTimes: string;
  readonly signal: AbortSignal;
}

/** Much more than steps of a model take that is trained on a processor. */
const TIMEOUT_MS = 60_000;
const MAX_BYTES = 64 * 1024;

const stepTimesSchema = z.object({ stepMs: z.number().positive().max(1e9).nullable() });

/** @returns milliseconds of one step, of CPU time or, on a GPU, of the clock; null where the backend took none; undefined where nobody knows */
export async function timeBackend(
  name: string,
  commandOf: (task: TimedTask) => Promise<TrainingCommand>,
  { baseline, workTrees, executor, scratch, signal = new AbortController().signal }: TimingPlace,
): Promise<number | null | undefined> {
  const folder = join(scratch, `time-${name}`);
  const runDirectory = join(folder, 'run');
  await mkdir(runDirectory, { recursive: true });
  const { root, directory, end, close } = await workTrees.make(baseline, folder);
  try {
    const stepTimes = join(folder, 'steps.json');
    const task = { directory: baseline.directory, workingDirectory: directory, runDirectory, stepTimes };
    const { argv, environment } = await commandOf({ ...task, signal });
    const { outcome } = await executor.perform(
      {
        argv,
        directory,
        timeoutMs: TIMEOUT_MS,
        environment: trainingEnvironment(process.env, { GIT_OPTIONAL_LOCKS: '0', ...environment }),
        writable: baseline.ref === null ? null : [folder, root],
        shared: { tree: directory, left: [stepTimes] },
      },
      { signal },
    );
    end();
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    return stepTimesSchema.parse(parseJson(await readText(stepTimes, MAX_BYTES))).stepMs;
  } catch (error) {
    // A module that fails fails in its first run, which says why.
    if (error instanceof AbortedError) throw error;
    return undefined;
  } finally {
    close();
    await removeFolder(root, () => {});
    await removeFolder(folder, () => {});
  }
}
