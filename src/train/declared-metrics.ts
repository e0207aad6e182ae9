import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord } from '../records/record.ts';

/** The first metric of the config that a finished run does not report on any split; null if it reports all. */
export function missingMetric(
  { status, metrics }: Pick<RunRecord, 'status' | 'metrics'>,
  declared: readonly string[],
): string | null {
  if (status !== 'ok') return null;
  const reported = Object.values(metrics);
  return declared.find((name) => !reported.some((values) => Object.hasOwn(values, name))) ?? null;
}

/**
 * A metric that a run does not report is a mistake in the config or in the program, and no other run will fare better.
 * The record is kept all the same: with the name put right, nothing is trained again.
 *
 * @param recorded what the logs call the metrics, in the order of `declared`
 * @throws UserError with what the run does report
 */
export function requireMetrics(
  record: RunRecord,
  declared: readonly string[],
  recorded: readonly string[] = declared,
): void {
  const missing = missingMetric(record, declared);
  if (missing === null) return;
  const source = recorded[declared.indexOf(missing)] ?? missing;
  const { metrics, model, seed } = record;
  const names = [...new Set(Object.values(metrics).flatMap((values) => Object.keys(values)))];
  const bySplit = Object.entries(metrics).map(
    ([split, values]) => `${split} ${Object.keys(values).join(', ')}`,
  );
  const guess = nearest(source, names);
  throw new UserError(
    `metrics: the run of ${model}, seed ${seed}, reports no "${source}"${source === missing ? '' : ` for "${missing}"`}; it reports ${bySplit.join('; ') || 'no metric at all'}` +
      (guess === null ? '' : `; did you mean "${guess}"?`),
  );
}
