import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { memoryOf } from './memory.ts';
import { CAN_LIST_PROCESSES, endProcesses, type ProcessEntry, processTree } from './process-tree.ts';

/** What is kept of a training process's output: enough for a traceback, never a flood. */
const TAIL_BYTES = 8 * 1024;
/** After a polite request to stop, how long a process may take before it is killed. */
const GRACE_MS = 2_000;
const MEMORY_INTERVAL_MS = 500;
/** How a shell or a container says that a signal ended what it ran: 128 and the signal's number. */
const SIGNAL_CODES: ReadonlyMap<number, string> = new Map([
  [132, 'SIGILL'],
  [134, 'SIGABRT'],
  [136, 'SIGFPE'],
  [137, 'SIGKILL'],
  [139, 'SIGSEGV'],
  [143, 'SIGTERM'],
  [128 + constants.signals.SIGBUS, 'SIGBUS'],
]);
/** What the processor, or the program itself, ends a program with: its own fault, which no machine brings about. */
const FAULTS: ReadonlySet<string> = new Set([
  'SIGSEGV',
  'SIGABRT',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
]);

export interface ProcessRequest {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Most that the process and all that it started may use at a time; where it cannot be measured, it is not limited. */
  readonly memoryBytes?: number | undefined;
  readonly signal: AbortSignal;
  /** Told what the program prints to its standard output. */
  onOutput?(chunk: Buffer): void;
  /** The same of its error output. */
  onErrorOutput?(chunk: Buffer): void;
}

export type ProcessOutcome = {
  readonly wallSeconds: number /** Last lines of its output. */;
  readonly tail: string;
  /** Most that was seen in use; null or absent where nobody looked. */
  readonly peakMemoryBytes?: number | null;
} & (
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'killed'; readonly by: string }
  /** By a signal that the program itself brought about. */
  | { readonly kind: 'fault'; readonly by: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory'; readonly bytes: number }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'not-started'; readonly error: Error }
);

/**
 * Runs one training process to its end. When the promise settles, its process group is gone, and so is what left the group and
 * is known to be of this run (`process-tree.ts`). Code that hides better is not caught.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  const start = performance.now();
  const tail = new OutputTail();
  return new Promise((settle) => {
    const [file = '', ...args] = request.argv;
    // A group of its own, so that what the program starts can be stopped with it.
    const child = spawn(file, args, {
      cwd: request.directory,
      env: request.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    const runDirectory = request.environment.CONCLUSIVE_RUN_DIR;
    let stopped: Stop | null = null;
    let grace: NodeJS.Timeout | undefined;
    let started: readonly ProcessEntry[] = [];
    const look = () => {
      if (child.pid !== undefined) started = processTree(child.pid, runDirectory, started);
      return started;
    };
    const stop = (reason: Stop) => {
      if (stopped !== null) return;
      stopped = reason;
      // Before the parents end: after it, nobody can tell whose children these were.
      look();
      killTree(child, 'SIGTERM');
      grace = setTimeout(() => killTree(child, 'SIGKILL'), GRACE_MS);
    };
    const onAbort = () => stop({ kind: 'aborted' });
    const timer = setTimeout(() => stop({ kind: 'timeout' }), Math.min(request.timeoutMs, 2 ** 31 - 1));
    let peakMemoryBytes: number | null = null;
    const memory = watchMemory(look, request.memoryBytes, (bytes) => {
      peakMemoryBytes = Math.max(bytes, peakMemoryBytes ?? 0);
      if (bytes > (request.memoryBytes ?? bytes)) stop({ kind: 'memory', bytes });
    });
    const finish = (
      outcome: DistributiveOmit<ProcessOutcome, 'wallSeconds' | 'tail' | 'peakMemoryBytes'>,
    ) => {
      clearTimeout(timer);
      clearTimeout(grace);
      clearInterval(memory);
      request.signal.removeEventListener('abort', onAbort);
      // A program may exit and leave children behind; one that left the group would hold the pipes open and us with them.
      killTree(child, 'SIGKILL');
      endProcesses((known) => processTree(null, runDirectory, [...started, ...known]));
      child.stdout.destroy();
      child.stderr.destroy();
      const wallSeconds = (performance.now() - start) / 1000;
      settle({ ...outcome, wallSeconds, tail: tail.text(), peakMemoryBytes });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      tail.add(chunk);
      request.onOutput?.(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      tail.add(chunk);
      request.onErrorOutput?.(chunk);
    });
    child.once('error', (error) => {
      if (child.pid === undefined) finish({ kind: 'not-started', error });
    });
    // 'exit' and not 'close': a grandchild that holds the pipe open must not keep us waiting.
    child.once('exit', (exitCode, by) => {
      setImmediate(() => {
        if (stopped !== null) finish(stopped);
        else finish(endOf(exitCode, by));
      });
    });
    request.signal.addEventListener('abort', onAbort, { once: true });
    if (request.signal.aborted) onAbort();
  });
}

function endOf(exitCode: number | null, signal: string | null) {
  const told = exitCode === null ? undefined : SIGNAL_CODES.get(exitCode);
  if (exitCode !== null && told === undefined) return { kind: 'exited', exitCode } as const;
  const name = told ?? signal ?? 'unknown signal';
  const by = told === undefined ? name : `${name} (exit code ${exitCode})`;
  return { kind: FAULTS.has(name) ? 'fault' : 'killed', by } as const;
}

type Stop = { kind: 'timeout' } | { kind: 'aborted' } | { kind: 'memory'; bytes: number };

/** Looks now and then how much some processes use, where that is limited. */
function watchMemory(
  look: () => readonly ProcessEntry[],
  limit: number | undefined,
  onMeasured: (bytes: number) => void,
): NodeJS.Timeout | undefined {
  if (limit === undefined || !CAN_LIST_PROCESSES) return undefined;
  let isMeasuring = false;
  return setInterval(async () => {
    if (isMeasuring) return;
    isMeasuring = true;
    const bytes = await memoryOf(look());
    isMeasuring = false;
    onMeasured(bytes);
  }, MEMORY_INTERVAL_MS);
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function killTree(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // Windows has no process groups; taskkill walks the tree.
    if (child.exitCode === null)
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what was asked for. macOS says EPERM for a group of zombies.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** The last bytes of a stream, in constant memory. */
class OutputTail {
  #kept = Buffer.alloc(0);

  add(chunk: Buffer): void {
    const joined = Buffer.concat([this.#kept, chunk.subarray(-TAIL_BYTES)]);
    this.#kept = joined.subarray(-TAIL_BYTES);
  }

  text(): string {
    return stripVTControlCharacters(this.#kept.toString('utf8')).replaceAll('\r\n', '\n').trim();
  }
}
