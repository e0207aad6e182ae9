/**
 * Reads files of predictions that a user named, one a model: `id,label,prediction`, or `id,score` for graded answers;
 * columns `model` and `seed` keep the runs of a file apart.
 */
import { lstat } from 'node:fs/promises';
import { nameSchema } from '../../config/names.ts';
import { UserError } from '../../config/user-error.ts';
import { MAX_LINE_CHARS, readHead } from '../bounded-file.ts';
import type { CaseTable } from '../evaluations/evaluation.ts';
import { readHeader } from '../readers/files/csv-header.ts';
import { objectsIn } from '../readers/files/json-lines.ts';
import { addCsvPredictions } from '../readers/predictions/csv-predictions.ts';
import { addJsonPredictions } from '../readers/predictions/json-predictions.ts';
import {
  isPrediction,
  ownColumns,
  ownKeys,
  PROBABILITY_PREFIX,
} from '../readers/predictions/prediction-columns.ts';
import type { PredictionTable } from '../readers/predictions/prediction-table.ts';
import { show } from '../readers/unreadable-run-error.ts';
import { alignClasses } from './align-classes.ts';
import type { NamedFile } from './result-files.ts';
import { type PredictedRun, RunsOfPredictions } from './runs-of-predictions.ts';
import { isFoldName, isModelName, isRunIdName, isSeedName, isTaskName } from './tables/column-names.ts';
import { labelsOf } from './tables/models-from-filenames.ts';
import { showColumns } from './tables/table.ts';
import { withName } from './with-name.ts';

export interface PredictedModels {
  /** In the order of the files, with common class indices. */
  readonly runs: readonly PredictedRun[];
  readonly areScored: boolean;
  /** Given if the runs are repeats of an evaluation. */
  readonly cases?: CaseTable;
  /** What was left out. */
  readonly notes?: readonly string[];
}

interface Look extends NamedFile {
  readonly isJson: boolean;
  readonly kind: 'predictions' | 'scores' | null;
  readonly keys: readonly string[];
}

/**
 * @returns null if no file holds predictions, so they are tables
 * @throws UserError for files of several kinds, missing columns and invalid rows
 */
export async function readPredicted(named: readonly NamedFile[]): Promise<PredictedModels | null> {
  const looks: Look[] = [];
  for (const source of named) looks.push(await withName(source.file, () => lookInto(source)));
  const [first] = looks.filter(({ kind }) => kind !== null);
  if (first === undefined) return null;
  const other = looks.find(({ kind }) => kind !== first.kind);
  if (other !== undefined) {
    const needed = first.kind === 'scores' ? 'id and score' : 'id, label and prediction (or probabilities)';
    throw new UserError(
      `${other.file}: ${other.keys.length === 0 ? 'is not a table of predictions' : `has the columns ${showColumns(other.keys)}`}, but ${first.file} has predictions by example. To compare by example, every file needs ${needed}`,
    );
  }
  const areScored = first.kind === 'scores';
  const labels = labelsOf(named.map(({ file }) => file));
  const read: PredictedRun[] = [];
  for (const [index, look] of looks.entries()) {
    const model = look.keys.includes('model') ? null : requireName(labels[index] as string, look.file);
    read.push(...(await withName(look.file, () => readRuns(look, { isScored: areScored, model }))));
  }
  requireDistinct(read);
  const aligned = alignClasses(
    read.map(({ file }) => file),
    read.map(({ table }) => table),
  );
  return {
    areScored,
    runs: read.map((run, index) => ({ ...run, table: aligned[index] as PredictionTable })),
  };
}

/** @throws UserError for files with and without seeds, and for a run in two files */
function requireDistinct(runs: readonly PredictedRun[]): void {
  const [first] = runs;
  const mixed = runs.find(({ seed }) => (seed === null) !== (first?.seed === null));
  if (mixed !== undefined)
    throw new UserError(
      `${mixed.file}: ${mixed.seed === null ? 'has no seeds' : 'has seeds'}, but ${first?.file} ${mixed.seed === null ? 'has' : 'has none'}; give every file a column seed, or none`,
    );
  const seen = new Map<string, PredictedRun>();
  for (const run of runs) {
    const key = JSON.stringify([run.model, run.seed]);
    const twin = seen.get(key);
    if (twin !== undefined)
      throw new UserError(
        `${run.file}: has predictions of ${show(run.model)}${run.seed === null ? '' : ` with seed ${run.seed}`}, and so does ${twin.file}; keep one of them`,
      );
    seen.set(key, run);
  }
}

async function lookInto({ file, path }: NamedFile): Promise<Look> {
  if ((await lstat(path)).isDirectory()) return { file, path, isJson: false, kind: null, keys: [] };
  const head = await readHead(path, MAX_LINE_CHARS);
  const isJson = head.trimStart().startsWith('{');
  const [object = {}] = isJson ? objectsIn(head) : [];
  const keys = isJson
    ? ownKeys(Object.keys(object))
    : ownColumns(readHeader(head).names).map((name) =>
        name.startsWith(PROBABILITY_PREFIX) ? 'probabilities' : name,
      );
  const kind =
    keys.includes('model') && !keys.includes('id')
      ? null
      : isPrediction(keys)
        ? 'predictions'
        : keys.includes('id') && keys.includes('score')
          ? 'scores'
          : null;
  if (kind !== null && !keys.includes('id'))
    throw new UserError(
      `${file}: has no ${isJson ? 'key' : 'column'} "id"; add it, because ids match the examples of one file with those of the others`,
    );
  return { file, path, isJson, kind, keys };
}

async function readRuns(
  { file, path, isJson, keys }: Look,
  options: { readonly isScored: boolean; readonly model: string | null },
): Promise<readonly PredictedRun[]> {
  const runs = new RunsOfPredictions(file, { ...options, hasSeeds: keys.includes('seed') });
  await (isJson ? addJsonPredictions : addCsvPredictions)(path, runs);
  const built = runs.build();
  const others = keys.filter(isOfIdentity);
  if (others.length > 0 && built.some(hasRepeatedIds))
    throw new UserError(
      `${file}: ids repeat, and ${showColumns(others)} may tell the rows apart. Predictions are known by model, seed, split and id: rename the column, or give the rows of one value; if they are answers sampled again, remove the column`,
    );
  return built;
}

/** Columns that would make another example, or another run, of the same id. */
function isOfIdentity(key: string): boolean {
  if (['model', 'seed', 'id', 'split', 'label'].includes(key)) return false;
  return [isModelName, isSeedName, isTaskName, isFoldName, isRunIdName].some((isNamed) => isNamed(key));
}

function hasRepeatedIds({ table }: PredictedRun): boolean {
  return [...table.splits.values()].some(({ ids }) => new Set(ids).size < ids.length);
}

function requireName(name: string, file: string): string {
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return name;
  throw new UserError(
    `${file}: each model is named after its file, and ${show(name)} cannot be a name: ${parsed.error.issues[0]?.message ?? 'not allowed'}`,
  );
}
