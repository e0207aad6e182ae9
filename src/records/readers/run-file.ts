import type { Findings } from './findings.ts';

/** A regular file of a run directory that may hold something. */
interface RunFile {
  readonly name: string;
  readonly path: string;
  /** Its beginning. */
  readonly head: string;
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
export const MAX_LOG_BYTES = 100 * 1024 * 1024;
export const MAX_PREDICTIONS_BYTES = 200 * 1024 * 1024;
