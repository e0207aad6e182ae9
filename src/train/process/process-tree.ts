/**
 * Finds what a training process has started, even in other groups and sessions (`setsid`, daemons, launchers).
 *
 * A process belongs to a run by its group, by its chain of parents, and on Linux by the run's folder in its environment. Not found: an
 * orphan that left the group and cleared its environment, and the work of an older daemon (`docker run`).
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readStat } from '../../child-cpu.ts';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Start time, because process numbers are reused. */
  readonly started: string;
  /** null: unknown */
  readonly residentBytes: number | null;
}

/** Windows has no such list; there `taskkill` walks the tree. */
export const CAN_LIST_PROCESSES = process.platform !== 'win32';

/** Bounds the fight against a program that starts processes faster than they are halted. */
const MAX_ROUNDS = 10;

/**
 * @param root leader of its own group; null once it has ended, because its number may be reused
 * @param marks each a `CONCLUSIVE_RUN_DIR` of the process or of one of its runs
 * @param known processes that belonged to it before
 */
export function processTree(
  root: number | null,
  marks: ReadonlyArray<string | undefined>,
  known: readonly ProcessEntry[] = [],
): readonly ProcessEntry[] {
  const runDirectories = marks.filter((mark) => mark !== undefined);
  const isNothingKnown = root === null && known.length === 0;
  if (isNothingKnown && (process.platform !== 'linux' || runDirectories.length === 0)) return [];
  const all = listProcesses();
  const before = new Map(known.map(({ pid, started }) => [pid, started]));
  const members = new Map<number, ProcessEntry>();
  const isOf = (entry: ProcessEntry) =>
    entry.pid === root ||
    entry.group === root ||
    before.get(entry.pid) === entry.started ||
    isMarked(entry, runDirectories);
  for (const entry of all) if (isOf(entry)) members.set(entry.pid, entry);
  for (let size = -1; size !== members.size; ) {
    size = members.size;
    for (const entry of all) if (members.has(entry.parent)) members.set(entry.pid, entry);
  }
  return [...members.values()];
}

/** Whether one of them has one of the files open; `paths` as /proc names them (Linux). */
export function haveOpen(entries: readonly ProcessEntry[], paths: readonly string[]): boolean {
  return entries.some(({ pid }) => {
    try {
      const folder = `/proc/${pid}/fd`;
      return readdirSync(folder).some((name) => paths.includes(readlinkSync(join(folder, name))));
    } catch {
      // Ended meanwhile, or another user's.
      return false;
    }
  });
}

/** Halts all that is found before it kills, so that nothing starts another process meanwhile. */
export function endProcesses(find: (known: readonly ProcessEntry[]) => readonly ProcessEntry[]): void {
  let known: readonly ProcessEntry[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = find(known);
    if (found.length === known.length) break;
    known = found;
    signalAll(known, 'SIGSTOP');
  }
  signalAll(known, 'SIGKILL');
}

function signalAll(entries: readonly ProcessEntry[], signal: 'SIGSTOP' | 'SIGKILL'): void {
  for (const { pid } of entries) {
    try {
      process.kill(pid, signal);
    } catch {
      // Ended meanwhile, or another user's: neither is ours to end.
    }
  }
}

function isMarked({ pid, started }: ProcessEntry, runDirectories: readonly string[]): boolean {
  if (process.platform !== 'linux') return false;
  if (Number(started) < ownStart()) return false;
  try {
    const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}\0`;
    return runDirectories.some((folder) => environment.includes(`\0CONCLUSIVE_RUN_DIR=${folder}\0`));
  } catch {
    // Ended meanwhile, or another user's.
    return false;
  }
}

let own: number | undefined;

function ownStart(): number {
  own ??= Number(readStat('/proc/self')[START]);
  return own;
}

/** Without zombies. */
function listProcesses(): readonly ProcessEntry[] {
  if (!CAN_LIST_PROCESSES) return [];
  return process.platform === 'linux' ? listProc() : listPs();
}

/**
 * Processes older than this one, by number; they belong to no run. The inode and time of the folder tell a reused number, in a fifth
 * of the time of reading `stat`.
 */
const older = new Map<string, { readonly inode: number; readonly changed: number }>();

/** @param proc where the system shows its processes */
export function listProc(proc = '/proc'): readonly ProcessEntry[] {
  return readdirSync(proc).flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const { ino: inode, ctimeMs: changed } = statSync(`${proc}/${name}`);
      const known = older.get(name);
      if (known?.inode === inode && known.changed === changed) return [];
      const fields = readStat(`${proc}/${name}`);
      if (fields[0] === 'Z' || fields[0] === 'X') return [];
      const started = fields[START] ?? '';
      if (Number(started) < ownStart()) older.set(name, { inode, changed });
      else older.delete(name);
      const parent = Number(fields[1]);
      const group = Number(fields[2]);
      return [{ pid: Number(name), parent, group, started, residentBytes: null }];
    } catch {
      return [];
    }
  });
}

/** Fields of `stat`: state, parent, group, and later the start. */
const START = 19;

function listPs(): readonly ProcessEntry[] {
  const columns = 'pid=,ppid=,pgid=,rss=,stat=,lstart=';
  const { stdout } = spawnSync('ps', ['-A', '-o', columns], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, group, kilobytes, state, ...started] = line.trim().split(/\s+/);
    if (pid === undefined || state === undefined || state.startsWith('Z')) return [];
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        started: started.join(' '),
        residentBytes: 1024 * Number(kilobytes),
      },
    ];
  });
}
