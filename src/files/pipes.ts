/**
 * Pipes for a program's output. With Node's sockets `/dev/stdout` can't be opened, and a Node program that prints some
 * hundred short lines and exits loses the rest.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pipe {
  readonly output: Socket;
  /** The program's end; close it here once the program has started. */
  readonly input: number;
}

interface Handles {
  readonly reader: number;
  readonly writer: number;
}

/** Starting `mkfifo` stops this process for milliseconds, so it makes the pipes of several programs. */
const MADE_AT_ONCE = 16;
const spare: Handles[] = [];

/** @returns null if the system has no named pipes */
export function openPipes(): readonly [Pipe, Pipe] | null {
  if (process.platform === 'win32') return null;
  const pair = [takeSpare(), takeSpare()] as const;
  return pair[0] === null || pair[1] === null ? null : [openPipe(pair[0]), openPipe(pair[1])];
}

function takeSpare(): Handles | null {
  for (let again = 0; again < 2; again += 1) {
    for (let pipe = spare.pop(); pipe !== undefined; pipe = spare.pop()) {
      if (isEmpty(pipe)) return pipe;
      for (const handle of [pipe.reader, pipe.writer]) closeSync(handle);
    }
    makePipes();
  }
  return null;
}

/** A run could have written into the pipe of a later one, through this process's handle. */
function isEmpty({ reader }: Handles): boolean {
  try {
    readSync(reader, Buffer.alloc(1));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  }
}

function makePipes(): void {
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-pipes-'));
  try {
    const paths = Array.from({ length: MADE_AT_ONCE }, (_, index) => join(folder, String(index)));
    const { status } = spawnSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore' });
    if (status === 0) for (const path of paths) spare.push(openHandles(path));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openHandles(path: string): Handles {
  // A pipe without a reader can't be opened for writing.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  // Another process could replace the pipe, whose reader this would wait for.
  const known = `/proc/self/fd/${reader}`;
  return { reader, writer: openSync(existsSync(known) ? known : path, constants.O_WRONLY) };
}

function openPipe({ reader, writer }: Handles): Pipe {
  const output = new Socket({ fd: reader, readable: true, writable: false });
  // The 'close' event that follows is enough.
  output.on('error', () => {});
  return { output, input: writer };
}

export function closeInputs(pipes: readonly Pipe[]): void {
  for (const { input } of pipes) closeSync(input);
}
