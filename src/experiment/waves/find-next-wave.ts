/** Finds the runs that the judging job needs next. */
import { createSplitReaders } from '../../analysis/examples/run-predictions.ts';
import { UserError } from '../../config/user-error.ts';
import { planExtraRuns } from '../extra-runs.ts';
import { trainUntilDecided } from '../looks/train-until-decided.ts';
import { type Experiment, type ExperimentRequest, prepare } from '../prepare.ts';
import { startProgress } from '../run-context.ts';
import { AwaitedRunsError, type NextWave, nextWave } from './awaited-runs.ts';

/**
 * Trains nothing, and runs no code of the head.
 *
 * @returns null if nothing is left to train
 * @throws UserError as `runExperiment`
 */
export async function planNextWave(
  request: ExperimentRequest & { readonly waves: number },
): Promise<NextWave | null> {
  const prepared = await prepare({ ...request, recordsOnly: true });
  try {
    if (prepared.nothingToCompare !== null) throw new UserError(prepared.nothingToCompare);
    await request.onPrepared?.(prepared);
    return await findNextWave(prepared);
  } finally {
    await prepared.close();
  }
}

/**
 * @param asked as for `nextWave`
 * @returns null if nothing is left to train
 */
export async function findNextWave(
  prepared: Experiment,
  asked?: number | 'checks',
): Promise<NextWave | null> {
  const { request } = prepared;
  const replay: ExperimentRequest = {
    ...request,
    recordsOnly: true,
    onProgress: (event) => {
      if (event.kind === 'warning') request.onProgress?.(event);
    },
  };
  const experiment = { ...prepared, request: replay };
  const progress = startProgress(experiment);
  const planned = await planExtraRuns(experiment, progress);
  try {
    const training = await trainUntilDecided(
      experiment,
      createSplitReaders(prepared.store.splitsOf),
      progress,
    );
    await planned.refuseMissing(training);
    return null;
  } catch (error) {
    if (error instanceof AwaitedRunsError) return nextWave(error.awaited, asked);
    throw error;
  }
}
