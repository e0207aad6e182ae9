import { basename } from 'node:path';
import { sizeOfFile, UnusableFileError } from '../../files/open-file.ts';
import { MAX_LINE_CHARS, readHead, requireNoPointer } from '../bounded-file.ts';
import { readJson } from './files/json-file.ts';
import { MAX_JSON_BYTES, type RunFile, withoutGzip } from './files/run-file.ts';
import { READERS } from './registry.ts';
import { RunValues } from './run-values.ts';
import { describeUnread, type UnreadFile } from './unread-files.ts';
import {
  ContradictoryRunError,
  NonFinitePredictionError,
  UnreadableRunError,
} from './unreadable-run-error.ts';

const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;
/** A run with more unreadable files left something else altogether. */
const MAX_UNREADABLE = 20;

/** Limits all reads of a run together, including those that find out what a file is. */
class ReadBudget {
  #all = 0;
  #logs = 0;

  take(bytes: number): void {
    this.#all += bytes;
    if (this.#all > 2 * MAX_TOTAL_BYTES) refuse();
  }

  takeLog(bytes: number): void {
    this.#logs += bytes;
    if (this.#logs > MAX_TOTAL_BYTES) refuse();
    this.take(bytes);
  }
}

function refuse(): never {
  throw new ContradictoryRunError('the logs of the run exceed 1 GB in total; log less, or less often');
}

export interface Reading {
  readonly pathOf: (name: string) => string;
  readonly run: RunValues;
  /** Throw at the first file that cannot be read. */
  readonly isStrict: boolean;
}

export interface ReadFiles {
  /** The reader's format by file; null where no reader accepted the file. */
  readonly formats: Map<string, string | null>;
  readonly unread: readonly UnreadFile[];
  readonly unreadable: UnreadableFiles;
}

/** Files that a reader accepted and could not read, with the reason. */
class UnreadableFiles extends Map<string, UnreadableRunError> {
  readonly #isStrict: boolean;

  constructor(isStrict: boolean) {
    super();
    this.#isStrict = isStrict;
  }

  /** Runs `read`. An error that concerns the file alone is noted, and the result is null then. */
  async attempt<Value>(file: string, read: () => Promise<Value>): Promise<Value | null> {
    try {
      return await read();
    } catch (error) {
      const reason = reasonOf(file, error);
      if (this.#isStrict || this.size === MAX_UNREADABLE) throw reason;
      this.set(file, reason);
      return null;
    }
  }
}

/** @throws an error that does not concern the file alone */
function reasonOf(file: string, error: unknown): UnreadableRunError {
  if (error instanceof NonFinitePredictionError || error instanceof ContradictoryRunError) throw error;
  if (error instanceof UnreadableRunError) return error;
  if (!(error instanceof UnusableFileError)) throw error;
  return new UnreadableRunError(`${basename(file)}: ${error.message}`, { cause: error });
}

export async function readFiles(files: readonly string[], reading: Reading): Promise<ReadFiles> {
  const { pathOf, run, isStrict } = reading;
  const formats = new Map(files.map((file) => [file, null as string | null]));
  const unread: UnreadFile[] = [];
  const unreadable = new UnreadableFiles(isStrict);
  const budget = new ReadBudget();
  const readable = new Set(files);
  const repeats: string[] = [];

  async function readOne(name: string): Promise<void> {
    const size = sizeOfFile(pathOf(name));
    budget.take(Math.min(size, MAX_LINE_CHARS) + (isJson(name) ? Math.min(size, MAX_JSON_BYTES) : 0));
    const file = await openFile(name, pathOf(name), readable);
    const reader = READERS.find((candidate) => candidate.accepts(file));
    if (reader === undefined) {
      const why = describeUnread(file);
      if (why !== null) unread.push(why);
      return;
    }
    if (reader.read === undefined) repeats.push(name);
    else {
      budget.takeLog(size);
      const values = new RunValues(run.declared);
      await reader.read(file, values);
      run.take(name, values);
    }
    formats.set(name, reader.format);
  }

  async function readAll(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await unreadable.attempt(name, () => readOne(name));
      if (unreadable.has(name)) readable.delete(name);
    }
  }

  await readAll(files);
  // A file that repeats an unreadable one is read in its place.
  if (unreadable.size > 0) await readAll(repeats.splice(0));
  return { formats, unread, unreadable };
}

function isJson(name: string): boolean {
  return /\.json(\.gz)?$/i.test(name);
}

async function openFile(name: string, path: string, all: ReadonlySet<string>): Promise<RunFile> {
  const plain = withoutGzip(name);
  const head = await readHead(path, MAX_LINE_CHARS);
  requireNoPointer(head);
  const file = {
    name: plain,
    baseName: basename(plain),
    path,
    head,
    all,
  };
  if (!isJson(name)) return { ...file, json: undefined, jsonError: null };
  try {
    return { ...file, json: await readJson(path, name), jsonError: null };
  } catch (error) {
    if (!(error instanceof UnusableFileError || error instanceof UnreadableRunError)) throw error;
    return { ...file, json: undefined, jsonError: error };
  }
}
