/** Handles signals. Any process of the same user can send them, such as a run. */
import { constants } from 'node:os';

/** Signals that ask for an orderly end. SIGHUP is not one: it only says that a terminal is gone. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGQUIT'] as const;

/**
 * SIGKILL and SIGSTOP cannot be handled. A handler of a fault would return to the failed instruction for ever. The next
 * four are job control, and the system ignores the others.
 */
const LEFT: ReadonlySet<string> = new Set([
  ...['SIGKILL', 'SIGSTOP'],
  ...['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL'],
  ...['SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGCONT'],
  ...['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGINFO'],
  // Ctrl+Break on Windows, where no other process can send it.
  'SIGBREAK',
  ...STOP_SIGNALS,
]);
/** V8's profiler has its own handler, which must stay. */
const PROFILER = /--(?:cpu-)?prof\b/;

/**
 * Ignores signals that Node acts on and this program does not need. SIGUSR1 opens the inspector, through which others can
 * run code here; most of the others end the program. Node has no names for real-time signals, so those still end it.
 */
export function ignoreOtherSignals(): void {
  const options = [...process.execArgv, process.env.NODE_OPTIONS].join(' ');
  for (const name of Object.keys(constants.signals) as NodeJS.Signals[]) {
    if (LEFT.has(name) || (name === 'SIGPROF' && PROFILER.test(options))) continue;
    process.on(name, () => {});
  }
}
