/**
 * Starts programs, also ahead: before anybody knows whether they will be needed. Who launches the same program later, in the same folder and
 * with the same environment, gets that process. One that nobody launches is ended, and its output is never shown.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { noteOtherProgram } from '../../child-output.ts';
import { closeInputs, openPipes } from '../../files/pipes.ts';
import { signalGroup } from './process-end.ts';

export interface Program {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Listener {
  onOutput(chunk: Buffer): void;
  onErrorOutput(chunk: Buffer): void;
  onExit(exitCode: number | null, by: NodeJS.Signals | null): void;
}

export interface Launched {
  readonly child: ChildProcess;
  /** Its `CONCLUSIVE_RUN_DIR`, where it was launched with one. */
  readonly mark: string | undefined;
  /** Reports output and exit from the program's start on, even if it started long ago. */
  follow(listener: Listener): void;
}

interface Way {
  readonly stdio?: StdioOptions;
  readonly mark?: string;
}

/** Pipes for output and errors, and channel 3 for orders. */
export const WITH_CHANNEL: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe'];

/** Of what a program prints before anybody launches it. */
const MAX_UNTOLD_BYTES = 2 ** 20;

const waiting = new Map<string, readonly Launched[]>();

process.once('exit', endUnclaimed);

/** @returns the process that was started ahead for this program, or a new one */
export function launch(program: Program, way: Way = {}): Launched {
  const key = keyOf(program);
  const [ahead, ...others] = waiting.get(key) ?? [];
  waiting.set(key, others);
  return ahead ?? start(program, way);
}

/** It does not keep this program alive until somebody launches it. */
export function startAhead(program: Program, way: Way = {}): void {
  const { child, mark, follow } = start(program, way);
  child.on('error', () => {});
  if (child.pid === undefined) return;
  const handles = [child, ...child.stdio] as ReadonlyArray<{ ref?(): void; unref?(): void } | null>;
  for (const handle of handles) handle?.unref?.();
  const launched: Launched = {
    ...{ child, mark },
    follow(listener) {
      for (const handle of handles) handle?.ref?.();
      follow(listener);
    },
  };
  const key = keyOf(program);
  waiting.set(key, [...(waiting.get(key) ?? []), launched]);
}

/** Ends what was started ahead and not launched since. */
export function endUnclaimed(): void {
  for (const { child } of [...waiting.values()].flat()) signalGroup(child, 'SIGKILL');
  waiting.clear();
}

function start({ argv, directory, environment }: Program, { stdio, mark }: Way): Launched {
  const [file = '', ...args] = argv;
  noteOtherProgram();
  const pipes = stdio === undefined ? openPipes() : null;
  const child = spawn(file, args, {
    cwd: directory,
    env: mark === undefined ? environment : { ...environment, CONCLUSIVE_RUN_DIR: mark },
    stdio: stdio ?? ['ignore', ...(pipes?.map(({ input }) => input) ?? ['pipe' as const, 'pipe' as const])],
    // A group of its own, so that what the program starts can be stopped with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (pipes !== null) {
    closeInputs(pipes);
    const [stdout, stderr] = pipes.map(({ output }) => output);
    Object.assign(child, { stdout, stderr, stdio: [null, stdout, stderr] });
  }
  const untold: Array<(listener: Listener) => void> = [];
  let listener: Listener | undefined;
  const tell = (event: (listener: Listener) => void) => {
    if (listener === undefined) untold.push(event);
    else event(listener);
  };
  let untoldBytes = 0;
  const hear = (stream: Readable | null, event: (chunk: Buffer) => (listener: Listener) => void) => {
    stream?.on('data', (chunk: Buffer) => {
      if (listener === undefined) untoldBytes += chunk.length;
      // It waits, as it does where nobody reads a pipe.
      if (untoldBytes > MAX_UNTOLD_BYTES && listener === undefined) stream.pause();
      tell(event(chunk));
    });
  };
  hear(child.stdout, (chunk) => (to) => to.onOutput(chunk));
  hear(child.stderr, (chunk) => (to) => to.onErrorOutput(chunk));
  // 'exit' and not 'close': how long to wait for a grandchild that holds the pipe is for the listener to say.
  child.once('exit', (exitCode, by) => tell(({ onExit }) => onExit(exitCode, by)));
  return {
    ...{ child, mark },
    follow(given) {
      listener = given;
      for (const event of untold) event(given);
      for (const stream of [child.stdout, child.stderr]) stream?.resume();
    },
  };
}

function keyOf({ argv, directory, environment }: Program): string {
  return JSON.stringify([argv, directory, Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
