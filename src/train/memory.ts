/** How much memory a training process and all that it started use, where the platform tells. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Windows has no process groups, and no tool of its own that adds up a tree. */
export const CAN_MEASURE_MEMORY = process.platform !== 'win32';

/**
 * Resident bytes of a process group. On Linux memory that several of its processes share is counted once (PSS), else once
 * in each.
 *
 * @returns 0 for a group that has ended
 */
export async function memoryOfGroup(group: number): Promise<number> {
  return process.platform === 'linux' ? sumOverProc(group) : sumOverPs(group);
}

async function sumOverProc(group: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const sizes = await Promise.all(pids.map((pid) => sizeIfMember(pid, group)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeIfMember(pid: string, group: number): Promise<number> {
  try {
    // After the name, which may hold anything: state, parent, group, …
    const [, parent = ''] = (await readFile(`/proc/${pid}/stat`, 'latin1')).split(/\) (?=[^)]*$)/);
    if (Number(parent.split(' ')[2]) !== group) return 0;
    const kilobytes = /^Pss:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'latin1'));
    return 1024 * Number(kilobytes?.[1] ?? 0);
  } catch {
    // It has ended meanwhile, which uses no memory.
    return 0;
  }
}

async function sumOverPs(group: number): Promise<number> {
  const { stdout } = await run('ps', ['-A', '-o', 'pgid=,rss=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .reduce((sum, [pgid, kilobytes = 0]) => (pgid === group ? sum + 1024 * kilobytes : sum), 0);
}
