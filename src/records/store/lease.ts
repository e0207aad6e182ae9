/**
 * Who works in a folder that several machines may share. A process number tells nothing there: it is another process on the next host, and in
 * the next container. So the holder of a folder touches a file in it now and then, and whoever sees that it no longer does may act on it.
 *
 * Times of change are compared with each other and never with a clock: most file systems tell them by one clock, their own. Where they are those of
 * the machines, a difference alone decides nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, open, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';

const LEASE_FILE = 'lease';
/** So often that one falls into `PROOF_MS` even if statistics keep the only thread of a holder for ten seconds of it. */
const BEAT_MS = 2_000;
/** Without a touch in this time, a lease that was old when it was first seen is nobody's. */
const PROOF_MS = 15_000;
/** Long statistics keep the only thread of a holder from its beat for a while. */
export const STALE_MS = 120_000;
/** Between two looks of whoever watches it; there may be hundreds. */
const LOOK_MS = 5_000;
/** A machine that sleeps for a while does not lose its folder to another one. */
const ABANDONED_MS = 3_600_000;

/** @returns a new folder that this process holds, and what releases it: the file stays, and goes with the folder */
export async function makeHeldFolder(parent: string): Promise<{ readonly folder: string; release(): void }> {
  const folder = await mkdtemp(join(parent, `${process.pid}-${here()}-`));
  const path = join(folder, LEASE_FILE);
  await writeFile(path, '\n');
  let isWriting = false;
  const touch = async () => {
    // On a slow file system they would pile up, and leave no thread to other files.
    if (isWriting) return;
    isWriting = true;
    // r+: what was removed is not made again. A beat that fails is one that is missed.
    await writeFile(path, '\n', { flag: 'r+' }).catch(() => {});
    isWriting = false;
  };
  const beat = setInterval(touch, BEAT_MS);
  beat.unref();
  return { folder, release: () => clearInterval(beat) };
}

/**
 * @param own a folder beside it that this process holds: what has been touched after it is of today
 * @returns whether the process that made the folder may still be at work there
 */
export async function isHeld(folder: string, own: string): Promise<boolean> {
  const [, pid, place] = /^(\d+)-([0-9a-f]+)-/.exec(basename(folder)) ?? [];
  if (place === here()) return isRunning(Number(pid));
  // Without a lease it is being made, or was left by a version that had none.
  const touched = (await changedAt(join(folder, LEASE_FILE))) ?? (await changedAt(folder));
  const now = await changedAt(join(own, LEASE_FILE));
  return touched !== null && (now === null || now - touched < ABANDONED_MS);
}

export interface LeaseWatch {
  /** Whose lease it is. */
  readonly folder: string;
  readonly staleMs: number;
}

/**
 * Watches the lease of another process, which may be on another machine.
 *
 * @param mark a file that has just been written on the same file system
 * @param onLost called once, when the lease or the mark is gone, or nobody has touched the lease for too long
 * @returns ends the watch
 */
export function watchLease({ folder, staleMs }: LeaseWatch, mark: string, onLost: () => void): () => void {
  const path = join(folder, LEASE_FILE);
  let [seen, seenAt]: [number | null, number] = [null, performance.now()];
  let isOver = false;
  const look = async () => {
    const [changed, marked] = await Promise.all([path, mark].map(changedAt));
    const now = performance.now();
    const isThere = changed != null && marked != null;
    if (isThere && changed !== seen) {
      // A job that waited for days may begin long after its coordinator has gone. Or the clocks of two machines differ, and the next beat shows it.
      const isLongAgo = seen === null && marked - changed > staleMs;
      [seen, seenAt] = [changed, isLongAgo ? now - staleMs + Math.min(PROOF_MS, staleMs / 4) : now];
    }
    if (isOver) return;
    const leftMs = isThere ? staleMs - (now - seenAt) : 0;
    if (leftMs > 0) timer = setTimeout(look, Math.min(LOOK_MS, staleMs / 4, leftMs));
    else onLost();
  };
  let timer = setTimeout(look, 0);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Opened, and not only asked for: network file systems answer from a cache until a file is opened. @returns null where it is not there */
async function changedAt(path: string): Promise<number | null> {
  try {
    const file = await open(path);
    try {
      return (await file.stat()).mtimeMs;
    } finally {
      await file.close();
    }
  } catch (error) {
    // A folder cannot be opened everywhere.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    return stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
  }
}

let known: string | undefined;

/** Where a process number names one process: the host since its start, and on Linux the namespace of processes. */
function here(): string {
  known ??= createHash('sha256')
    .update(hostname())
    .update(tell(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')))
    .update(tell(() => readlinkSync('/proc/self/ns/pid')))
    .digest('hex')
    .slice(0, 12);
  return known;
}

function tell(read: () => string): string {
  try {
    return read();
  } catch {
    // Not on this platform.
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
