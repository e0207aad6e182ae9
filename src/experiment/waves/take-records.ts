import { UserError } from '../../config/user-error.ts';
import { refuseTrackedRecords } from '../../plan/code/tracked-records.ts';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import { mergeRecords, type RecordSource } from '../../records/store/merge-records.ts';

/**
 * Brings the records that other jobs have trained.
 *
 * @throws UserError where git tracks them, where two contradict each other, and where there are some and none is of this experiment: to ask
 *   for all runs again would never end
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
    isOwn: ({ model, seed, fingerprint }) => {
      const isOf = (one: PreparedModel) => one.fingerprint(seed) === fingerprint;
      // The name is what somebody called the model then, and mostly does now; the fingerprint decides.
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

/** The same from folders that the user names, as `onPrepared` of an experiment. @returns no notices */
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
