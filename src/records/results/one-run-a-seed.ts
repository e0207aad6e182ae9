/** Allows one run per model and seed: a second one would count as further evidence, or hide the first. */
import { knownMetric } from '../../config/known-metrics.ts';
import { UserError } from '../../config/user-error.ts';
import { groupBy } from '../../stats/group-by.ts';
import { canonicalJson } from '../json.ts';
import { show } from '../readers/unreadable-run-error.ts';
import { type RunRecord, SPLITS } from '../record.ts';
import { placeOf, type ResultRow, type RowSource } from './result-row.ts';
import { summaryIn } from './tables/column-names.ts';
import { type DistinguishingColumn, distinguishing, howToDecide, isText } from './tables/distinguishing.ts';
import { nameTellsNoMetric } from './tables/not-metric-names.ts';
import { metricNameOf, textOf } from './tables/table.ts';

export interface DistinctRuns {
  readonly rows: readonly ResultRow[];
  /** False if the files name no seeds; runs are numbered then. */
  readonly hasSeeds: boolean;
  readonly repeats: number;
  /** Rows with other metrics of a run, which are merged into it. */
  readonly merged: number;
}

/**
 * Drops rows that repeat another one in every column. A second run of the same model and seed with other content is an
 * error, because only the user knows which one counts.
 *
 * @param named the metrics of the call, which tell no runs apart
 * @throws UserError that names both places, or the columns that tell the rows apart
 */
export function oneRunASeed(rows: readonly ResultRow[], named: readonly string[] = []): DistinctRuns {
  const seeded = rows.find(({ hasSeed }) => hasSeed);
  const unseeded = rows.find(({ hasSeed }) => !hasSeed);
  if (unseeded === undefined) {
    const runs = joinRuns(rows, ({ record }) => JSON.stringify([record.model, record.task, record.seed]));
    return { ...runs, hasSeeds: true };
  }
  if (seeded !== undefined) {
    throw new UserError(
      `${placeOf(unseeded)}: has no seed, but ${placeOf(seeded)} has one; give every run a seed, or none`,
    );
  }
  const runs = joinRuns(rows, keyOfPart);
  requireRunsOnly(runs.rows, named);
  return { ...runs, rows: numberRuns(runs.rows), hasSeeds: false };
}

/** No two models share a number. The runs of a model on its tasks do, in order. */
function numberRuns(rows: readonly ResultRow[]): readonly ResultRow[] {
  const models = [...new Set(rows.map(({ record }) => record.model))];
  const counts = new Map<string, number>();
  return rows.map((row, index) => {
    const { model, task } = row.record;
    if (task === undefined) return { ...row, record: { ...row.record, seed: index + 1 } };
    const key = JSON.stringify([model, task]);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return { ...row, record: { ...row.record, seed: models.indexOf(model) * rows.length + count } };
  });
}

/** Without seeds, rows of a model count as its runs only if no column and no file tells them apart. */
function requireRunsOnly(rows: readonly ResultRow[], named: readonly string[]): void {
  const models = [...groupBy(rows, ({ record }) => JSON.stringify([record.model, record.task])).values()];
  for (const own of models) {
    const [first] = own;
    const elsewhere = own.find((row) => tableOf(row) !== tableOf(first));
    if (elsewhere !== undefined && own.some(({ source }) => source !== undefined && !source.isFile))
      throw new UserError(
        `${show(first.record.model)} has runs in ${first.file} and in ${elsewhere.file}, and no seed tells them apart; compare one file, add a column seed, or add --model-column file if each file is another model`,
      );
  }
  const found = distinguishingRows(models, named);
  if (found.length === 0) return;
  const several = models.find((own) => own.length > 1)?.[0] ?? (rows[0] as ResultRow);
  throw new UserError(
    `${several.file}: ${show(several.record.model)} has several rows, which count as its runs only if nothing tells them apart; ${howToDecide(found)}`,
  );
}

function tableOf({ file, source }: ResultRow): string {
  return source?.table ?? file;
}

/** Columns that differ between the rows of a model. Different texts in all rows are names of the runs. */
function distinguishingRows(
  models: ReadonlyArray<readonly ResultRow[]>,
  named: readonly string[],
): DistinguishingColumn[] {
  const columns = new Map<string, unknown[][]>();
  for (const [index, own] of models.entries()) {
    for (const { source } of own) {
      for (const [at, column] of (source?.columns ?? []).entries()) {
        if (column === '' || named.includes(column) || named.includes(metricNameOf(column))) continue;
        const byModel = columns.get(column) ?? models.map(() => []);
        columns.set(column, byModel);
        byModel[index]?.push(source?.cells[at]);
      }
    }
  }
  return [...columns].flatMap(([column, byModel]) => {
    const cells = byModel.flat();
    const isRunName = new Set(cells.map(textOf)).size === cells.length && cells.every(isText);
    const isSummed = cells.some((cell) => summaryIn(textOf(cell)) !== null);
    if (isRunName && !isSummed) return [];
    const found = byModel.flatMap((own) =>
      distinguishing(
        [column],
        own.map((cell) => [cell]),
      ),
    );
    if (found.length > 0) return found.slice(0, 1);
    return isGrid(column, byModel) ? [{ column, values: [...new Set(cells.map(textOf))] }] : [];
  });
}

