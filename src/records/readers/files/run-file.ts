export interface RunFile {
  /** Path in the run directory with "/". */
  readonly name: string;
  readonly baseName: string;
  readonly path: string;
  readonly head: string;
  /** Content of a `*.json`; undefined for other files, and if unreadable. */
  readonly json: unknown;
  /** Why a `*.json` could not be parsed; it may be no log at all. */
  readonly jsonError: Error | null;
  /** Names of all listed files that are not known to be unreadable. */
  readonly all: ReadonlySet<string>;
}

/** The name of the file inside `metrics.json.gz`. */
export function withoutGzip(name: string): string {
  return name.replace(/\.gz$/i, '');
}

/** Limits for logs and predictions: a larger file is an attack or an accident. */
export const MAX_JSON_BYTES = 10 * 1024 * 1024;
export const MAX_LOG_BYTES = 100 * 1024 * 1024;
export const MAX_EVENTS_BYTES = 500 * 1024 * 1024;
export const MAX_PREDICTIONS_BYTES = 200 * 1024 * 1024;
