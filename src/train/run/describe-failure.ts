import type { RunStatus } from '../../records/record.ts';
import type { TaskOutcome } from '../executors/executor.ts';

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
        cause: `stopped after ${timeoutMs / 60_000} minutes; raise limits.run-minutes if it needs longer`,
      };
    case 'killed':
      return {
        status: 'killed',
        cause: `killed by ${outcome.by}${
          outcome.by.startsWith('SIGKILL')
            ? '; often the machine ran out of memory (lower limits.parallel)'
            : ''
        }`,
      };
    case 'fault':
      return {
        status: 'crashed',
        cause: `crashed with ${outcome.by} in native code: an extension or a driver, or versions that do not fit together`,
      };
    case 'memory':
      return {
        status: 'killed',
        cause: `stopped, since it used ${megabytes(outcome.bytes)} MB, and limits.memory-mb allows ${megabytes(memoryBytes ?? 0)}`,
      };
    case 'lost':
      return {
        status: 'killed',
        cause: `job ${outcome.job} was lost: it left the queue ${outcome.hasBegun ? 'without an outcome; often its node failed, or the queue ended it for its time or memory' : 'before a node had begun it'}`,
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
      ? `it may not be executed: chmod +x ${program} (and let git keep that), or name the program that runs it, such as sh ${program}`
      : isPath
        ? `there is no such file in ${directory}, or its first line (#!) names a program that is not there`
        : 'is it installed and on the PATH?';
  return `trainer.command: cannot start "${program}" in ${directory}: ${error.message}; ${fix}`;
}
