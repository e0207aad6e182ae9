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
  /** Why a `*.json` could not be read: no error yet, as perhaps it is no log at all. */
  readonly jsonError: Error | null;
  /** The names of all files that are looked into: what lies beside a file may tell whose it is. */
  readonly all: ReadonlySet<string>;
}

/**
 * Log files, whole, and the files of predictions, as a run leaves them and as the store keeps them: beyond this they are
 * not logs but an attack or an accident.
 */
export const MAX_JSON_BYTES = 10 * 1024 * 1024;
export const MAX_LOG_BYTES = 100 * 1024 * 1024;
export const MAX_EVENTS_BYTES = 500 * 1024 * 1024;
export const MAX_PREDICTIONS_BYTES = 200 * 1024 * 1024;
