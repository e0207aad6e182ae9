/** How a training process ended, and the signals that end it. */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { OUTPUT_GRACE_MS, outputEnd } from '../../child-output.ts';
import { releaseProgram } from './guard.ts';

export const GRACE_MS = 2_000;
/** Exit codes by which a shell or a container reports a signal: 128 plus its number. */
const SIGNAL_CODES: ReadonlyMap<number, string> = new Map([
  [132, 'SIGILL'],
  [134, 'SIGABRT'],
  [136, 'SIGFPE'],
  [137, 'SIGKILL'],
  [139, 'SIGSEGV'],
  [143, 'SIGTERM'],
  [128 + constants.signals.SIGBUS, 'SIGBUS'],
]);
const FAULTS: ReadonlySet<string> = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
]);

export function endOf(exitCode: number | null, signal: string | null) {
  const told = exitCode === null ? undefined : SIGNAL_CODES.get(exitCode);
  if (exitCode !== null && told === undefined) return { kind: 'exited', exitCode } as const;
  const name = told ?? signal ?? 'unknown signal';
  const by = told === undefined ? name : `${name} (exit code ${exitCode})`;
  return { kind: FAULTS.has(name) ? 'fault' : 'killed', by } as const;
}

/**
 * Call when the program has exited. Reads the rest of its output, and ends its group and others.
 *
 * @param isStopped whether the rest of its output is not needed
 * @returns whether its output was complete
 */
export async function settleExit(
  child: ChildProcess,
  isStopped: boolean,
  endOthers: () => void,
): Promise<boolean> {
  const wasStarted = child.pid !== undefined;
  const isComplete = await outputEnd(child, isStopped || !wasStarted ? 0 : OUTPUT_GRACE_MS);
  signalGroup(child, 'SIGKILL');
  endOthers();
  releaseProgram(child);
  await outputEnd(child, 0);
  // A hidden process may hold them open for ever.
  for (const stream of child.stdio) stream?.destroy();
  return isComplete;
}

export function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no process groups; taskkill walks the tree.
    if (child.exitCode === null)
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  signalPosixGroup(child.pid, signal);
}

function signalPosixGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // ESRCH: the group is gone. macOS says EPERM for a group of zombies.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
