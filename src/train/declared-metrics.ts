import { nearest } from '../config/nearest.ts';
import { UserError } from '../config/user-error.ts';
import { type SourcedMetric, sourceOf } from '../records/metric-sources.ts';
import type { RunRecord } from '../records/record.ts';
import { DECIDING_SPLITS, describeReported, reportedMetrics } from '../records/reported-metrics.ts';

/** The first metric of the config that a finished run reports on no split that decides; null if it reports all. */
export function missingMetric(
  { status, metrics }: Pick<RunRecord, 'status' | 'metrics'>,
  declared: readonly string[],
): string | null {
  if (status !== 'ok') return null;
  const reported = DECIDING_SPLITS.map((split) => metrics[split] ?? {});
  return declared.find((name) => !reported.some((values) => Object.hasOwn(values, name))) ?? null;
}

/**
 * A metric that a run does not report is a mistake in the config or in the program, and no other run will fare better.
 * The record is kept all the same: with the name put right, nothing is trained again.
 *
 * @throws UserError with what the run does report
 */
export function requireMetrics(record: RunRecord, metrics: readonly SourcedMetric[]): void {
  const name = missingMetric(
    record,
    metrics.map((metric) => metric.name),
  );
  if (name === null) return;
  const from = metrics.find((metric) => metric.name === name)?.from;
  const source = sourceOf({ name, ...(from === undefined ? {} : { from }) });
  const what = `${source.split === null ? '' : `${source.split} `}"${source.name}"`;
  const wanted = from === undefined ? '' : ` for "${name}" (from: ${from.name})`;
  const reported = reportedMetrics(record);
  const isShifted = reported.get('shifted')?.includes(name) === true;
  const guess = nearest(source.name, [...new Set([...reported.values()].flat())]);
  const hint = guess === null ? '' : `; did you mean "${guess}"?`;
  throw new UserError(
    `metrics: the run of ${record.model}, seed ${record.seed}, reports ${
      isShifted
        ? `${what}${wanted} on the shifted split alone, which decides nothing; name a metric of the test, validation or training split`
        : `no ${what}${wanted}; it reports ${describeReported(record)}${hint}`
    }`,
  );
}
