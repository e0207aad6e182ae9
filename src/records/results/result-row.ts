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
