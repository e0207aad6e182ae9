/**
 * A program that stays and takes one run after the other (`trainer.serve`): a line of JSON on its standard input for each, a line with the exit
 * code on its standard output when that run has ended. All that it says is a stranger's word: an answer counts once, under a name that
 * nobody can guess, and whatever else it prints there ends it.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { join } from 'node:path';
import { watchMemory } from './memory.ts';
import { OutputTail } from './output-tail.ts';
import { endOf, GRACE_MS, signalGroup } from './process-end.ts';
import { endProcesses, type ProcessEntry, processTree } from './process-tree.ts';
import type { DistributiveOmit, ProcessOutcome, ProcessRequest } from './run-process.ts';

/** Of an answer, with room for a name and a code. */
const MAX_ANSWER_CHARS = 1_000;
const QUOTED_CHARS = 80;

export interface ServerRequest extends Pick<ProcessRequest, 'argv' | 'directory' | 'environment'> {
  /** For its own part of the name by which all is known that it starts. */
  readonly folder: string;
  /** Told of an end that no run has brought about. */
  warn(message: string): void;
}

interface ServedRequest extends Omit<ProcessRequest, 'onOutput' | 'onErrorOutput'> {
  /** Files for what the run prints. */
  readonly stdout: string;
  readonly stderr: string;
}

/** The program has not told how the run ended, or has told more than that. */
export interface UnservedOutcome {
  readonly kind: 'unserved';
  readonly reason: string;
  /** Whether it had ended other runs before: then a new one may do better. */
  readonly isReused: boolean;
  /** Of the program, where it has ended by itself. */
  readonly exitCode: number | null;
  readonly wallSeconds: number;
  readonly tail: string;
  readonly peakMemoryBytes: number | null;
}

export interface RunServer {
  /** Whether it waits for a run. */
  isIdle(): boolean;
  isOver(): boolean;
  /**
   * When this settles nothing is left of the run; nor of the program, unless it has answered as agreed.
   *
   * @returns with the end of what the program itself printed as its errors
   */
  run(request: ServedRequest): Promise<ProcessOutcome | UnservedOutcome>;
  /** When this settles nothing is left of it. */
  stop(): Promise<void>;
}

type Measured = 'wallSeconds' | 'tail' | 'peakMemoryBytes';
type End = DistributiveOmit<ProcessOutcome | UnservedOutcome, Measured>;

interface Active {
  readonly id: string;
  finish(end: End): void;
}

