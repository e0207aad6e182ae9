import { UserError } from '../../config/user-error.ts';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import type { PreparedModel } from '../../plan/runs/plan-runs.ts';
import { mergeRecords } from '../../records/store/merge-records.ts';

/**
 * Brings the records that other jobs have trained.
 *
 * @returns what the report has to tell of them
 * @throws UserError where there are some and none is of this experiment: to ask for all runs again would never end
 */
export async function takeRecords(
  folders: readonly string[],
  { models, output, warn }: Pick<PreparedExperiment, 'models' | 'output' | 'warn'>,
): Promise<readonly string[]> {
  const { own, foreign, notices } = await mergeRecords({
    folders,
    output,
    warn,
    isOwn: ({ model, seed, fingerprint }) => {
      const isOf = (one: PreparedModel) => one.fingerprint(seed) === fingerprint;
      // The name is what somebody called the model then, and mostly does now; the fingerprint decides.
      return models.some((one) => one.name === model && isOf(one)) || models.some(isOf);
    },
  });
  if (foreign === 0) return notices;
  const why =
    'different code, data, parameters, seeds or trainer. Use the same checkout in every job, with no files added; keep folders of records outside of it';
  if (own === 0)
    throw new UserError(
      `records: none of the ${foreign} records in ${folders.join(', ')} belongs to this experiment. They come from ${why}`,
    );
  warn(`${foreign} of ${own + foreign} records are not used, because they come from ${why}`);
  return notices;
}
