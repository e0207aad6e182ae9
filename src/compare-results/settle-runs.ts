/** Turns rows of the chosen models into run records whose finished runs have every primary metric. */
import { decidingSplit } from '../analysis/compare/samples.ts';
import { impossibleValue } from '../checks/impossible-value.ts';
import type { Metric } from '../config/file/normalise.ts';
import { UserError } from '../config/user-error.ts';
import type { RunRecord, Split } from '../records/record.ts';
import { statusOfGap } from '../records/results/cells.ts';
import { placeOf, type ResultRow } from '../records/results/result-row.ts';
import { UNCLEAR } from '../records/results/tables/number-style.ts';
import { quote, quoteNames } from '../words/list.ts';
import { wordFor } from '../words/plural.ts';

export interface SettledRuns {
  readonly records: readonly RunRecord[];
  /** Finished runs that lack a secondary metric, by its name. */
  readonly incomplete: ReadonlyMap<string, number>;
}

/**
 * A run without its primary metric counts as failed. A missing secondary metric decides nothing.
 *
 * @throws UserError for text instead of a number, and for a model of which no run has a primary metric
 */
export function settleRuns(rows: readonly ResultRow[], metrics: readonly Metric[]): SettledRuns {
  const records = rows.map(({ record }) => record);
  const wanted = metrics.map((metric) => ({
    ...metric,
    split: decidingSplit(records, metric.name) ?? 'test',
  }));
  for (const metric of wanted) {
    if (metric.role === 'primary') requireInEveryModel(rows, metric.name, metric.split);
  }
  for (const { name, split } of wanted) {
    requireOneEnd(rows, name, split);
    requirePossible(rows, name, split);
  }
  const incomplete = new Map<string, number>();
  const settled = rows.map((row): RunRecord => {
    if (row.record.status !== 'ok') return row.record;
    for (const { name, split, role } of wanted) {
      if (hasValue(row.record, name, split)) continue;
      const failure = failureOf(row, name, split);
      if (role === 'primary') return { ...row.record, ...failure };
      incomplete.set(name, (incomplete.get(name) ?? 0) + 1);
    }
    return row.record;
  });
  return { records: settled, incomplete };
}

function failureOf(row: ResultRow, metric: string, split: Split): Pick<RunRecord, 'status' | 'failure'> {
  const gap = gapOf(row, metric);
  const status = statusOfGap(gap);
  if (status === null) {
    throw new UserError(`${placeOf(row)}: ${metric} is "${gap}", not a number; ${adviceOn(gap)}`);
  }
  const said =
    gap === ''
      ? `has no ${metric}${split === 'test' ? '' : ` on the ${split} split`}`
      : `${metric} is ${gap}`;
  return { status, failure: `${placeOf(row)}: ${said}` };
}

function adviceOn(gap: string): string {
  if (gap.includes('\u2212'))
    return 'its minus sign is the character U+2212; write the one of the keyboard, "-"';
  if (gap.endsWith(UNCLEAR))
    return 'its point could be a decimal point or a thousands separator, since other cells have decimal commas; write it without the point, or with a comma';
  if (/±|\+\/-|\\pm|\d\s*\(/.test(gap))
    return 'it looks like a mean with its spread; compare needs a row for each run, with its seed';
  if (/^[+-]?\d{1,3},\d{3}\s?%?$/.test(gap))
    return 'its comma could be a decimal comma or a thousands separator; write it without the comma';
  return (
    'write all numbers of the column with a decimal point and no unit, ' +
    'and leave the cell of a run without one empty, or write NaN or diverged'
  );
}

/** A comma that was taken for thousands, a changed sign or one cell in percent would decide the comparison. */
function requirePossible(rows: readonly ResultRow[], metric: string, split: Split): void {
  const finished = rows.filter(({ record }) => record.status === 'ok' && hasValue(record, metric, split));
  const ownValue = ({ record }: ResultRow) => record.metrics[split]?.[metric] as number;
  const wrong = impossibleValue(metric, finished.map(ownValue));
  const row = finished.find((one) => ownValue(one) === wrong?.value);
  if (wrong === null || row === undefined) return;
  throw new UserError(
    `${placeOf(row)}: ${metric} is read as ${wrong.value}, which ${wrong.why}; ${wrong.advice}`,
  );
}

/** Values of different budgets are not compared: a run that went on for longer, or one that broke off. */
function requireOneEnd(rows: readonly ResultRow[], metric: string, split: Split): void {
  let first: { readonly row: ResultRow; readonly at: number } | null = null;
  for (const row of rows) {
    const at = row.source?.ends?.at.get(metric);
    if (at === undefined || row.record.status !== 'ok' || !hasValue(row.record, metric, split)) continue;
    first ??= { row, at };
    if (first.at === at) continue;
    const { axis } = row.source?.ends ?? { axis: 'step' };
    throw new UserError(
      `${placeOf(row)}: ${metric} ends at ${axis} ${at} here, but at ${first.at} in ${placeOf(first.row)}. ` +
        `Compare at the same ${axis} with --where ${quote(`${axis}=${Math.min(at, first.at)}`)}, or each run's own last value with --where ${quote(`${axis}=last`)}`,
    );
  }
}

/** A metric that one of the models was never measured on is a mistake of the call, not a failure of all its runs. */
function requireInEveryModel(rows: readonly ResultRow[], metric: string, split: Split): void {
  const without = new Set<string>();
  const measured = new Set<string>();
  for (const row of rows) {
    const { model, status } = row.record;
    if (hasValue(row.record, metric, split) || gapOf(row, metric) !== '') measured.add(model);
    else if (status === 'ok') without.add(model);
  }
  const lacking = [...without].filter((model) => !measured.has(model));
  if (lacking.length === 0) return;
  const having =
    measured.size === 0
      ? 'no model has'
      : `only ${quoteNames([...measured])} ${wordFor(measured.size, 'has', 'have')}`;
  throw new UserError(
    `--metric ${metric}: no run of ${quoteNames(lacking)} has a value; ${having}. ` +
      'Compare on a metric that all models have, or name the models with --baseline and --variant',
  );
}

function hasValue({ metrics }: RunRecord, metric: string, split: Split): boolean {
  const values = metrics[split];
  return values !== undefined && Object.hasOwn(values, metric);
}

function gapOf({ gaps }: ResultRow, metric: string): string {
  return Object.hasOwn(gaps, metric) ? (gaps[metric] ?? '') : '';
}
