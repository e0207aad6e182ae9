import { UserError } from '../../config/user-error.ts';
import { refuseTrackedRecords } from '../../plan/code/tracked-records.ts';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import { onTasks, type PreparedModel } from '../../plan/runs/plan-runs.ts';
import { mergeRecords, type RecordSource } from '../../records/store/merge-records.ts';

/**
 * Merges the records of other jobs.
 *
 * @throws UserError if git tracks them, if two contradict each other, or if none belongs to this experiment, because asking for all
 * runs again would never end
 */
export async function takeRecords(
  sources: readonly RecordSource[],
  { models, output, warn }: Pick<PreparedExperiment, 'models' | 'output' | 'warn'>,
): Promise<void> {
  const commits = models.map(({ commit }) => commit);
  const { own, foreign } = await mergeRecords({
    sources,
    output,
    warn,
    inspect: (folder) => refuseTrackedRecords({ folder, commits, name: 'records' }),
    isOwn: ({ model, seed, task, fingerprint }) => {
      const isOf = (one: PreparedModel) =>
        onTasks(one).some((own) => own.task === task && own.fingerprint(seed) === fingerprint);
      // The fingerprint decides; the name only finds the model faster.
      return models.some((one) => one.name === model && isOf(one)) || models.some(isOf);
    },
  });
  if (foreign === 0) return;
  const why =
    'different code, data, parameters, seeds or trainer. Use the same checkout in every job, with no files added; keep folders of records outside of it';
  if (own === 0)
    throw new UserError(
      `records: none of the ${foreign} records in ${sources.map(({ folder }) => folder).join(', ')} belongs to this experiment. They come from ${why}`,
    );
  warn(`${foreign} of ${own + foreign} records are not used, because they come from ${why}`);
}

/** Merges folders that the user names; used as `onPrepared`. */
export async function takeFolders(
  folders: readonly string[],
  experiment: Pick<PreparedExperiment, 'models' | 'output' | 'warn'>,
): Promise<readonly string[]> {
  await takeRecords(
    folders.map((folder) => ({ folder })),
    experiment,
  );
  return [];
}
