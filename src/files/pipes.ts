/**
 * Pipes for a program's output. With Node's sockets `/dev/stdout` can't be opened, and a Node program that prints some
 * hundred short lines and exits loses the rest.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pipe {
  readonly output: Socket;
  /** The program's end; close it here once the program has started. */
  readonly input: number;
}

/** @returns null if the system has no named pipes */
export function openPipes(): readonly [Pipe, Pipe] | null {
  if (process.platform === 'win32') return null;
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-pipes-'));
  try {
    const out = join(folder, 'out');
    const err = join(folder, 'err');
    const { status } = spawnSync('mkfifo', ['-m', '600', out, err], { stdio: 'ignore' });
    return status === 0 ? [open(out), open(err)] : null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function open(path: string): Pipe {
  // A pipe without a reader can't be opened for writing.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  // Another process could replace the pipe, whose reader this would wait for.
  const known = `/proc/self/fd/${reader}`;
  const input = openSync(existsSync(known) ? known : path, constants.O_WRONLY);
  const output = new Socket({ fd: reader, readable: true, writable: false });
  // The 'close' event that follows is enough.
  output.on('error', () => {});
  return { output, input };
}

export function closeInputs(pipes: readonly Pipe[]): void {
  for (const { input } of pipes) closeSync(input);
}
