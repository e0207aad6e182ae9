/**
 * Ends programs that outlive this process, such as after `kill -9`. A shell in its own session learns their groups through a pipe,
 * which closes with this process. On Windows, Node ends with itself the programs that it started, but not what these started.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** A line begins with the group of a program. Without a mark (`process-tree.ts`), the program has ended. */
const SCRIPT = `
live=' '
while read -r group mark; do
  if [ -n "$mark" ]; then
    live="$live$group "
    eval "mark_$group=\\$mark"
  else
    live="\${live%% $group *} \${live#* $group }"
  fi
done
for group in $live; do
  kill -s KILL -- "-$group"
done
# A hostile process can make the next reads wait without end.
for group in $live; do
  eval "mark=\\$mark_$group"
  for round in 1 2 3 4 5; do
    for file in $(grep -lszxF -e "CONCLUSIVE_RUN_DIR=$mark" /proc/[0-9]*/environ); do
      file=\${file#/proc/}
      kill -s KILL "\${file%/*}"
    done
  done
done`;

let guard: ChildProcess | undefined;

function tell(line: string): void {
  guard?.stdin?.write(`${line}\n`);
}

/** @param group a process that leads its group */
export function guardProgram({ pid: group }: ChildProcess, runDirectory: string | undefined): void {
  if (group === undefined || process.platform === 'win32') return;
  guard ??= start();
  tell(`${group} ${runDirectory?.includes('\n') === false ? runDirectory : '-'}`);
}

/** Call when nothing is left of the program, because its number may be reused. */
export function releaseProgram({ pid: group }: ChildProcess): void {
  if (group !== undefined) tell(String(group));
}

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    // Whatever ends the group or terminal of this process must not end the guard too.
    detached: true,
  });
  // Without a shell, or once it was killed, runs go on without a guard.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  // Neither keeps this process alive.
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return child;
}
