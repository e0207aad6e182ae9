#!/usr/bin/env node
/** The command line: one file a command, one catch at the edge. */
import { Command, CommanderError } from 'commander';
import { UserError } from '../config/user-error.ts';
import { describeFault, EXIT_INTERRUPTED, EXIT_NO_VERDICT, EXIT_USAGE } from '../exit-codes.ts';
import { AbortedError } from '../train/aborted-error.ts';
import { VERSION } from '../version.ts';
import { cleanCommand } from './commands/clean.ts';
import { compareCommand } from './commands/compare.ts';
import { completionCommand } from './commands/completion.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { executeCommand } from './commands/execute.ts';
import { initCommand } from './commands/init.ts';
import { inspectCommand } from './commands/inspect.ts';
import { planCommand } from './commands/plan.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { showCommand } from './commands/show.ts';
import { trainCommand } from './commands/train.ts';

// Whoever reads may have read enough: `| head -1` is no fault, and the exit code stays that of the gate.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`error: cannot print the result: ${error.message}\n`);
    process.exit(EXIT_USAGE);
  });

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED);
    process.stderr.write('\nstopping; finished runs are kept (press Ctrl+C again to quit immediately)\n');
    stop.abort(new AbortedError('stopped by a signal'));
  });
}

const program = new Command('conclusive')
  .description('Tells whether a machine-learning improvement is real.')
  .version(VERSION)
  .addCommand(runCommand(stop.signal))
  .addCommand(doctorCommand(stop.signal))
  .addCommand(planCommand())
  .addCommand(trainCommand(stop.signal))
  .addCommand(reportCommand(stop.signal))
  .addCommand(compareCommand())
  .addCommand(showCommand())
  .addCommand(inspectCommand())
  .addCommand(initCommand(stop.signal))
  .addCommand(demoCommand(stop.signal))
  .addCommand(cleanCommand())
  .addCommand(completionCommand())
  .addCommand(executeCommand(stop.signal))
  .showHelpAfterError('(conclusive --help lists what there is)')
  .exitOverride();
for (const command of program.commands) command.copyInheritedSettings(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  // Commander has printed its message already; --help and --version end this way too, with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof AbortedError) {
    process.stderr.write('stopped; the same command continues from the finished runs\n');
    return EXIT_INTERRUPTED;
  }
  if (error instanceof UserError) {
    process.stderr.write(`error: ${error.message}\n`);
    return EXIT_USAGE;
  }
  process.stderr.write(`${describeFault(error)}\n`);
  return EXIT_NO_VERDICT;
}
