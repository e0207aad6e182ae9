/**
 * Keeps two processes from training the same runs in one output folder. Each says in its held folder (`lease.ts`) who it is. A process
 * that has ended holds nothing, so no lock is ever broken.
 */
import { readdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../../config/user-error.ts';
import { readWhole, whyUnusable } from '../../files/open-file.ts';
import { isActive, isHeldName, startOf } from './lease.ts';
import { writeAtomically } from './write-atomically.ts';

const HOLDER_FILE = 'holder.json';
const MAX_HOLDER_BYTES = 4096;
/** Processes that start at once withdraw their claims and try again. */
const TRIES = 10;
const PAUSE_MS = 200;

const holderSchema = z.strictObject({
  host: z.string().regex(/^[\w.-]{1,255}$/),
  process: z.number().int().min(1),
  since: z.iso.datetime(),
  /** When the process started, in system ticks: another process may get its number later. */
  started: z.string().nullable(),
  /** Null: all runs. */
  shard: z.strictObject({ index: z.number().int(), of: z.number().int() }).nullable(),
});

type Holder = z.infer<typeof holderSchema>;

/**
 * @param own the held folder of this process
 * @param shard part of the experiment that it trains
 * @param proofMs time in which a process of another host must touch its folder
 * @returns folders of ended processes that trained runs of this part
 * @throws UserError if another process may train the same runs
 */
export async function claimOutput(
  own: string,
  shard: Holder['shard'] = null,
  proofMs?: number,
): Promise<readonly string[]> {
  const path = join(own, HOLDER_FILE);
  const claim: Holder = {
    host: hostname(),
    process: process.pid,
    since: new Date().toISOString(),
    started: startOf(process.pid),
    shard,
  };
  const ended = new Set<string>();
  for (let tries = 1; ; tries += 1) {
    // An earlier claim wins.
    await refuseHeld();
    await writeAtomically(path, [JSON.stringify(claim)], 'nothing');
    try {
      await refuseHeld();
      return [...ended].sort().map((name) => join(dirname(own), name));
    } catch (error) {
      await rm(path);
      if (tries === TRIES) throw error;
    }
    await sleep(PAUSE_MS * Math.random());
  }

  async function refuseHeld(): Promise<void> {
    const parent = dirname(own);
    const others = (await readdir(parent)).filter(
      (name) => isHeldName(name) && name !== basename(own) && !ended.has(name),
    );
    // At once, because the sign of a process on another host takes long to be missed.
    await Promise.all(
      others.sort().map(async (name) => {
        const held = whyRefused(join(parent, name), shard);
        if (held === null) return;
        if (await isActive(join(parent, name), proofMs, held.started)) throw new UserError(held.refusal);
        ended.add(name);
      }),
    );
  }
}

/** Claims the folder when it is first called: a process that finds all its runs on record disturbs nobody. */
export function claimOnce(own: string, onClaimed: (ended: readonly string[]) => void): () => Promise<void> {
  let claimed: Promise<void> | undefined;
  return () => {
    claimed ??= claimOutput(own).then(onClaimed);
    return claimed;
  };
}

/** @returns what to tell the user if the process of this folder works; null if that does not matter */
function whyRefused(
  folder: string,
  shard: Holder['shard'],
): { readonly refusal: string; readonly started: string | null } | null {
  const path = join(folder, HOLDER_FILE);
  try {
    // Network file systems cache the absence of a single file, but not a listing.
    if (!readdirSync(folder).includes(HOLDER_FILE)) return null;
    const holder = holderSchema.parse(JSON.parse(readWhole(path, MAX_HOLDER_BYTES).toString()));
    if (areApart(shard, holder.shard)) return null;
    const output = dirname(dirname(folder));
    const refusal = `process ${holder.process} on ${holder.host} has been training in ${output} since ${holder.since}; wait until it has ended, because the same command then reuses its runs, or choose another folder with --output`;
    return { refusal, started: holder.started };
  } catch (error) {
    // ENOTDIR: a file lies among the folders.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const isInvalid = error instanceof SyntaxError || error instanceof z.ZodError;
    const refusal = `${path} ${isInvalid ? 'is not valid' : whyUnusable(error)}, so it is unknown who trains in this folder; choose another with --output, or remove ${folder} if no process does`;
    return { refusal, started: null };
  }
}

/** Two shards of one division have no run in common. */
function areApart(one: Holder['shard'], other: Holder['shard']): boolean {
  return one !== null && other !== null && one.of === other.of && one.index !== other.index;
}