/** Numbers that every model has alike were chosen, not measured. */
function isGrid(column: string, byModel: ReadonlyArray<readonly unknown[]>): boolean {
  if (knownMetric(metricNameOf(column)) !== null || nameTellsNoMetric(column) !== null) return false;
  const [first, ...others] = byModel.map((cells) => new Set(cells.map(textOf)));
  if (first === undefined || first.size < 2) return false;
  return (
    others.length > 0 &&
    others.every((own) => own.size === first.size && [...own].every((text) => first.has(text)))
  );
}

/** Without seeds, only a number tells the run; null where nothing does. */
function keyOfPart({ record, source }: ResultRow): string | null {
  const run = source?.run ?? '';
  return run === '' ? null : JSON.stringify([record.model, record.task, run]);
}

function joinRuns(
  rows: readonly ResultRow[],
  keyOf: (row: ResultRow) => string | null,
): Omit<DistinctRuns, 'hasSeeds'> {
  const places = new Map<string, number>();
  const distinct: ResultRow[] = [];
  let merged = 0;
  for (const row of rows) {
    const key = keyOf(row);
    const at = key === null ? undefined : places.get(key);
    const earlier = at === undefined ? undefined : distinct[at];
    if (at === undefined || earlier === undefined) {
      const place = distinct.push(row) - 1;
      if (key !== null) places.set(key, place);
    } else if (tellsOthers(earlier, row)) {
      distinct[at] = merge(earlier, row);
      merged += 1;
    } else requireSame(earlier, row);
  }
  return { rows: distinct, repeats: rows.length - distinct.length - merged, merged };
}

/** Trackers export one file per metric: two rows of a run without a common metric complete each other. */
function tellsOthers(earlier: ResultRow, later: ResultRow): boolean {
  const told = toldIn(earlier);
  const now = toldIn(later);
  if (told.size === 0 || now.size === 0 || earlier.record.status !== later.record.status) return false;
  return ![...now].some((name) => told.has(name));
}

function toldIn({ record, gaps }: ResultRow): ReadonlySet<string> {
  const values = Object.values(record.metrics).flatMap((split) => Object.keys(split));
  return new Set([...values, ...Object.keys(gaps).filter((name) => gaps[name] !== '')]);
}

function merge(earlier: ResultRow, { record, gaps, source }: ResultRow): ResultRow {
  const metrics = { ...earlier.record.metrics };
  for (const split of SPLITS) {
    const values = record.metrics[split];
    if (values !== undefined) metrics[split] = { ...metrics[split], ...values };
  }
  const filled = new Set(Object.values(metrics).flatMap((split) => Object.keys(split)));
  const open = Object.entries({ ...gaps, ...earlier.gaps }).filter(([name]) => !filled.has(name));
  const curves = mergeCurves(earlier.record.curves, record.curves);
  const before = earlier.source;
  const ends = [...(before?.ends?.at ?? []), ...(source?.ends?.at ?? [])];
  const axis = before?.ends?.axis ?? source?.ends?.axis;
  return {
    ...earlier,
    record: { ...earlier.record, metrics, curves },
    gaps: Object.fromEntries(open),
    ...(before && { source: { ...before, ends: axis === undefined ? null : { axis, at: new Map(ends) } } }),
  };
}

function mergeCurves(one: RunRecord['curves'], other: RunRecord['curves']): RunRecord['curves'] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  const points = new Map(one.map((point) => [point.epoch, point]));
  for (const { epoch, train, validation } of other) {
    const known = points.get(epoch);
    points.set(epoch, {
      epoch,
      train: { ...known?.train, ...train },
      validation: { ...known?.validation, ...validation },
    });
  }
  return [...points.values()].sort((a, b) => a.epoch - b.epoch);
}

function requireSame(earlier: ResultRow, later: ResultRow): void {
  const before = contentOf(earlier);
  const now = contentOf(later);
  const differs = [...new Set([...before.keys(), ...now.keys()])].find(
    (key) => before.get(key) !== now.get(key),
  );
  if (differs === undefined) return;
  const { model, seed, task } = later.record;
  const said = (content: ReadonlyMap<string, string>) => (content.get(differs) ?? 'nothing').slice(0, 60);
  const found = earlier.source && later.source ? distinguishingIn(earlier.source, later.source) : [];
  const what =
    earlier.file === later.file
      ? howToDecide(found)
      : `${howToDecide(found)}; if each file is another model, add --model-column file; if each is another task, --task-column file`;
  throw new UserError(
    `${placeOf(later)}: ${show(model)} already has a run${task === undefined ? '' : ` on ${show(task)}`}${later.hasSeed ? ` with seed ${seed}` : ''} in ${placeOf(earlier)}, and the two differ ` +
      `(${differs}: ${said(before)} there, ${said(now)} here); ${what}`,
  );
}

function distinguishingIn(one: RowSource, other: RowSource): DistinguishingColumn[] {
  const cellOf = (column: string) => other.cells[other.columns.indexOf(column)];
  return distinguishing(one.columns, [one.cells, one.columns.map(cellOf)]);
}

/** Content that two rows of one run must share. */
function contentOf({ record, gaps }: ResultRow): ReadonlyMap<string, string> {
  const { status, commit, metrics, params, curves } = record;
  const values = Object.values(metrics).flatMap((split) => Object.entries(split));
  return new Map([
    ['status', status],
    ['commit', commit ?? 'unknown'],
    ['params', canonicalJson(params)],
    ...values.map(([name, value]) => [name, String(value)] as const),
    ...Object.entries(gaps).map(([name, text]) => [name, text === '' ? 'nothing' : text] as const),
    ['curves', canonicalJson(curves)],
  ]);
}
