/** Allows one run per model and seed: a second one would count as further evidence, or hide the first. */
import { UserError } from '../../config/user-error.ts';
import { canonicalJson } from '../json.ts';
import { show } from '../readers/unreadable-run-error.ts';
import { SPLITS } from '../record.ts';
import { placeOf, type ResultRow } from './result-row.ts';
import { curveFile } from './tables/models-from-filenames.ts';

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
 * @throws UserError that names both places
 */
export function oneRunASeed(rows: readonly ResultRow[]): DistinctRuns {
  const seeded = rows.find(({ hasSeed }) => hasSeed);
  const unseeded = rows.find(({ hasSeed }) => !hasSeed);
  if (unseeded === undefined) return { ...withoutRepeats(rows), hasSeeds: true };
  if (seeded !== undefined) {
    throw new UserError(
      `${placeOf(unseeded)}: has no seed, but ${placeOf(seeded)} has one; give every run a seed, or none`,
    );
  }
  const runs = withoutParts(rows);
  const numbered = runs.map((row, index) => ({ ...row, record: { ...row.record, seed: index + 1 } }));
  return { rows: numbered, hasSeeds: false, repeats: 0, merged: rows.length - runs.length };
}

/** TensorBoard exports one file per curve. Without seeds, only the name tells the run. */
function withoutParts(rows: readonly ResultRow[]): readonly ResultRow[] {
  if (rows.every(({ file }) => curveFile(file) === null)) return rows;
  const runs: ResultRow[] = [];
  for (const row of rows) {
    const at = runs.findIndex(
      (run) => run.file !== row.file && run.record.model === row.record.model && tellsOthers(run, row),
    );
    const run = runs[at];
    if (run === undefined || curveFile(row.file) === null) runs.push(row);
    else runs[at] = merge(run, row);
  }
  return runs;
}

function withoutRepeats(rows: readonly ResultRow[]): Omit<DistinctRuns, 'hasSeeds'> {
  const seen = new Map<string, Map<number, number>>();
  const distinct: ResultRow[] = [];
  let merged = 0;
  for (const row of rows) {
    const { model, seed } = row.record;
    const bySeed = seen.get(model) ?? new Map<number, number>();
    seen.set(model, bySeed);
    const at = bySeed.get(seed);
    const earlier = at === undefined ? undefined : distinct[at];
    if (at === undefined || earlier === undefined) bySeed.set(seed, distinct.push(row) - 1);
    else if (tellsOthers(earlier, row)) {
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
  return earlier.record.curves.length === 0 && ![...now].some((name) => told.has(name));
}

function toldIn({ record, gaps }: ResultRow): ReadonlySet<string> {
  const values = Object.values(record.metrics).flatMap((split) => Object.keys(split));
  return new Set([...values, ...Object.keys(gaps).filter((name) => gaps[name] !== '')]);
}

function merge(earlier: ResultRow, { record, gaps }: ResultRow): ResultRow {
  const metrics = { ...earlier.record.metrics };
  for (const split of SPLITS) {
    const values = record.metrics[split];
    if (values !== undefined) metrics[split] = { ...metrics[split], ...values };
  }
  const filled = new Set(Object.values(metrics).flatMap((split) => Object.keys(split)));
  const open = Object.entries({ ...gaps, ...earlier.gaps }).filter(([name]) => !filled.has(name));
  return { ...earlier, record: { ...earlier.record, metrics }, gaps: Object.fromEntries(open) };
}

function requireSame(earlier: ResultRow, later: ResultRow): void {
  const before = contentOf(earlier);
  const now = contentOf(later);
  const differs = [...new Set([...before.keys(), ...now.keys()])].find(
    (key) => before.get(key) !== now.get(key),
  );
  if (differs === undefined) return;
  const { model, seed } = later.record;
  const said = (content: ReadonlyMap<string, string>) => (content.get(differs) ?? 'nothing').slice(0, 60);
  const elsewhere =
    earlier.file === later.file ? '' : '; if each file is a different model, add --model-column file';
  throw new UserError(
    `${placeOf(later)}: ${show(model)} already has a run with seed ${seed} in ${placeOf(earlier)}, and the two differ ` +
      `(${differs}: ${said(before)} there, ${said(now)} here); keep one of them, or give each run its own seed${elsewhere}`,
  );
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
