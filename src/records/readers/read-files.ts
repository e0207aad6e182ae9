/** The files of a run, each by the first reader that takes it. */
import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MAX_LINE_CHARS, readHead, UnusableFileError } from '../bounded-file.ts';
import { readJson } from './files/json-file.ts';
import type { RunFile } from './files/run-file.ts';
import type { Findings } from './findings.ts';
import { READERS } from './registry.ts';
import type { StepLogs } from './steps/step-logs.ts';
import { describeUnread, type UnreadFile } from './unread-files.ts';
import {
  ContradictoryRunError,
  NonFinitePredictionError,
  UnreadableRunError,
} from './unreadable-run-error.ts';

/** All files together: what is within the bounds of each must not take hours as a heap. */
const MAX_TOTAL_BYTES = 1024 * 1024 * 1024;

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
}

/** @returns how many files a reader took */
export async function readFiles(
  files: readonly string[],
  { pathOf, findings, steps, unread, formats }: Reading,
): Promise<number> {
  const all = new Set(files);
  let taken = 0;
  let total = 0;
  for (const name of files) {
    await withName(name, async () => {
      const file = await openFile(name, pathOf(name), all);
      const reader = READERS.find((candidate) => candidate.accepts(file));
      if (reader === undefined) {
        const why = describeUnread(file);
        if (why !== null) unread.push(why);
        return;
      }
      total += (await lstat(file.path)).size;
      if (total > MAX_TOTAL_BYTES)
        throw new ContradictoryRunError('the logs of the run exceed 1 GB in total; log less, or less often');
      await reader.read(file, findings, steps);
      formats.set(name, reader.format);
      taken += 1;
    });
  }
  return taken;
}

async function openFile(name: string, path: string, all: ReadonlySet<string>): Promise<RunFile> {
  const file = { name, baseName: basename(name), path, head: await readHead(path, MAX_LINE_CHARS), all };
  if (!/\.json$/i.test(name)) return { ...file, json: undefined, jsonError: null };
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
