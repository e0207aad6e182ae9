import { isNamed } from '../../config/metric-source.ts';
import { nearest } from '../../config/nearest.ts';
import { UserError } from '../../config/user-error.ts';
import {
  DECIDING_SPLITS,
  describeReported,
  reportedMetrics,
} from '../../records/metrics/reported-metrics.ts';
import { type SourcedMetric, sourceOf } from '../../records/readers/named/source-of.ts';
import type { RunRecord, Split } from '../../records/record.ts';
import { nameRun } from '../../records/run-name.ts';

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
 * @param hint what was found of it, and the line of config that would read it
 * @throws UserError with what the run does report
 */
export function requireMetrics(
  record: RunRecord,
  metrics: readonly SourcedMetric[],
  hint: string | null = null,
): void {
  const name = missingMetric(
    record,
    metrics.map((metric) => metric.name),
  );
  if (name === null) return;
  const from = metrics.find((metric) => metric.name === name)?.from;
  // A place that the config names: what is wrong with it says more than what else there is.
  if (from !== undefined && isNamed(from) && hint !== null && hint !== '') {
    throw new UserError(`metrics: the run of ${nameRun(record)}, has no "${name}": ${hint}`);
  }
  const source = sourceOf({ name, ...(from === undefined ? {} : { from }) });
  const what = `${source.split === null ? '' : `${source.split} `}"${source.name}"`;
  const wanted = from === undefined ? '' : ` for "${name}" (from: ${from.name})`;
  const reported = reportedMetrics(record);
  const isShifted = reported.get('shifted')?.includes(name) === true;
  const elsewhere = [...reported].flatMap(([split, names]) => (names.includes(source.name) ? [split] : []));
  throw new UserError(
    `metrics: the run of ${nameRun(record)}, reports ${
      isShifted
        ? `${what}${wanted} on the shifted split only, which does not affect the verdict; name a metric of the test, validation or training split`
        : describeMissing(what + wanted, source, elsewhere, record)
    }${hint === null || hint === '' ? '' : `; ${hint}`}`,
  );
}

/** Of a short form, such as `acc`. */
const FEWEST_LETTERS = 3;

type Source = ReturnType<typeof sourceOf>;

/** @param elsewhere splits of which the run reports the metric all the same */
function describeMissing(
  what: string,
  { name, split }: Source,
  elsewhere: readonly Split[],
  record: RunRecord,
): string {
  const all = `it reports ${describeReported(record)}`;
  const [other] = elsewhere;
  if (split === null && elsewhere.includes('train'))
    return `${what} for training only; ${all}; log it as val_${name} or test_${name}, or compare the training value with from: { name: ${name}, split: train }`;
  if (split !== null && other !== undefined)
    return `no ${what}; ${all}; its "${name}" is for the ${other} split: log it for ${split}, or write from: { name: ${name}, split: ${other} }`;
  const names = [...new Set([...reportedMetrics(record).values()].flat())];
  const guess = nearest(name, names);
  if (guess !== null) return `no ${what}; ${all}; did you mean "${guess}"?`;
  const short = names.find((other) => other.length >= FEWEST_LETTERS && name.startsWith(other.toLowerCase()));
  return `no ${what}; ${all}${short === undefined ? '' : `; if you mean its "${short}", write from: ${short}`}`;
}
