/** Waits until a program's output has been read completely. Its exit is not enough, since pipes may still hold output. */
import { type ChildProcess, type ExecFileOptions, execFile } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cpuOfChild } from './child-cpu.ts';

/** Time for processes that outlive a program and complete its output, such as `tee` in `> >(tee log)`. */
export const OUTPUT_GRACE_MS = 2_000;

/**
 * Call when the program has exited, with its streams flowing. Settles when all its pipes have ended. If another process
 * still holds one after `graceMs`, it settles when everything in the pipe has been read.
 *
 * @returns whether all have ended
 */
export async function outputEnd(child: ChildProcess, graceMs = OUTPUT_GRACE_MS): Promise<boolean> {
  const open = child.stdio.slice(1).filter((stream) => stream != null && !stream.closed);
  if (open.length === 0) return true;
  let timer: NodeJS.Timeout | undefined;
  const ends = open.map((stream) => new Promise<void>((settle) => stream?.once('close', settle)));
  const grace = new Promise<boolean>((settle) => {
    timer = setTimeout(settle, graceMs, false);
  });
  const hasEnded = await Promise.race([Promise.all(ends).then(() => true), grace]);
  clearTimeout(timer);
  if (!hasEnded) await loopTurn();
  return hasEnded;
}

/**
 * Settles when everything that was in a pipe at the call has been read: Node polls all pipes once per turn and reads more
 * than a pipe can hold.
 */
export async function loopTurn(): Promise<void> {
  // The first turn may come before the next poll.
  await nextTurn();
  await nextTurn();
}

const start = promisify(execFile);
let haveOthers = false;

/** Whether a program other than git has started, which may change git's config. */
export function haveOthersStarted(): boolean {
  return haveOthers;
}

/** Call before a program is started by other means than `execute`. */
export function noteOtherProgram(): void {
  haveOthers = true;
}

/** Like Node's `execFile`, which waits without end for a pipe that another process holds. */
export function execute(
  program: string,
  args: readonly string[],
  options: ExecFileOptions & { readonly encoding?: BufferEncoding },
) {
  if (program !== 'git') noteOtherProgram();
  const running = start(program, args, options);
  const { child } = running;
  void cpuOfChild(child);
  child.once('exit', async () => {
    await outputEnd(child);
    for (const stream of child.stdio) stream?.destroy();
  });
  return running;
}
