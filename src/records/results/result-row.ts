import { formatPlace } from '../readers/unreadable-run-error.ts';
import type { RunRecord } from '../record.ts';

/** One run, as a file of results tells of it. */
export interface ResultRow {
  readonly file: string;
  /** Null where a file is one run. */
  readonly line: number | null;
  /** A row of a table becomes a record whose metrics are those of the test split. */
  readonly record: RunRecord;
  /** False where the file names no seed: the record's is not to be used then. */
  readonly hasSeed: boolean;
  /** By column: what stands where a number could stand. Empty text for an empty cell. */
  readonly gaps: Readonly<Record<string, string>>;
}

export function placeOf({ file, line }: Pick<ResultRow, 'file' | 'line'>): string {
  return formatPlace({ file, line });
}

/** Takes a run; a call for each, since 100,000 rows through a chain of generators would take seconds. */
export type AddRow = (row: ResultRow) => void;

export interface ResultFile {
  readonly path: string;
  /** As the user named it. */
  readonly file: string;
  /** The beginning of its text. */
  readonly head: string;
}
