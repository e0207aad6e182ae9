/**
 * Protects what other runs are judged by. With Linux user namespaces, a run can write only to its own part of the output folder. It
 * cannot trace this program or become another user, and in a process namespace it can signal only itself.
 *
 * Mounts belong to an outer namespace and the run to an inner one, so the run has no rights over them. Root may map all users, as in a
 * container whose workspace belongs to another user.
 */

import { randomInt } from 'node:crypto';
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isolationScript, mountTable, PROCESS_TOOLS, TOOLS } from './isolation-script.ts';
import { type ProcessOutcome, type ProcessRequest, runProcess } from './run-process.ts';

export interface IsolatedProcess {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly writable: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export type Isolated = Pick<ProcessRequest, 'argv' | 'isWaitedFor'>;

export interface Isolate {
  (process: IsolatedProcess): Isolated;
  /** Whether a run sees only its own processes, which end with it. */
  readonly hasOwnProcesses: boolean;
}

/** `dist`, which a later step of the job may run again. */
const PROGRAM = dirname(fileURLToPath(import.meta.url));
const NOT_STARTED = /^unshare: failed to execute .*: ([^:\n]+)$/m;
const PROBE_MS = 20_000;
/** Daemons have lower numbers, and so has a namespace that wraps around. */
const LOWEST_PID = 1_000;
/** A prime, so that numbers recur late. */
const PIDS_OF_RUN = 1_009;
const BINARY_FORMATS = '/proc/sys/fs/binfmt_misc';
const REFUSED = /\b(?:EACCES|EPERM|EROFS|permission denied|operation not permitted|read-only file system)\b/i;

/**
 * @param output folder of records, work trees and environments
 * @param scratch folder in it for this process alone
 * @param others further folders that no run may write to, such as the data of git
 * @returns the strongest isolation that works here; null if none does
 */
export async function openIsolation(
  output: string,
  scratch: string,
  others: readonly string[] = [],
): Promise<Isolate | null> {
  if (process.platform !== 'linux') return null;
  const user = process.getuid?.();
  const group = process.getgid?.();
  if (user === undefined || group === undefined) return null;
  const tools = findTools(TOOLS, output);
  if (tools === null) return null;
  const ofProcesses = findTools(PROCESS_TOOLS, output);
  const firstPid = await openNumbers();
  const readOnly = [PROGRAM, ...others, output];
  const above = [...new Set(readOnly.flatMap(foldersAbove))];
  const table = join(scratch, 'mounts');
  await writeFile(table, mountTable([...above, ...readOnly]));
  const isolateWith = (hasAllUsers: boolean, hasOwnProcesses: boolean): Isolate => {
    const used = { ...tools, ofProcesses: hasOwnProcesses ? ofProcesses : null };
    const namespaces = ['--mount', ...(hasAllUsers ? [] : ['--user', '--map-root-user'])];
    if (hasOwnProcesses) namespaces.push('--pid');
    const isolate = ({ argv, directory, writable }: IsolatedProcess): Isolated => {
      const view = {
        ...{ above, readOnly, table },
        writable: writable.filter((path) => isInside(output, path)),
        firstPid: firstPid(),
        directory,
        hasAllUsers,
        user,
        group,
      };
      // `slave` shows later mounts of the machine (autofs), and passes none back.
      const outer = [tools.unshare, ...namespaces, '--propagation', 'slave', '--'];
      return {
        argv: [...outer, tools.sh, '-c', isolationScript(view, used), 'isolate', ...argv],
        isWaitedFor: hasOwnProcesses,
      };
    };
    return Object.assign(isolate, { hasOwnProcesses });
  };
  for (const hasAllUsers of user === 0 ? [true, false] : [false])
    for (const hasOwnProcesses of [true, false]) {
      if (hasOwnProcesses && (ofProcesses === null || (hasAllUsers && !(await isProcWhole())))) continue;
      const isolate = isolateWith(hasAllUsers, hasOwnProcesses);
      if (await works(scratch, isolate)) return isolate;
    }
  return null;
}

/** Tries a writable folder, a read-only one, and an end by SIGKILL, which some versions of `nsenter` do not pass on. */
async function works(scratch: string, isolate: Isolate): Promise<boolean> {
  const folder = await mkdtemp(join(scratch, 'probe-'));
  try {
    const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
    const isApart = isolate.hasOwnProcesses ? '!=' : '=';
    const program = `[ "$(readlink /proc/self/ns/pid)" ${isApart} "$2" ] && echo 1 > ./own && ! (echo 1 > "$1/other") 2> /dev/null && kill -KILL $$`;
    const argv = ['sh', '-c', program, 'probe', scratch, await readlink('/proc/self/ns/pid')];
    const outcome = await runProcess({
      ...isolate({ argv, directory: folder, writable: [folder], environment }),
      directory: folder,
      environment,
      timeoutMs: PROBE_MS,
      signal: new AbortController().signal,
    });
    const written = await readFile(join(folder, 'own'), 'utf8').catch(() => '');
    return outcome.kind === 'killed' && outcome.by === 'SIGKILL' && written === '1\n';
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(join(scratch, 'other'), { force: true });
  }
}

/** Containers hide parts of /proc by mounts. As root, a second /proc would show them to a run. */
async function isProcWhole(): Promise<boolean> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' '));
  const isWritable = mounts.some(([, , , , place, flags]) => place === '/proc' && flags?.startsWith('rw'));
  const hidden = mounts.filter(([, , , , place]) => place?.startsWith('/proc/') && place !== BINARY_FORMATS);
  return isWritable && hidden.length === 0;
}

