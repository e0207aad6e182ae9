/** How a process of ours ends when there is no verdict; the action and the command line agree on it. */
import { VERSION } from './version.ts';

/** The config or the call is wrong. */
export const EXIT_USAGE = 2;
/** Training failed, or the program itself did. */
export const EXIT_NO_VERDICT = 3;
/** As shells say it of SIGINT: 128 + 2. */
export const EXIT_INTERRUPTED = 130;

/** What is said of an error that no input explains, with all that a report of the fault needs. */
export function describeFault(error: unknown): string {
  const report = error instanceof Error ? error.stack : String(error);
  return `conclusive ${VERSION} failed; this is a fault of the program, please report it:\n${report}`;
}
