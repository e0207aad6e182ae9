/** What is to be trained next, as whoever judges the records will ask for it. */
import { createSplitReaders } from '../../analysis/examples/run-predictions.ts';
import { UserError } from '../../config/user-error.ts';
import { readTested } from '../../records/store/tested.ts';
import { planExtraRuns } from '../extra-runs.ts';
import { goOn } from '../history/go-on.ts';
import { trainUntilDecided } from '../looks/train-until-decided.ts';
import { type Experiment, type ExperimentRequest, prepare, warnOf } from '../prepare.ts';
import { startProgress } from '../run-context.ts';
import { AwaitedRunsError, type NextWave, nextWave } from './awaited-runs.ts';

/**
 * Trains nothing, and runs no code of the head.
 *
 * @returns null where nothing is left to train
 * @throws UserError as `runExperiment`
 */
export async function planNextWave(
  request: ExperimentRequest & { readonly waves: number },
): Promise<NextWave | null> {
  const prepared = await prepare({ ...request, recordsOnly: true });
  try {
    if (prepared.nothingToCompare !== null) throw new UserError(prepared.nothingToCompare);
    await request.onPrepared?.({ ...prepared, warn: warnOf(request) });
    return await findNextWave(prepared, request);
  } finally {
    await prepared.close();
  }
}

/**
 * Takes the looks that the records suffice for.
 *
 * @param asked the number of a wave; as `nextWave` takes it
 * @returns null where nothing is left to train
 */
export async function findNextWave(
  prepared: Experiment,
  request: ExperimentRequest,
  asked?: number | 'checks',
): Promise<NextWave | null> {
  const replay: ExperimentRequest = {
    ...request,
    recordsOnly: true,
    onProgress: (event) => {
      if (event.kind === 'warning') request.onProgress?.(event);
    },
  };
  const experiment = goOn(prepared, await readTested(prepared.output, warnOf(request)), request);
  const progress = startProgress(experiment, replay);
  const planned = await planExtraRuns(experiment, replay, progress);
  try {
    const training = await trainUntilDecided(
      experiment,
      replay,
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