/** @returns first process numbers, far apart, and likely different from those of another experiment */
async function openNumbers(): Promise<() => number> {
  const most = Number(await readFile('/proc/sys/kernel/pid_max', 'utf8'));
  const count = Math.max(1, most - 2 * LOWEST_PID);
  let place = randomInt(count);
  return () => {
    place = (place + PIDS_OF_RUN) % count;
    return LOWEST_PID + place;
  };
}

/** A missing program, or interpreter of its first line, shows only when it is started. */
export function withoutIsolation(outcome: ProcessOutcome): ProcessOutcome {
  if (outcome.kind !== 'exited' || (outcome.exitCode !== 126 && outcome.exitCode !== 127)) return outcome;
  const [, reason] = NOT_STARTED.exec(outcome.tail) ?? [];
  if (reason === undefined) return outcome;
  const code = outcome.exitCode === 126 ? 'EACCES' : 'ENOENT';
  return { ...outcome, kind: 'not-started', error: Object.assign(new Error(`${code}: ${reason}`), { code }) };
}

/** A hint if the failure may come from isolation; else ''. */
export function isolationHint(printed: string): string {
  return REFUSED.test(printed)
    ? '; runs are isolated here: if the program needs files of other users, sudo or a shared output folder, set trainer.isolation: false'
    : '';
}

function findTools<const Name extends string>(
  names: readonly Name[],
  output: string,
): Readonly<Record<Name, string>> | null {
  const found = names.map((name) => [name, toolAt(name, output)] as const);
  return found.every(([, path]) => path !== undefined)
    ? (Object.fromEntries(found) as Record<Name, string>)
    : null;
}

/** By Conclusive's PATH, not a run's, where `setup` may have installed tools of the same name. */
function toolAt(name: string, output: string): string | undefined {
  const places = [...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute), '/usr/bin', '/bin'];
  return places
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile() && !isInside(output, realpathSync(path));
      } catch {
        return false;
      }
    });
}

/** Parent folders that this user could rename, highest first. */
function foldersAbove(path: string): readonly string[] {
  const parent = dirname(path);
  if (parent === path || dirname(parent) === parent) return [];
  const isMovable = (() => {
    try {
      accessSync(dirname(parent), constants.W_OK);
      return true;
    } catch {
      return false;
    }
  })();
  return [...foldersAbove(parent), ...(isMovable ? [parent] : [])];
}

function isInside(folder: string, path: string): boolean {
  const own = relative(folder, path);
  return own !== '' && !isAbsolute(own) && own.split(sep)[0] !== '..';
}