export function startServer({ argv, directory, environment, folder, warn }: ServerRequest): RunServer {
  const [file = '', ...args] = argv;
  const mark = join(folder, randomUUID());
  const child = spawn(file, args, {
    cwd: directory,
    env: { ...environment, CONCLUSIVE_RUN_DIR: mark },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let active: Active | null = null;
  let [served, isOver, printed] = [0, false, ''];
  let errors = new OutputTail();
  const exited = new Promise<void>((settle) => {
    child.once('exit', (exitCode, by) => setImmediate(() => settle(onExit(endOf(exitCode, by)))));
    child.once('error', (error) => {
      if (child.pid === undefined) settle(onExit({ kind: 'not-started', error }));
    });
  });
  // A program that has ended takes no more lines; its end is told by 'exit'.
  child.stdin.on('error', () => {});
  child.stderr.on('data', (chunk: Buffer) => errors.add(chunk));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (isOver) return;
    printed += text;
    const end = printed.indexOf('\n');
    if (end < 0 && printed.length <= MAX_ANSWER_CHARS) return;
    const [line, rest] =
      end < 0 ? [printed.slice(0, MAX_ANSWER_CHARS), ''] : [printed.slice(0, end), printed.slice(end + 1)];
    printed = '';
    if (active === null) {
      warn(`trainer.serve printed ${quote(line)} between two runs; the next run starts it again`);
      void stop();
    } else active.finish(rest.trim() === '' ? endOfAnswer(line, active.id) : unserved('answered twice'));
  });

  function onExit(end: End): void {
    isOver = true;
    signalGroup(child, 'SIGKILL');
    endProcesses((known) => find(undefined, known));
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    active?.finish(
      end.kind === 'exited'
        ? unserved(`ended with exit code ${end.exitCode} before it told how the run ended`, end.exitCode)
        : end,
    );
  }

  function unserved(reason: string, exitCode: number | null = null): Omit<UnservedOutcome, Measured> {
    return { kind: 'unserved', reason, isReused: served > 0, exitCode };
  }

  function endOfAnswer(line: string, id: string): End {
    const answer = parseAnswer(line);
    if (answer === null || answer.id !== id)
      return unserved(`printed ${quote(line)}, which is no answer to this run`);
    return answer.exit < 0 ? endOf(null, signalName(-answer.exit)) : endOf(answer.exit, null);
  }

  /** Of the program, and of the run by its own folder: a fork has the environment of the program, what it starts has the run's. */
  function find(runDirectory: string | undefined, known: readonly ProcessEntry[]): readonly ProcessEntry[] {
    const ofRun = runDirectory === undefined ? [] : processTree(null, runDirectory, known);
    const all = [...processTree(isOver ? null : (child.pid ?? null), mark, known), ...ofRun];
    return [...new Map(all.map((entry) => [entry.pid, entry])).values()];
  }

  function run(request: ServedRequest): Promise<ProcessOutcome | UnservedOutcome> {
    const start = performance.now();
    const { argv: own, directory: place, environment: variables, stdout, stderr, ...limits } = request;
    const runDirectory = variables.CONCLUSIVE_RUN_DIR;
    return new Promise((settle) => {
      let peakMemoryBytes: number | null = null;
      let started: readonly ProcessEntry[] = [];
      const look = () => {
        started = find(runDirectory, started);
        return started;
      };
      let stopping: End | null = null;
      const end = (reason: End) => {
        if (stopping !== null) return;
        stopping = reason;
        // Before the program ends: after it, nobody can tell whose children these were.
        look();
        void stop();
      };
      const onAbort = () => end({ kind: 'aborted' });
      const timer = setTimeout(() => end({ kind: 'timeout' }), Math.min(limits.timeoutMs, 2 ** 31 - 1));
      const memory = watchMemory(look, limits.memoryBytes, (bytes) => {
        peakMemoryBytes = Math.max(bytes, peakMemoryBytes ?? 0);
        if (bytes > (limits.memoryBytes ?? bytes)) end({ kind: 'memory', bytes });
      });
      const current: Active = {
        id: randomUUID(),
        finish(told) {
          if (active !== current) return;
          active = null;
          clearTimeout(timer);
          clearInterval(memory);
          limits.signal.removeEventListener('abort', onAbort);
          const outcome = stopping ?? told;
          const isWell = outcome === told && told.kind !== 'unserved' && !isOver;
          endProcesses((known) =>
            find(runDirectory, [...started, ...known]).filter(({ pid }) => !isWell || pid !== child.pid),
          );
          if (isWell) served += 1;
          const tail = errors.text();
          errors = new OutputTail();
          const wallSeconds = (performance.now() - start) / 1000;
          const result = { ...outcome, wallSeconds, tail, peakMemoryBytes };
          if (isWell) settle(result);
          else void stop().then(() => settle(result));
        },
      };
      active = current;
      const line = { id: current.id, argv: own, directory: place, environment: variables, stdout, stderr };
      child.stdin.write(`${JSON.stringify(line)}\n`);
      limits.signal.addEventListener('abort', onAbort, { once: true });
      if (limits.signal.aborted) onAbort();
    });
  }

  async function stop(): Promise<void> {
    if (isOver) return;
    child.stdin.destroy();
    signalGroup(child, 'SIGTERM');
    const grace = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    await exited;
    clearTimeout(grace);
  }

  return { isIdle: () => active === null && !isOver, isOver: () => isOver, run, stop };
}

function parseAnswer(line: string): { readonly id: string; readonly exit: number } | null {
  try {
    const { id, exit } = JSON.parse(line) as { readonly id?: unknown; readonly exit?: unknown };
    return typeof id === 'string' && isExitCode(exit) ? { id, exit } : null;
  } catch {
    return null;
  }
}

/** Or, below 0, a signal. */
function isExitCode(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= -64 && value <= 255;
}

function signalName(number: number): string {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0] ?? `signal ${number}`;
}

function quote(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trim();
  return JSON.stringify(plain.length > QUOTED_CHARS ? `${plain.slice(0, QUOTED_CHARS)}…` : plain);
}
