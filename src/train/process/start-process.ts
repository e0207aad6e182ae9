import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { noteOtherProgram } from '../../child-output.ts';
import { closeInputs, openPipes } from '../../files/pipes.ts';
import { guardProgram } from './guard.ts';

export interface Program {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param stdio default: no input, and named pipes for output and errors */
export function startProcess({ argv, directory, environment }: Program, stdio?: StdioOptions): ChildProcess {
  const [file = '', ...args] = argv;
  noteOtherProgram();
  const pipes = stdio === undefined ? openPipes() : null;
  const child = spawn(file, args, {
    cwd: directory,
    env: environment,
    stdio: stdio ?? ['ignore', ...(pipes?.map(({ input }) => input) ?? ['pipe' as const, 'pipe' as const])],
    // A process group allows stopping all that the program starts.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  guardProgram(child, environment.CONCLUSIVE_RUN_DIR);
  if (pipes !== null) {
    closeInputs(pipes);
    const [stdout, stderr] = pipes.map(({ output }) => output);
    Object.assign(child, { stdout, stderr, stdio: [null, stdout, stderr] });
  }
  return child;
}
