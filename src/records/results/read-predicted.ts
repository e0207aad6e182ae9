/**
 * Reads files of predictions that a user named, one a model: `id,label,prediction`, or `id,score` for graded answers.
 */
import { lstat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { nameSchema } from '../../config/names.ts';
import { UserError } from '../../config/user-error.ts';
import { MAX_LINE_CHARS, readHead } from '../bounded-file.ts';
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
import { TableBuilder } from '../readers/predictions/table-builder.ts';
import { show } from '../readers/unreadable-run-error.ts';
import { alignClasses } from './align-classes.ts';
import type { NamedFile } from './result-files.ts';
import { showColumns } from './tables/table.ts';
import { withName } from './with-name.ts';

interface PredictedModel {
  readonly name: string;
  readonly file: string;
  readonly table: PredictionTable;
}

export interface PredictedModels {
  /** In the order of the files, with common class indices. */
  readonly models: readonly PredictedModel[];
  readonly areScored: boolean;
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
  const tables: PredictionTable[] = [];
  for (const look of looks) tables.push(await withName(look.file, () => readTable(look, areScored)));
  const files = named.map(({ file }) => file);
  const names = files.map(nameOf);
  return {
    areScored,
    models: alignClasses(files, tables).map((table, index) => ({
      name: names[index] as string,
      file: files[index] as string,
      table,
    })),
  };
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
  const kind = keys.includes('model')
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

async function readTable({ file, path, isJson }: Look, isScored: boolean): Promise<PredictionTable> {
  const builder = new TableBuilder(file, { isScored });
  await (isJson ? addJsonPredictions : addCsvPredictions)(path, builder);
  return builder.build();
}

function nameOf(file: string, index: number, files: readonly string[]): string {
  const stem = (path: string) => basename(path, extname(path));
  const name = stem(file);
  const twin = files.findIndex((path) => stem(path) === name);
  if (twin !== index)
    throw new UserError(
      `${file}: has the same name as ${files[twin]}; each model is named after its file, so rename one of them`,
    );
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return name;
  throw new UserError(
    `${file}: each model is named after its file, and ${show(name)} cannot be a name: ${parsed.error.issues[0]?.message ?? 'not allowed'}`,
  );
}
