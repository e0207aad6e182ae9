/** Reads the logs of evaluation tools that a user named: one model a file or folder, or all models in one file. */
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nameSchema } from '../../config/names.ts';
import { UserError } from '../../config/user-error.ts';
import { quote, quoteNames } from '../../words/list.ts';
import { digestFile, readHead } from '../bounded-file.ts';
import { listFiles } from '../readers/files/list-files.ts';
import { UnreadableRunError } from '../readers/unreadable-run-error.ts';
import type { PredictedModels } from '../results/read-predicted.ts';
import type { NamedFile } from '../results/result-files.ts';
import { labelsOf } from '../results/tables/models-from-filenames.ts';
import { withName } from '../results/with-name.ts';
import type { Evaluation, EvaluationReader } from './evaluation.ts';
import { type Arm, joinParts } from './join-parts.ts';
import { EVALUATION_READERS } from './registry.ts';
import { type SettleOptions, settleCases } from './settle-cases.ts';

const HEAD_BYTES = 1024 * 1024;

interface Part extends NamedFile {
  readonly reader: EvaluationReader;
}

interface Source extends NamedFile {
  readonly parts: readonly Part[];
  /** A file that is no log. */
  readonly other?: { readonly file: string; readonly isEmpty: boolean };
}

/**
 * @returns null if no file is the log of an evaluation
 * @throws UserError for arms that can't be compared
 */
export async function readEvaluations(
  named: readonly NamedFile[],
  options: SettleOptions,
): Promise<PredictedModels | null> {
  const arms = await readArms(named);
  if (arms === null) return null;
  // A folder alone holds runs, some of whose files are logs of tests too.
  const [only] = named;
  if (arms.length === 1 && only !== undefined && named.length === 1 && (await lstat(only.path)).isDirectory())
    return null;
  requireArms(arms);
  return settleCases(arms, options);
}

/** @returns one arm for each model; null if no file is the log of an evaluation */
export async function readArms(named: readonly NamedFile[]): Promise<readonly Arm[] | null> {
  const sources: Source[] = [];
  for (const source of named) sources.push(await withName(source.file, () => findParts(source)));
  const toolOf = ({ parts }: Source) => parts[0]?.reader.tool;
  const first = sources.find(({ parts }) => parts.length > 0);
  if (first === undefined) return null;
  const other = sources.find((source) => toolOf(source) !== toolOf(first));
  if (other !== undefined) {
    const what =
      other.parts.length > 0
        ? `is a log of ${toolOf(other)}`
        : other.other?.isEmpty === true
          ? 'is empty'
          : 'is no evaluation log';
    throw new UserError(
      `${other.other?.file ?? other.file}: ${what}, but ${first.file} is one of ${toolOf(first)}; compare logs of one tool`,
    );
  }
  const labels = labelsOf(sources.map(({ file }) => file));
  const arms: Arm[] = [];
  for (const [index, source] of sources.entries()) {
    const read = await readSource(source);
    const models = [...new Set(read.map(({ model }) => model))];
    if (models.length > 1 && sources.length > 1)
      throw new UserError(
        `${source.file}: has ${models.length} models (${quoteNames(models.map(String), 3)}); compare one file with several models, or several files with one model each`,
      );
    for (const model of models) {
      const own = read.filter((part) => part.model === model);
      const name = sources.length === 1 && model !== null ? model : (labels[index] as string);
      arms.push(joinParts(requireName(name, source.file), source.file, own));
    }
  }
  return arms;
}

async function findParts({ file, path }: NamedFile): Promise<Source> {
  const isFolder = (await lstat(path)).isDirectory();
  const parts: Part[] = [];
  for (const name of isFolder ? await filesIn(path) : ['']) {
    if (EVALUATION_READERS.some(({ beside }) => beside?.test(name))) continue;
    const place = { file: join(file, name), path: join(path, name) };
    const head = await readHead(place.path, HEAD_BYTES);
    const reader = EVALUATION_READERS.find((one) => one.accepts({ name: basename(place.file), head }));
    if (reader !== undefined) parts.push({ ...place, reader });
    else return { file, path, parts: [], other: { file: place.file, isEmpty: head.trim() === '' } };
  }
  return { file, path, parts };
}

/** @returns none for a folder of many files, which holds runs */
async function filesIn(path: string): Promise<readonly string[]> {
  try {
    return (await listFiles(path)).files;
  } catch (error) {
    if (error instanceof UnreadableRunError) return [];
    throw error;
  }
}

async function readSource({ parts }: Source): Promise<readonly Evaluation[]> {
  const read: Evaluation[] = [];
  /** Digest of a file -> its name. */
  const files = new Map<string, string>();
  for (const { file, path, reader } of parts) {
    const own = await withName(file, () => reader.read(path, file));
    if (own.every(({ results }) => results.length === 0))
      throw new UserError(`${file}: has no cases; run the evaluation again`);
    // Answers tell copies from repeats; without answers, only the bytes can.
    if (parts.length > 1 && own.some(({ results }) => results.every(({ answer }) => answer === null))) {
      const digest = await digestFile(path);
      const twin = files.get(digest);
      if (twin !== undefined)
        throw new UserError(
          `${file}: is a copy of ${twin}, byte for byte; remove it, or write all repeats to one file with a column repeat`,
        );
      files.set(digest, file);
    }
    read.push(...own);
  }
  return read;
}

function requireArms(arms: readonly Arm[]): void {
  for (const [index, { model, file }] of arms.entries()) {
    const twin = arms.findIndex((arm) => arm.model === model);
    if (twin === index) continue;
    throw new UserError(`${file}: has the model "${model}", and so does ${arms[twin]?.file}; rename one`);
  }
  if (arms.length > 1) return;
  throw new UserError(
    `${arms[0]?.file ?? 'the files'}: has one model only; name a second file, or give the file a column model`,
  );
}

function requireName(name: string, file: string): string {
  const parsed = nameSchema.safeParse(name);
  if (parsed.success) return name;
  throw new UserError(`${file}: ${quote(name)} cannot be a model's name: ${parsed.error.issues[0]?.message}`);
}
