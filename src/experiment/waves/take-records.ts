import { UserError } from '../../config/user-error.ts';
import type { PreparedExperiment } from '../../plan/prepared-experiment.ts';
import { seedsBetween } from '../../plan/runs/plan-runs.ts';
import { mergeRecords } from '../../records/store/merge-records.ts';

/**
 * Brings the records that other jobs have trained.
 *
 * @returns what the report has to tell of them
 * @throws UserError where there are some and none is of this experiment: to ask for all runs again would never end
 */
export async function takeRecords(
  folders: readonly string[],
  { models, looks, output, warn }: Pick<PreparedExperiment, 'models' | 'looks' | 'output' | 'warn'>,
): Promise<readonly string[]> {
  const planned = models.flatMap((model) =>
    seedsBetween(0, looks.at(-1) ?? 0).map((seed) => model.fingerprint(seed)),
  );
  const { found, notices } = await mergeRecords({ folders, output, warn });
  const own = new Set(planned);
  const foreign = found.filter((fingerprint) => !own.has(fingerprint)).length;
  if (foreign === 0) return notices;
  const why =
    'different code, data, parameters, seeds or trainer. Use the same checkout in every job, with no files added; keep folders of records outside of it';
  if (foreign === found.length)
    throw new UserError(
      `--records: none of the ${foreign} records in ${folders.join(', ')} belongs to this experiment. They come from ${why}`,
    );
  warn(`${foreign} of ${found.length} records are not used, because they come from ${why}`);
  return notices;
}
