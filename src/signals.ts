/** What the program does on signals. Any process of the same user can send them, such as a run that is not isolated. */
import { constants } from 'node:os';

/** They ask for an orderly end. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/**
 * The first two cannot be handled. A handler of a fault returns to the instruction that failed, for ever. The next four are job control, and
 * the system ignores the others.
 */
const LEFT: ReadonlySet<string> = new Set([
  ...['SIGKILL', 'SIGSTOP'],
  ...['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL'],
  ...['SIGTSTP', 'SIGTTIN', 'SIGTTOU', 'SIGCONT'],
  ...['SIGCHLD', 'SIGURG', 'SIGWINCH', 'SIGINFO'],
  // Ctrl+Break of Windows, where no other process can send it.
  'SIGBREAK',
  ...STOP_SIGNALS,
]);
/** V8's profiler has a handler of its own, which must stay. */
const PROFILER = /--(?:cpu-)?prof\b/;

/**
 * Ignores signals that Node acts on and nobody here needs: SIGUSR1 opens the inspector, through which a stranger runs code in this program, and
 * most others end it. Node has no name for real-time signals, so those still end it.
 */
export function ignoreOtherSignals(): void {
  const options = [...process.execArgv, process.env.NODE_OPTIONS].join(' ');
  for (const name of Object.keys(constants.signals) as NodeJS.Signals[]) {
    if (LEFT.has(name) || (name === 'SIGPROF' && PROFILER.test(options))) continue;
    process.on(name, () => {});
  }
}
