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

export interface TimingPlace {
  readonly baseline: PreparedBaseline;
  readonly workTrees: WorkTrees;
  readonly executor: Executor;
  readonly scratch: string;
  readonly output: string;
  /** Whether steps may be timed. */
  readonly times: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Installs the native library. @returns its folder */
  readonly installNative?: (() => Promise<string>) | undefined;
}

export interface TimedTask {
  readonly directory: string;
  readonly workingDirectory: string;
  readonly runDirectory: string;
  readonly stepTimes: string;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 60_000;
const MAX_BYTES = 64 * 1024;

const stepTimesSchema = z.object({ stepMs: z.number().positive().max(1e9).nullable() });

/** Trains a few steps of the baseline like any run. @returns milliseconds per step; null if no step ran, undefined if unknown */
export async function timeBackend(
  name: string,
  commandOf: (task: TimedTask) => Promise<TrainingCommand>,
  { baseline, workTrees, executor, scratch, signal = new AbortController().signal }: TimingPlace,
): Promise<number | null | undefined> {
  const folder = join(scratch, `time-${name}`);
  const runDirectory = join(folder, 'run');
  await mkdir(runDirectory, { recursive: true });
  const { root, directory, close } = await workTrees.make(baseline, folder);
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
        shared: { tree: directory, left: [stepTimes] },
      },
      { signal },
    );
    if (outcome.kind === 'aborted') throw new AbortedError('training was stopped');
    return stepTimesSchema.parse(parseJson(await readText(stepTimes, MAX_BYTES))).stepMs;
  } catch (error) {
    // The first run reports a module's failure.
    if (error instanceof AbortedError) throw error;
    return undefined;
  } finally {
    close();
    await removeFolder(root, () => {});
    await removeFolder(folder, () => {});
  }
}
