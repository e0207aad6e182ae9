/** Progress of a process that trains, in its held folder. It shows no results. */
import { join } from 'node:path';
import { z } from 'zod';
import { readWhole } from '../../files/open-file.ts';
import { writeAtomically } from './write-atomically.ts';

const FILE = 'done.json';
const MAX_BYTES = 4096;

const count = z.number().int().min(0);
const workDoneSchema = z.strictObject({
  /** Runs trained by this process, and at most. */
  trained: count,
  most: count,
  /** The look that is trained for, from 1; null for runs of checks. */
  look: count.nullable(),
  looks: count,
});
export type WorkDone = z.infer<typeof workDoneSchema>;

export function keepWorkDone(folder: string, done: WorkDone): void {
  // A missing count is not worth an error.
  writeAtomically(join(folder, FILE), [JSON.stringify(done)], 'nothing').catch(() => {});
}

/** @returns null before the first run, and for an unreadable file */
export function readWorkDone(folder: string): WorkDone | null {
  try {
    return workDoneSchema.parse(JSON.parse(readWhole(join(folder, FILE), MAX_BYTES).toString()));
  } catch {
    return null;
  }
}
