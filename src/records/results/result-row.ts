import { formatFileLine } from '../readers/unreadable-run-error.ts';
import type { RunRecord } from '../record.ts';

export interface ResultRow {
  readonly file: string;
  readonly line: number | null;
  /** Rows of tables become records with test metrics. */
  readonly record: RunRecord;
  /** False if the file names no seed, so the record's must not be used. */
  readonly hasSeed: boolean;
  /** Text by column in place of a number; empty for an empty cell. */
  readonly gaps: Readonly<Record<string, string>>;
  /** Where the row comes from in a table. */
  readonly source?: RowSource;
}

export interface RowSource {
  /** Names of the columns that do not identify the run; empty for those that do. */
  readonly columns: readonly string[];
  readonly cells: readonly unknown[];
  /** Cells of the columns that number the runs of a model; empty without any. */
  readonly run: string;
  /** Rows of folders come from many files, which are one table. */
  readonly table: string;
  /** The model is called as the file. */
  readonly isFile: boolean;
  /** The column of the steps, and where each metric of the run ends. */
  readonly ends: { readonly axis: string; readonly at: ReadonlyMap<string, number> } | null;
}

export function placeOf({ file, line }: Pick<ResultRow, 'file' | 'line'>): string {
  return formatFileLine({ file, line });
}

/** Callback, because generators would take seconds for 100,000 rows. */
export type AddRow = (row: ResultRow) => void;

export interface ResultFile {
  readonly path: string;
  readonly file: string;
  readonly head: string;
}
