/** How a process of ours ends when there is no verdict; the action and the command line agree on it. */
import { VERSION } from './version.ts';

/** The config or the call is wrong. */
export const EXIT_USAGE = 2;
/** Training failed, or the program itself did. */
export const EXIT_NO_VERDICT = 3;
/** Records are judged as they are, and more of them are needed. */
export const EXIT_UNDECIDED = 4;
/** As shells say it of SIGINT: 128 + 2. */
export const EXIT_INTERRUPTED = 130;

/** In the words of Node and of the programs that it starts, git among them. */
const DISK_FULL = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

/** The one line that is said of an error that no input explains. */
export function summariseFault(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (DISK_FULL.test(message))
    return `the disk is full: ${message}; free some space, or name an output folder on another disk. Finished runs are kept`;
  return `conclusive ${VERSION} failed, by a fault of its own: ${message}`;
}

/** The same with all that a report of the fault needs. */
export function describeFault(error: unknown): string {
  if (error instanceof Error && DISK_FULL.test(error.message)) return summariseFault(error);
  const report = error instanceof Error ? error.stack : String(error);
  return `conclusive ${VERSION} failed; this is a fault of the program, please report it:\n${report}`;
}
