/** The files of a run, each by the first reader that takes it. */
import { basename } from 'node:path';
import { sizeOfFile, UnusableFileError } from '../../files/open-file.ts';
import { MAX_LINE_CHARS, readHead } from '../bounded-file.ts';
import { readJson } from './files/json-file.ts';
import { MAX_JSON_BYTES, type RunFile } from './files/run-file.ts';
import type { Findings } from './findings.ts';
import { READERS } from './registry.ts';
import type { StepLogs } from './steps/step-logs.ts';
import { describeUnread, type UnreadFile } from './unread-files.ts';
import {
  ContradictoryRunError,
  NonFinitePredictionError,
  UnreadableRunError,
} from './unreadable-run-error.ts';

const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;

/**
 * Counts what is read of all files together, before it is read: what is within the bounds of each must not take hours as a heap. A file that
 * is read again, because another was left out, counts again; so does a sparse one by its full size.
 */
export class ReadBudget {
  #left = 2 * MAX_TOTAL_BYTES;
  #logs = 0;

  begin(): void {
    this.#logs = 0;
  }

  takeLog(bytes: number): void {
    this.#logs += bytes;
    if (this.#logs > MAX_TOTAL_BYTES) refuse();
    this.take(bytes);
  }

  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) refuse();
  }
}

function refuse(): never {
  throw new ContradictoryRunError('the logs of the run exceed 1 GB in total; log less, or less often');
}

/** Of one file, where others may have all that is asked for. */
export class UnreadableFileError extends Error {
  readonly file: string;
  readonly reason: UnreadableRunError;

  constructor(file: string, reason: UnreadableRunError) {
    super(reason.message);
    this.file = file;
    this.reason = reason;
  }
}

export interface Reading {
  readonly pathOf: (name: string) => string;
  readonly findings: Findings;
  readonly steps: StepLogs;
  /** Takes who read a file. */
  readonly formats: Map<string, string | null>;
  /** Takes what was not read. */
  readonly unread: UnreadFile[];
  readonly budget: ReadBudget;
}

/** @returns how many files a reader took */
export async function readFiles(
  files: readonly string[],
  { pathOf, findings, steps, unread, formats, budget }: Reading,
): Promise<number> {
  const all = new Set(files);
  let taken = 0;
  budget.begin();
  for (const name of files) {
    await withName(name, async () => {
      const size = sizeOfFile(pathOf(name));
      budget.take(Math.min(size, MAX_LINE_CHARS) + (isJson(name) ? Math.min(size, MAX_JSON_BYTES) : 0));
      const file = await openFile(name, pathOf(name), all);
      const reader = READERS.find((candidate) => candidate.accepts(file));
      if (reader === undefined) {
        const why = describeUnread(file);
        if (why !== null) unread.push(why);
        return;
      }
      budget.takeLog(size);
      await reader.read(file, findings, steps);
      formats.set(name, reader.format);
      taken += 1;
    });
  }
  return taken;
}

function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

async function openFile(name: string, path: string, all: ReadonlySet<string>): Promise<RunFile> {
  const file = { name, baseName: basename(name), path, head: await readHead(path, MAX_LINE_CHARS), all };
  if (!isJson(name)) return { ...file, json: undefined, jsonError: null };
  try {
    return { ...file, json: await readJson(path, name), jsonError: null };
  } catch (error) {
    if (!(error instanceof UnusableFileError || error instanceof UnreadableRunError)) throw error;
    return { ...file, json: undefined, jsonError: error };
  }
}

/** @throws UnreadableFileError for what is wrong with the file alone */
export async function withName<Value>(file: string, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof NonFinitePredictionError || error instanceof ContradictoryRunError) throw error;
    if (error instanceof UnreadableRunError) throw new UnreadableFileError(file, error);
    if (!(error instanceof UnusableFileError)) throw error;
    const reason = new UnreadableRunError(`${basename(file)}: ${error.message}`, { cause: error });
    throw new UnreadableFileError(file, reason);
  }
}
