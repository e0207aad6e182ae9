/** The shell script that puts a process into its namespaces and then becomes the program. */

export const TOOLS = ['sh', 'mount', 'unshare'] as const;
/** Further tools of a process namespace. */
export const PROCESS_TOOLS = ['nsenter', 'setsid', 'sleep'] as const;
/** Absolute paths. */
export type Tools = Readonly<Record<(typeof TOOLS)[number], string>> & {
  /** Null: the program shares the processes of the machine. */
  readonly ofProcesses: Readonly<Record<(typeof PROCESS_TOOLS)[number], string>> | null;
};

export interface View {
  readonly directory: string;
  /** Folders above the read-only ones. As mounts they cannot be renamed, so no run can replace them. */
  readonly above: readonly string[];
  /** File of `mountTable` for these folders. */
  readonly table: string;
  readonly readOnly: readonly string[];
  /** Folders in the read-only ones that the program may write to. */
  readonly writable: readonly string[];
  /** Whether the program sees the owners of all files; needs root. */
  readonly hasAllUsers: boolean;
  readonly user: number;
  readonly group: number;
  /** First process number. Programs name temporary files by it, so parallel runs need different ones. */
  readonly firstPid: number;
}

/** @returns a script that takes the program's arguments and exits with 125 if a step fails */
export function isolationScript(view: View, tools: Tools): string {
  const mount = quoteForShell(tools.mount);
  const orFail = '|| exit 125';
  const bind = (kind: string) => (folder: string) =>
    `${mount} --${kind} ${quoteForShell(folder)} ${quoteForShell(folder)}`;
  const readOnly = view.readOnly
    .map((folder) => `${mount} -o remount,bind,ro ${quoteForShell(folder)}`)
    .join(' && ');
  const isCovered = (folder: string) => view.writable.some((other) => folder.startsWith(`${other}/`));
  return [
    ...(tools.ofProcesses === null ? [] : beginProcesses(view.firstPid, tools)),
    ...view.writable
      .filter((folder) => !isCovered(folder))
      .map((folder) => `${bind('bind')(folder)} ${orFail}`),
    // One process binds all folders, and skips those that are mounts already. Else each is bound by its own.
    `{ ${mount} --all --fstab ${quoteForShell(view.table)} && ${readOnly}; } 2> /dev/null ||
{ ${[...view.above, ...view.readOnly].map(bind('rbind')).join(' && ')} && ${readOnly}; } ${orFail}`,
    // Without this, the current folder would still be on the writable mount.
    `cd ${quoteForShell(view.directory)} ${orFail}`,
    tools.ofProcesses === null
      ? `${view.hasAllUsers ? '' : 'exec '}${becomeProgram(view, tools)}`
      : enterProcesses(view, tools),
  ].join('\n');
}

/** @returns lines of an fstab that bind folders to themselves, with what is mounted in them */
export function mountTable(folders: readonly string[]): string {
  const escaped = folders.map((folder) =>
    folder.replace(/[ \t\n\\]/g, (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`),
  );
  return escaped.map((folder) => `${folder} ${folder} none rbind\n`).join('');
}

/**
 * The first process of a namespace reaps the others, which die with it. It is killed with the program's group, or ends by itself
 * within 30 s of the waiting process. It holds none of the run's pipes.
 */
function beginProcesses(firstPid: number, { ofProcesses }: Tools): readonly string[] {
  const { sleep = '' } = ofProcesses ?? {};
  return [
    `(while [ -d /proc/$$ ]; do ${quoteForShell(sleep)} 30; done) < /dev/null > /dev/null 2>&1 3>&- &`,
    `(echo ${firstPid - 1} > /proc/sys/kernel/ns_last_pid) || exit 125`,
  ];
}

/**
 * `nsenter` stays outside of the namespace and ends by the same signal or code as the program. The program cannot be the first
 * process, which ignores signals without a handler, such as that of `abort()`. It leads a session, so that signals to its group stay
 * inside.
 */
function enterProcesses(view: View, tools: Tools): string {
  const { nsenter = '', setsid = '' } = tools.ofProcesses ?? {};
  const enter = `${quoteForShell(nsenter)} --pid=/proc/self/ns/pid_for_children -- ${quoteForShell(setsid)}`;
  const show = `${quoteForShell(tools.unshare)} --mount-proc --propagation slave --`;
  if (!view.hasAllUsers) return `exec ${enter} ${show} ${becomeProgram(view, tools)}`;
  const inside = quoteForShell(becomeProgram(view, tools));
  return `exec ${enter} ${show} ${quoteForShell(tools.sh)} -c ${inside} isolate "$@"`;
}

/** Starts the program in a user namespace without rights over outer mounts and processes. */
function becomeProgram({ hasAllUsers, user, group }: View, tools: Tools): string {
  const sh = quoteForShell(tools.sh);
  const unshare = quoteForShell(tools.unshare);
  if (!hasAllUsers) return `${unshare} --user --map-user=${user} --map-group=${group} -- "$@"`;
  return `${MAP_USERS}
exec ${unshare} --user -- ${sh} -c ${quoteForShell(AWAIT_USERS)} ${unshare} "$@"`;
}

/** A grandchild outside of the namespace maps all users, and ends before the program begins. */
const MAP_USERS = `
same() { while read -r first _ count; do echo "$first $first $count"; done < "/proc/self/$1"; }
users=$(same uid_map) groups=$(same gid_map)
( {
  while [ "/proc/$$/ns/user" -ef /proc/self/ns/user ]; do :; done
  echo "$groups" > "/proc/$$/gid_map" && echo "$users" > "/proc/$$/uid_map"
} > /dev/null 2>&1 & )`;

const AWAIT_USERS = `
tries=0
until read -r _ < /proc/self/uid_map; do
  tries=$((tries + 1))
  [ "$tries" -lt 100000 ] || exit 125
done
exec "$0" -- "$@"`;

/** Quotes one word for `sh`. */
export function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
