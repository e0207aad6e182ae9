/** When the output of a program has been read to its end. Its exit does not tell: the pipes may still hold what it printed. */
import { type ChildProcess, type ExecFileOptions, execFile } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Time for what outlives a program and completes its output, such as `tee` in `> >(tee log)`. */
export const OUTPUT_GRACE_MS = 2_000;

/**
 * Call when the program has exited, with its streams flowing. Settles when all pipes that it wrote to have ended. If another process still holds
 * one after `graceMs`, it settles when everything that was in the pipe has been read.
 */
export async function outputEnd(child: ChildProcess, graceMs = OUTPUT_GRACE_MS): Promise<void> {
  const open = child.stdio.slice(1).filter((stream) => stream != null && !stream.closed);
  if (open.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const ends = open.map(
    (stream) => new Promise<boolean>((settle) => stream?.once('close', () => settle(true))),
  );
  const grace = new Promise<boolean>((settle) => {
    timer = setTimeout(settle, graceMs, false);
  });
  const hasEnded = await Promise.race([Promise.all(ends), grace]);
  clearTimeout(timer);
  if (hasEnded === false) await loopTurn();
}

/** When this settles, whatever was in a pipe at the call has been read: Node polls all pipes once a turn, and reads more than a pipe can hold. */
export async function loopTurn(): Promise<void> {
  // The first may come before the next poll.
  await nextTurn();
  await nextTurn();
}

const start = promisify(execFile);

/** Like `execFile` of Node, which waits without end for a pipe that another process holds. */
export function execute(
  program: string,
  args: readonly string[],
  options: ExecFileOptions & { readonly encoding?: BufferEncoding },
) {
  const running = start(program, args, options);
  const { child } = running;
  child.once('exit', async () => {
    await outputEnd(child);
    for (const stream of child.stdio) stream?.destroy();
  });
  return running;
}
