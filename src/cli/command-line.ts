/** The command line: signals, streams, and one catch at the edge. */
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { CommanderError } from 'commander';
import { UserError } from '../config/user-error.ts';
import { describeFault, EXIT_INTERRUPTED, EXIT_NO_VERDICT, EXIT_USAGE } from '../exit-codes.ts';
import { ignoreOtherSignals } from '../signals.ts';
import { handleStop } from '../stop-signals.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { wrapLines } from '../words/wrap-lines.ts';
import { createProgram } from './program.ts';

// `| head -1` closes a pipe early, and a terminal may vanish; the exit code stays that of the gate.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || stream.isTTY) return;
    if (stream === process.stdout) process.stderr.write(`error: cannot print the result: ${error.message}\n`);
    process.exit(EXIT_USAGE);
  });

// Node aborts at its end if it cannot restore a terminal that is gone, unless the descriptor is closed.
const terminals = [0, 1, 2].filter(isatty);
process.on('exit', () => {
  for (const file of terminals) if (!isatty(file)) closeSync(file);
});

ignoreOtherSignals();
const stop = new AbortController();

/** Makes a command that trains stop at a signal. */
function stopSignal(): AbortSignal {
  handleStop(() => {
    if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED);
    process.stderr.write('\nstopping; finished runs are kept (press Ctrl+C again to quit immediately)\n');
    stop.abort(new AbortedError('stopped by a signal'));
  }, stop.signal);
  return stop.signal;
}

try {
  await createProgram(stopSignal).parseAsync();
  // The signal came too late to stop a run.
  if (stop.signal.aborted) process.exitCode ||= EXIT_INTERRUPTED;
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has printed its message; --help and --version end with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof AbortedError) {
    process.stderr.write('stopped; the same command continues from the finished runs\n');
    return EXIT_INTERRUPTED;
  }
  if (error instanceof UserError) {
    process.stderr.write(`${wrapLines(`error: ${error.message}`, process.stderr.columns)}\n`);
    return EXIT_USAGE;
  }
  process.stderr.write(`${describeFault(error)}\n`);
  return EXIT_NO_VERDICT;
}
