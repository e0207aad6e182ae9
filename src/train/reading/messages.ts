/** Messages between this process and a reader, as plain data. Errors and tables get their classes back here. */
import { NumberRows } from '../../records/readers/predictions/number-rows.ts';
import type { PredictionTable } from '../../records/readers/predictions/prediction-table.ts';
import type { ReadOptions, ReadRun } from '../../records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';

export interface ReadRequest {
  readonly directory: string;
  readonly options: Omit<ReadOptions, 'warn' | 'onFile'>;
}

export interface ReadAnswer {
  readonly warnings: readonly string[];
  readonly result: Packed | PackedError;
}

interface Packed {
  readonly run: ReadRun;
}

interface PackedError {
  readonly message: string;
  readonly isUnreadable: boolean;
  readonly details: string | null;
}

export function packError(error: unknown): PackedError {
  const message = error instanceof Error ? error.message : String(error);
  const isUnreadable = error instanceof UnreadableRunError;
  return { message, isUnreadable, details: isUnreadable ? error.details : null };
}

/** @throws what reading threw */
export function unpack(result: Packed | PackedError): ReadRun {
  if (!('run' in result)) {
    const { message, isUnreadable, details } = result;
    throw isUnreadable
      ? new UnreadableRunError(message, details === null ? {} : { details })
      : new Error(message);
  }
  const { run } = result;
  return run.predictions === null ? run : { ...run, predictions: withClasses(run.predictions) };
}

function withClasses(table: PredictionTable): PredictionTable {
  const splits = [...table.splits].map(
    ([split, { probabilities, ...columns }]) =>
      [
        split,
        { ...columns, probabilities: probabilities === null ? null : NumberRows.from(probabilities) },
      ] as const,
  );
  return { ...table, splits: new Map(splits) };
}
