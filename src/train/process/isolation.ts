/**
 * Keeps a run's hands off what other runs are judged by. On Linux, where the kernel gives user namespaces to everybody, a run sees the
 * output folder read-only, but for its own part: the code of other models, their work trees, records and environments are out of its reach.
 * In a namespace of its own it can neither trace this program nor become another user.
 *
 * Mounts belong to an outer namespace and the run to an inner one, so that the run has no rights over them. Root keeps its rights over files of
 * all users, as in a container whose workspace is another user's: it may map them all.
 */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProcessOutcome, runProcess } from './run-process.ts';

export interface IsolatedProcess {
  readonly argv: readonly string[];
  /** Where it is started. */
  readonly directory: string;
  /** Folders in the output that it may write to. */
  readonly writable: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** @returns program and arguments that start it so */
export type Isolate = (process: IsolatedProcess) => readonly string[];

/**
 * What something is mounted on cannot be renamed, so the folders above the output are, too: else a run could put another tree in their place.
 * The current folder is entered anew: the one that the process was started in is still that of the writable disk. Users of a namespace can be
 * mapped by a process outside of it alone, which a grandchild is; it ends before the run begins.
 */
const SCRIPT = `
output=$1 program=$2 directory=$3 user=$4 group=$5 above=$6 count=$7 mount=$8 unshare=$9
shift 9
sh=$1 all=$2
shift 2
while [ "$above" -gt 0 ]; do
  "$mount" --rbind "$1" "$1" || exit 125
  shift
  above=$((above - 1))
done
while [ "$count" -gt 0 ]; do
  "$mount" --bind "$1" "$1" || exit 125
  shift
  count=$((count - 1))
done
for folder in "$program" "$output"; do
  "$mount" --rbind "$folder" "$folder" && "$mount" -o remount,bind,ro "$folder" || exit 125
done
cd "$directory" || exit 125
[ "$all" = all ] || exec "$unshare" --user --map-user="$user" --map-group="$group" -- "$@"
same() { while read -r first _ count; do echo "$first $first $count"; done < "/proc/self/$1"; }
users=$(same uid_map) groups=$(same gid_map) own=$(readlink /proc/self/ns/user)
( {
  while [ "$(readlink "/proc/$$/ns/user")" = "$own" ]; do :; done
  echo "$groups" > "/proc/$$/gid_map" && echo "$users" > "/proc/$$/uid_map"
} > /dev/null 2>&1 & )
exec "$unshare" --user -- "$sh" -c '
tries=0
until read -r _ < /proc/self/uid_map; do
  tries=$((tries + 1))
  [ "$tries" -lt 100000 ] || exit 125
done
exec "$0" -- "$@"' "$unshare" "$@"
`;
/** `dist`: a later step of the job runs it again. */
const PROGRAM = dirname(fileURLToPath(import.meta.url));
const NOT_STARTED = /^unshare: failed to execute .*: ([^:\n]+)$/m;
const PROBE_MS = 20_000;
const REFUSED = /\b(?:EACCES|EPERM|EROFS|permission denied|operation not permitted|read-only file system)\b/i;

/**
 * @param output folder of records, work trees and environments
 * @param scratch a folder in it, of this process alone
 * @returns null where the platform does not allow it
 */
export async function openIsolation(output: string, scratch: string): Promise<Isolate | null> {
  if (process.platform !== 'linux') return null;
  const { getuid, getgid } = process;
  if (getuid === undefined || getgid === undefined) return null;
  const [user, group] = [String(getuid()), String(getgid())];
  const [sh, mount, unshare] = ['sh', 'mount', 'unshare'].map((name) => toolAt(name, output));
  if (sh === undefined || mount === undefined || unshare === undefined) return null;
  const isolateAs =
    (users: 'all' | 'own'): Isolate =>
    ({ argv, directory, writable }) => {
      const own = writable.filter((path) => isInside(output, path));
      const above = [...new Set([...foldersAbove(output), ...foldersAbove(PROGRAM)])];
      // Slaves: what the machine mounts meanwhile (autofs) is seen, and nothing goes back.
      const outer = [unshare, ...(users === 'all' ? [] : ['--user', '--map-root-user'])];
      outer.push('--mount', '--propagation', 'slave', '--');
      return [
        ...outer,
        ...[
          sh,
          '-c',
          SCRIPT,
          'isolate',
          output,
          PROGRAM,
          directory,
          user,
          group,
          String(above.length),
          String(own.length),
          mount,
          unshare,
          sh,
          users,
        ],
        ...above,
        ...own,
        ...argv,
      ];
    };
  for (const users of user === '0' ? (['all', 'own'] as const) : (['own'] as const)) {
    const isolate = isolateAs(users);
    if (await works(scratch, isolate)) return isolate;
  }
  return null;
}

/** Tried with a folder that may be written to and one that may not. */
async function works(scratch: string, isolate: Isolate): Promise<boolean> {
  const folder = await mkdtemp(join(scratch, 'probe-'));
  try {
    const environment = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
    const program = 'echo 1 > ./own && ! (echo 1 > "$1/other") 2> /dev/null';
    const outcome = await runProcess({
      argv: isolate({
        argv: ['sh', '-c', program, 'probe', scratch],
        directory: folder,
        writable: [folder],
        environment,
      }),
      directory: folder,
      environment,
      timeoutMs: PROBE_MS,
      signal: new AbortController().signal,
    });
    const written = await readFile(join(folder, 'own'), 'utf8').catch(() => '');
    return outcome.kind === 'exited' && outcome.exitCode === 0 && written === '1\n';
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(join(scratch, 'other'), { force: true });
  }
}

/** A program whose first line names one that is not there is found only when it is started. */
export function withoutIsolation(outcome: ProcessOutcome): ProcessOutcome {
  if (outcome.kind !== 'exited' || (outcome.exitCode !== 126 && outcome.exitCode !== 127)) return outcome;
  const [, reason] = NOT_STARTED.exec(outcome.tail) ?? [];
  if (reason === undefined) return outcome;
  const code = outcome.exitCode === 126 ? 'EACCES' : 'ENOENT';
  return { ...outcome, kind: 'not-started', error: Object.assign(new Error(`${code}: ${reason}`), { code }) };
}

/** What is said of a program that failed where runs are kept apart, if its words may come from that; else ''. */
export function isolationHint(printed: string): string {
  return REFUSED.test(printed)
    ? '; runs are isolated here: if the program needs files of other users, sudo or a shared output folder, set trainer.isolation: false'
    : '';
}

/** By this program's own PATH, never by a run's: what setup installs comes first there, and may have the same name. */
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

/** Those that this user could rename, the highest first. */
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
