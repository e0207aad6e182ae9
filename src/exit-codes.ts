/** Exit codes without a verdict, shared by the action and the command line. */
import { VERSION } from './version.ts';

/** The config or the call is wrong. */
export const EXIT_USAGE = 2;
/** Training failed, or the program itself did. */
export const EXIT_NO_VERDICT = 3;
/** More records are needed for a verdict. */
export const EXIT_UNDECIDED = 4;
/** 128 + 2, as shells report SIGINT. */
export const EXIT_INTERRUPTED = 130;

/** Error texts of Node and of programs that it starts, such as git. */
const DISK_FULL = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/** One line for an error that no input explains. */
export function summariseFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (DISK_FULL.test(message))
    return `the disk is full: ${message}; free some space, or name an output folder on another disk. Finished runs are kept`;
  return `conclusive ${VERSION} failed, by a fault of its own: ${message}`;
}

/** Like `summariseFault`, with everything a bug report needs. */
export function describeFault(error: unknown): string {
  if (error instanceof Error && DISK_FULL.test(error.message)) return summariseFault(error);
  const report = error instanceof Error ? error.stack : String(error);
  return `conclusive ${VERSION} failed; this is a fault of the program, please report it:\n${report}`;
}
