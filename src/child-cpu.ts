/**
 * CPU time of a program with the processes that it waited for. Linux adds it to that of this process when Node learns of the end, so
 * the growth of our own count is exact. The ends that Node learns of at once have to share it.
 */
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

/** Fields of `stat` after the name: two times of the process and two of children that it waited for. */
const FLAGS = 6;
const OWN_TIMES = 11;
const CHILD_TIMES = 13;
/** The kernel's `PF_EXITING`, also of a process that nobody has waited for. */
const IS_ENDING = 4;
/** `USER_HZ` of all platforms that Node runs on. */
const TICKS_A_SECOND = 100;
/** More than `stat` ever has. */
const statBytes = Buffer.alloc(4096);

/**
 * A read of known length takes half the time, for all processes of the machine at every end of a run.
 *
 * @returns the fields after the name, which may hold anything
 */
export function readStat(folder: string): readonly string[] {
  const file = openSync(`${folder}/stat`, 'r');
  try {
    const text = statBytes.toString('latin1', 0, readSync(file, statBytes, 0, statBytes.length, 0));
    return text.slice(text.lastIndexOf(')') + 2).split(' ', 20);
  } finally {
    closeSync(file);
  }
}

/** @param from `CHILD_TIMES` without the process itself */
function cpuIn(fields: readonly string[], from = OWN_TIMES): number {
  const times = fields.slice(from, CHILD_TIMES + 2);
  return times.reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
}

interface Ended {
  /** Read while it ended. null: Node learned of its end before */
  readonly seen: number | null;
  settle(seconds: number | null): void;
}

let counted = countEnded();
let together: Ended[] = [];

/**
 * Call for every child of this process when it has started.
 *
 * @returns once the child has ended; null where the system does not tell
 */
export function cpuOfChild(child: ChildProcess): Promise<number | null> {
  let seen: number | null = null;
  const look = () => {
    const fields = orNull(() => readStat(`/proc/${child.pid}`));
    // A program may close its output long before its end.
    if (Number(fields?.[FLAGS]) & IS_ENDING) seen = cpuIn(fields ?? []);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.once('end', look);
  return new Promise((settle) => {
    child.once('exit', () => {
      if (together.length === 0) setImmediate(share);
      together.push({ seen, settle });
    });
  });
}

/** The event loop tells all ends that it has learned of before this. */
function share(): void {
  const ended = together;
  together = [];
  const now = countEnded();
  const grown = now === null || counted === null ? null : now - counted;
  counted = now;
  const unseen = ended.filter(({ seen }) => seen === null).length;
  const known = ended.reduce((sum, { seen }) => sum + (seen ?? 0), 0);
  for (const { seen, settle } of ended) {
    if (grown === null) settle(null);
    else if (seen === null) settle(inTicks(Math.max(0, grown - known) / unseen));
    // They used the rest after their last reading.
    else if (unseen === 0) settle(inTicks(seen + (grown - known) / ended.length));
    else settle(seen);
  }
}

function inTicks(seconds: number): number {
  return Math.round(seconds * TICKS_A_SECOND) / TICKS_A_SECOND;
}

function countEnded(): number | null {
  return orNull(() => cpuIn(readStat('/proc/self'), CHILD_TIMES));
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return process.platform === 'linux' ? read() : null;
  } catch {
    return null;
  }
}
