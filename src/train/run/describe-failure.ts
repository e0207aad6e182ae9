import type { RunStatus } from '../../records/record.ts';
import type { TaskOutcome } from '../executors/executor.ts';
import { pythonOf } from './interpreters.ts';

interface Limits {
  readonly timeoutMs: number;
  readonly memoryBytes?: number | undefined;
}

/** How a process ended that did not end well, in one line; null for one that did. */
export function describeFailure(
  outcome: TaskOutcome,
  { timeoutMs, memoryBytes }: Limits,
): { readonly status: RunStatus; readonly cause: string } | null {
  switch (outcome.kind) {
    case 'timeout':
      return {
        status: 'timeout',
        cause: `stopped after ${timeoutMs / 60_000} minutes; raise limits.run-minutes if the run needs longer`,
      };
    case 'killed':
      return {
        status: 'killed',
        cause: `killed by ${outcome.by}${
          outcome.by.startsWith('SIGKILL')
            ? '; often because the machine ran out of memory (lower limits.parallel, or give queued jobs more memory)'
            : ''
        }`,
      };
    case 'fault':
      return {
        status: 'crashed',
        cause: `crashed with ${outcome.by} in native code, such as an extension or a driver; check that their versions match`,
      };
    case 'memory':
      return {
        status: 'killed',
        cause: `stopped, because it used ${megabytes(outcome.bytes)} MB, but limits.memory-mb allows ${megabytes(memoryBytes ?? 0)} MB`,
      };
    case 'lost':
      return {
        status: 'killed',
        cause: `job ${outcome.job} was lost: it left the queue ${outcome.hasBegun ? 'without a result; often its node failed, or it exceeded the time or memory limit of the queue' : 'before a node started it'}`,
      };
    case 'exited':
      return outcome.exitCode === 0 ? null : { status: 'crashed', cause: `exit code ${outcome.exitCode}` };
    default:
      return null;
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

/** What a user can do about a program that the system does not start. */
export function describeNotStarted(program: string, directory: string, error: NodeJS.ErrnoException): string {
  const isPath = /[\\/]/.test(program);
  const fix =
    error.code === 'EACCES'
      ? `it is not executable; run chmod +x ${program} and commit that, or name the program that runs it, such as sh ${program}`
      : isPath
        ? `check that the file exists in ${directory}, and that its first line (#!) names an existing program`
        : howToFind(program);
  return `trainer.command: cannot start "${program}" in ${directory}: ${error.message}; ${fix}`;
}

function howToFind(program: string): string {
  if (program.startsWith('$')) return 'no shell fills in variables; write the name of the program';
  return program === 'python' && pythonOf(['python3']) !== null
    ? 'write python3, which is on the PATH'
    : 'check that it is installed and on the PATH';
}
