import { cpuOfChild } from '../../child-cpu.ts';
import { asRun } from '../../stop-signals.ts';
import { watchMemory } from './memory.ts';
import { OutputTail } from './printed.ts';
import { endOf, GRACE_MS, settleExit, signalGroup } from './process-end.ts';
import { endProcesses, type ProcessEntry, processTree } from './process-tree.ts';
import { startProcess } from './start-process.ts';

export interface ProcessRequest {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Limit of the process and all that it started, where it can be measured. */
  readonly memoryBytes?: number | undefined;
  readonly signal: AbortSignal;
  onOutput?(chunk: Buffer): void;
  onErrorOutput?(chunk: Buffer): void;
}

export type ProcessOutcome = {
  readonly wallSeconds: number;
  readonly tail: string;
  /** null or absent if it was not measured */
  readonly peakMemoryBytes?: number | null;
  /** With that of processes that it waited for; null or absent where the platform does not tell. */
  readonly cpuSeconds?: number | null;
} & (
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      /** A process that the program left behind held its output for too long. */
      readonly isCutOff?: true | undefined;
    }
  | { readonly kind: 'killed'; readonly by: string }
  /** The program's own fault, such as SIGSEGV. */
  | { readonly kind: 'fault'; readonly by: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'memory'; readonly bytes: number }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'not-started'; readonly error: Error }
);

/** Runs one training process to its end. Afterwards its group is gone, and so are its other known processes (`process-tree.ts`). */
export function runProcess(request: ProcessRequest): Promise<ProcessOutcome> {
  return asRun(carryOut(request));
}

function carryOut(request: ProcessRequest): Promise<ProcessOutcome> {
  const start = performance.now();
  const tail = new OutputTail();
  return new Promise((settle) => {
    const child = startProcess(request);
    const cpu = cpuOfChild(child);
    const runDirectory = request.environment.CONCLUSIVE_RUN_DIR;
    let stopped: Stop | null = null;
    let hasExited = false;
    let grace: NodeJS.Timeout | undefined;
    let started: readonly ProcessEntry[] = [];
    const look = () => {
      if (child.pid !== undefined)
        started = processTree(hasExited ? null : child.pid, [runDirectory], started);
      return started;
    };
    const stop = (reason: Stop) => {
      if (stopped !== null) return;
      stopped = reason;
      // Once parents have ended, their children cannot be attributed.
      look();
      signalGroup(child, 'SIGTERM');
      grace = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    };
    const onAbort = () => stop({ kind: 'aborted' });
    const timer = setTimeout(() => stop({ kind: 'timeout' }), Math.min(request.timeoutMs, 2 ** 31 - 1));
    let peakMemoryBytes: number | null = null;
    const memory = watchMemory(look, request.memoryBytes, (bytes) => {
      peakMemoryBytes = Math.max(bytes, peakMemoryBytes ?? 0);
      if (bytes > (request.memoryBytes ?? bytes)) stop({ kind: 'memory', bytes });
    });
    const finish = (outcome: Outcome, cpuSeconds: number | null) => {
      clearTimeout(timer);
      clearTimeout(grace);
      clearInterval(memory);
      request.signal.removeEventListener('abort', onAbort);
      const wallSeconds = (performance.now() - start) / 1000;
      settle({ ...outcome, wallSeconds, tail: tail.text(), peakMemoryBytes, cpuSeconds });
    };
    child.once('error', (error) => {
      if (child.pid === undefined) finish({ kind: 'not-started', error }, null);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      tail.add(chunk);
      request.onOutput?.(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      tail.add(chunk);
      request.onErrorOutput?.(chunk);
    });
    // 'close' would wait for every process that holds the pipes; `settleExit` limits that wait.
    child.once('exit', async (exitCode, by) => {
      hasExited = true;
      clearTimeout(timer);
      clearInterval(memory);
      const isComplete = await settleExit(child, stopped !== null, () =>
        endProcesses((known) => processTree(null, [runDirectory], [...started, ...known])),
      );
      const end = endOf(exitCode, by);
      finish(stopped ?? (end.kind === 'exited' && !isComplete ? { ...end, isCutOff: true } : end), await cpu);
    });
    request.signal.addEventListener('abort', onAbort, { once: true });
    if (request.signal.aborted) onAbort();
  });
}

type Outcome = DistributiveOmit<ProcessOutcome, 'wallSeconds' | 'tail' | 'peakMemoryBytes' | 'cpuSeconds'>;
type Stop = { kind: 'timeout' } | { kind: 'aborted' } | { kind: 'memory'; bytes: number };

/** `Omit` of each member of a union. */
export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
