import type { Findings } from '../findings.ts';

/** A regular file of a run directory that may hold something. */
export interface RunFile {
  /** Its path in the run directory, written with "/". */
  readonly name: string;
  /** The last part of it. */
  readonly baseName: string;
  readonly path: string;
  /** Its beginning, as text. */
  readonly head: string;
  /** What a `*.json` holds; undefined for other files, and for one that is too large or not JSON. */
  readonly json: unknown;
}

/** One format of what a run may leave. Which reader takes a file is decided by what is in it: the first that accepts. */
export interface RunReader {
  /** For the message that lists what was looked for. */
  readonly format: string;
  accepts(file: RunFile): boolean;
  read(file: RunFile, findings: Findings): Promise<void>;
}

/**
 * Log files, whole, and the files of predictions, as a run leaves them and as the store keeps them: beyond this they are
 * not logs but an attack or an accident.
 */
export const MAX_JSON_BYTES = 10 * 1024 * 1024;
export const MAX_LOG_BYTES = 100 * 1024 * 1024;
export const MAX_EVENTS_BYTES = 500 * 1024 * 1024;
export const MAX_PREDICTIONS_BYTES = 200 * 1024 * 1024;
