/**
 * Tells who works in a folder that machines share. Process ids differ between hosts and containers, so the holder
 * touches a file regularly. Modification times are compared only with each other, since most file systems use one
 * clock; on others, a difference alone decides nothing.
 */
import { createHash } from 'node:crypto';
import { constants, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, open, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStat } from '../../child-cpu.ts';

const LEASE_FILE = 'lease';
/** Short enough that a beat falls into `PROOF_MS` even if statistics block the holder's thread for ten seconds. */
const BEAT_MS = 2_000;
/** An old lease without a touch in this time is abandoned. */
const PROOF_MS = 15_000;
/** Long statistics delay a holder's beat. */
export const STALE_MS = 120_000;
/** Interval of a watch; there may be hundreds. */
const LOOK_MS = 5_000;
const LOOK_OFTEN_MS = 250;
/** A machine that sleeps does not lose its folder. */
const ABANDONED_MS = 3_600_000;

/**
 * @returns a new folder that this process holds, and a function that releases it; the file is removed with the folder
 */
export async function makeHeldFolder(parent: string): Promise<{ readonly folder: string; release(): void }> {
  const folder = await mkdtemp(join(parent, `${process.pid}-${here()}-`));
  await writeFile(join(folder, LEASE_FILE), '\n');
  return { folder, release: keepHeld(folder) };
}

/** @returns a function that releases a folder which this process made, or took over from one that has ended */
export function keepHeld(folder: string): () => void {
  const path = join(folder, LEASE_FILE);
  let isWriting = false;
  const touch = async () => {
    // Overlapping beats would block all threads on a slow file system.
    if (isWriting) return;
    isWriting = true;
    // r+ does not recreate a removed file. A failed beat is a missed one.
    await writeFile(path, '\n', { flag: 'r+' }).catch(() => {});
    isWriting = false;
  };
  const beat = setInterval(touch, BEAT_MS);
  beat.unref();
  return () => clearInterval(beat);
}

/**
 * @param own a folder next to it that this process holds; files touched after it are recent
 * @returns whether the folder's process may still work there
 */
export async function isHeld(folder: string, own: string): Promise<boolean> {
  return isRunningHere(folder) ?? wasHeldWithin(folder, own, ABANDONED_MS);
}

/** @returns whether a process held the folder within this time, before `own` was last touched */
export async function wasHeldWithin(folder: string, own: string, ms: number): Promise<boolean> {
  // A folder without a lease is being made, or comes from an older version.
  const touched = (await changedAt(join(folder, LEASE_FILE))) ?? (await changedAt(folder));
  const now = await changedAt(join(own, LEASE_FILE));
  return touched !== null && (now === null || now - touched < ms);
}

const HELD_NAME = /^(\d+)-([0-9a-f]+)-\w+$/;

/** Whether a folder may be a held one. */
export function isHeldName(name: string): boolean {
  return HELD_NAME.test(name);
}

/** @returns null for a process of another host */
function isRunningHere(folder: string, started: string | null = null): boolean | null {
  const [, pid, place] = HELD_NAME.exec(basename(folder)) ?? [];
  return place === here() ? isRunning(Number(pid), started) : null;
}

/**
 * @param started when the process says that it has started (`startOf`)
 * @returns whether the folder's process works now. Of another host this is seen by its next beat, so that no clocks are compared
 */
export async function isActive(
  folder: string,
  proofMs = PROOF_MS,
  started: string | null = null,
): Promise<boolean> {
  const here = isRunningHere(folder, started);
  if (here !== null) return here;
  const path = join(folder, LEASE_FILE);
  return isTouched(path, await changedAt(path), proofMs);
}

async function isTouched(path: string, first: number | null, proofMs: number): Promise<boolean> {
  for (const since = performance.now(); performance.now() - since < proofMs; await sleep(LOOK_OFTEN_MS)) {
    const now = await changedAt(path);
    if (now !== null && now !== first) return true;
  }
  return false;
}

export interface LeaseWatch {
  readonly folder: string;
  readonly staleMs: number;
}

/**
 * Whether a process holds the folder, as another machine sees it: its own, or one that took it over.
 *
 * @param mark a file just written on the same file system
 */
export async function isLed({ folder, staleMs }: LeaseWatch, mark: string): Promise<boolean> {
  const path = join(folder, LEASE_FILE);
  const [changed, marked] = await Promise.all([path, mark].map(changedAt));
  if (changed == null || marked == null) return false;
  // A job may start days after its coordinator ended. Or clocks differ, and the next beat shows it.
  return marked - changed <= staleMs || isTouched(path, changed, PROOF_MS);
}

/**
 * Watches a folder that another process holds, or held until it was killed.
 *
 * @param mark a file in there
 * @param onLost called once, when lease or mark is gone
 * @returns ends the watch
 */
export function watchLease({ folder, staleMs }: LeaseWatch, mark: string, onLost: () => void): () => void {
  const path = join(folder, LEASE_FILE);
  let isOver = false;
  const look = async () => {
    const isThere = (await Promise.all([path, mark].map(changedAt))).every((at) => at !== null);
    if (isOver) return;
    if (isThere) timer = setTimeout(look, Math.min(LOOK_MS, staleMs / 4));
    else onLost();
  };
  let timer = setTimeout(look, 0);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** A run may have put a pipe in the place of a lease. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * Opens the file, because network file systems answer `stat` from a cache.
 *
 * @returns null if it is missing
 */
async function changedAt(path: string): Promise<number | null> {
  try {
    const file = await open(path, READ);
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

/** Scope of process ids: the host since its start, and on Linux the process namespace. */
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
    return '';
  }
}

/** @returns the clock ticks from the start of the machine to that of the process; null where the system does not tell */
export function startOf(pid: number): string | null {
  return stateOf(pid)?.started ?? null;
}

function stateOf(pid: number): { readonly isZombie: boolean; readonly started: string | undefined } | null {
  try {
    const fields = readStat(`/proc/${pid}`);
    return { isZombie: fields[0] === 'Z' || fields[0] === 'X', started: fields[19] };
  } catch {
    return null;
  }
}

/** @param started tells a number that is reused, as always by the first processes of a container */
function isRunning(pid: number, started: string | null): boolean {
  try {
    process.kill(pid, 0);
    const state = stateOf(pid);
    return state === null || !(state.isZombie || (started !== null && state.started !== started));
  } catch (error) {
    // EPERM means that it runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
