import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Isolate, openIsolation } from '../../src/train/process/isolation.ts';

/** Whether this machine keeps runs apart. */
export async function isolates(): Promise<boolean> {
  return (await findIsolation()) !== null;
}

/** Whether it keeps their processes apart, too. */
export async function separatesProcesses(): Promise<boolean> {
  return (await findIsolation())?.hasOwnProcesses === true;
}

async function findIsolation(): Promise<Isolate | null> {
  const folder = mkdtempSync(join(tmpdir(), 'conclusive-probe-'));
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  const isolate = await openIsolation(folder, scratch);
  rmSync(folder, { recursive: true });
  return isolate;
}
