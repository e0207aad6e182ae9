/**
 * A worker that stays and takes one run after the other. It reads a line of JSON for each run on descriptor 3, and writes a line there with
 * the exit code. It may run a stranger's code: an answer counts once, under a secret id.
 */
import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOfChild } from '../../child-cpu.ts';
import { loopTurn, OUTPUT_GRACE_MS } from '../../child-output.ts';
import { asRun } from '../../stop-signals.ts';
import { watchMemory } from './memory.ts';
import { OutputTail } from './printed.ts';
import { endOf, GRACE_MS, settleExit, signalGroup } from './process-end.ts';
import { endProcesses, haveOpen, type ProcessEntry, processTree } from './process-tree.ts';
import type { DistributiveOmit, ProcessOutcome, ProcessRequest } from './run-process.ts';
import { startProcess } from './start-process.ts';

/** Descriptor for orders and answers, since the worker's output is that of its runs. */
const CHANNEL = 3;
const MAX_ANSWER_CHARS = 1_000;
/** A worker that closes the channel has this time to end. */
const CLOSED_MS = 1_000;

export interface ServerRequest extends Pick<ProcessRequest, 'argv' | 'directory' | 'environment'> {
  /** Part of the mark by which the worker's processes are found. */
  readonly folder: string;
}

export interface RunServer {
  isIdle(): boolean;
  isOver(): boolean;
  readonly id: string;
  ended(): number;
  /** Settles when nothing of the run is left, and without a valid answer nothing of the worker. */
  run(request: ProcessRequest): Promise<ProcessOutcome>;
  stop(): Promise<void>;
}

type Measured = 'wallSeconds' | 'tail' | 'peakMemoryBytes' | 'cpuSeconds';
type End = DistributiveOmit<ProcessOutcome, Measured>;

/** Between two looks at which processes hold the output of a run. */
const HOLDERS_MS = 20;

/** @returns the name that /proc gives to an open file; none if it is not there */
function targetOf(path: string): readonly string[] {
  try {
    return [readlinkSync(path)];
  } catch {
    return [];
  }
}

interface Answer {
  readonly end: End;
  /** Whether the worker can take another run. */
  readonly stays: boolean;
}

/** @returns a crash for anything but an answer to this run */
function parseAnswer(line: string, asked: string): Answer {
  try {
    const { id, exit, stays } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (id === asked && Number.isInteger(exit))
      return { end: endOf(exit as number, null), stays: stays === true };
  } catch {
    // It is no JSON.
  }
  return CRASHED;
}

const CRASHED: Answer = { end: { kind: 'exited', exitCode: 1 }, stays: false };

interface Active {
  readonly id: string;
  /** The worker's answer, which counts once everything that was printed before it has been read. */
  answer: Answer | null;
  /** @param end used if there is no answer */
  finish(end: End): void;
  /** Waits until no process of the run holds its output. @returns false if that took too long */
  outputEnd(): Promise<boolean>;
  readonly onOutput: ProcessRequest['onOutput'];
  readonly onErrorOutput: ProcessRequest['onErrorOutput'];
}

export function startServer(request: ServerRequest): RunServer {
  const { argv, directory, environment, folder } = request;
  const mark = join(folder, randomUUID());
  const child = startProcess({ argv, directory, environment: { ...environment, CONCLUSIVE_RUN_DIR: mark } }, [
    'ignore',
    'pipe',
    'pipe',
    'pipe',
  ]);
  const channel = child.stdio[CHANNEL] as Duplex;
  let active: Active | null = null;
  let served = 0;
  let isOver = false;
  let told = '';
  let errors = new OutputTail();
  let wasStopped = false;
  let isMute = false;
  let tellEnd = () => {};
  const exited = new Promise<void>((settle) => {
    tellEnd = settle;
  });
  // Writing fails when the worker has ended, which 'exit' reports.
  channel.on('error', () => {});
  child.once('error', (error) => {
    if (child.pid === undefined) void onExit({ kind: 'not-started', error });
  });
  const decoder = new StringDecoder('utf8');
  channel.on('data', (chunk: Buffer) => {
    told += decoder.write(chunk);
    // Nobody asked.
    if (active === null) void stop();
    else readAnswer(active);
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    errors.add(chunk);
    active?.onOutput?.(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors.add(chunk);
    active?.onErrorOutput?.(chunk);
  });
  // Its time is not that of a run that ends meanwhile.
  void cpuOfChild(child);
  child.once('exit', (exitCode, by) => void onExit(endOf(exitCode, by)));
  channel.once('end', () => {
    setTimeout(() => {
      isMute = true;
      if (active !== null && !isOver) active.finish(CRASHED.end);
    }, CLOSED_MS).unref();
  });

  function readAnswer(run: Active): void {
    const end = told.indexOf('\n');
    if (end < 0 && told.length <= MAX_ANSWER_CHARS) return;
    const isOnly = run.answer === null && end >= 0 && told.slice(end + 1).trim() === '';
    const answer = isOnly ? parseAnswer(told.slice(0, end), run.id) : CRASHED;
    told = '';
    run.answer = answer;
    void loopTurn().then(async () => {
      if (answer.end.kind === 'exited' && !(await run.outputEnd()) && run.answer === answer)
        run.answer = { ...answer, end: { ...answer.end, isCutOff: true } };
      run.finish(answer.end);
    });
  }

  async function onExit(end: End): Promise<void> {
    isOver = true;
    // A worker that ends by itself before its answer has crashed, whatever its exit code.
    const crashed = end.kind === 'exited' && end.exitCode === 0 ? CRASHED.end : end;
    await settleExit(child, wasStopped, () => endProcesses((known) => find(undefined, known)));
    active?.finish(crashed);
    tellEnd();
  }

  /** What a run starts has the run's mark in its environment. */
  function find(runDirectory: string | undefined, known: readonly ProcessEntry[]): readonly ProcessEntry[] {
    return processTree(isOver ? null : (child.pid ?? null), [mark, runDirectory], known);
  }

  function run(request: ProcessRequest): Promise<ProcessOutcome> {
    const start = performance.now();
    const { argv: own, directory: place, environment: variables, ...limits } = request;
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
        // Once the worker has ended, nobody can tell whose children these were.
        look();
        void stop();
      };
      const onAbort = () => end({ kind: 'aborted' });
      const timer = setTimeout(() => end({ kind: 'timeout' }), Math.min(limits.timeoutMs, 2 ** 31 - 1));
      const memory = watchMemory(look, limits.memoryBytes, (bytes) => {
        peakMemoryBytes = Math.max(bytes, peakMemoryBytes ?? 0);
        if (bytes > (limits.memoryBytes ?? bytes)) end({ kind: 'memory', bytes });
      });
      const outputs = [1, 2].map((fd) => `/proc/${child.pid}/fd/${fd}`);
      const current: Active = {
        id: randomUUID(),
        answer: null,
        onOutput: limits.onOutput,
        onErrorOutput: limits.onErrorOutput,
        async outputEnd() {
          for (const since = performance.now(); ; await sleep(HOLDERS_MS)) {
            const others = look().filter(({ pid }) => pid !== child.pid);
            if (!haveOpen(others, outputs.flatMap(targetOf))) return true;
            if (stopping !== null || performance.now() - since > OUTPUT_GRACE_MS) return false;
          }
        },
        finish(told) {
          if (active !== current) return;
          active = null;
          clearTimeout(timer);
          clearInterval(memory);
          limits.signal.removeEventListener('abort', onAbort);
          const { answer } = current;
          const isWell = stopping === null && answer !== null && answer !== CRASHED && !isOver;
          endProcesses((known) =>
            find(runDirectory, [...started, ...known]).filter(({ pid }) => !isWell || pid !== child.pid),
          );
          if (isWell) served += 1;
          const tail = errors.text();
          errors = new OutputTail();
          const wallSeconds = (performance.now() - start) / 1000;
          // The worker tells its CPU time.
          const measured = { wallSeconds, tail, peakMemoryBytes, cpuSeconds: null };
          const result = { ...(stopping ?? answer?.end ?? told), ...measured };
          if (isWell && answer.stays) settle(result);
          else void stop().then(() => settle(result));
        },
      };
      active = current;
      const line = { id: current.id, argv: own, directory: place, environment: variables };
      channel.write(`${JSON.stringify(line)}\n`);
      limits.signal.addEventListener('abort', onAbort, { once: true });
      // Either may end the run at once.
      if (limits.signal.aborted) onAbort();
      if (isMute) current.finish(CRASHED.end);
    });
  }

  async function stop(): Promise<void> {
    wasStopped = true;
    if (isOver) return exited;
    channel.destroy();
    signalGroup(child, 'SIGTERM');
    const grace = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    await exited;
    clearTimeout(grace);
  }

  return {
    id: randomUUID(),
    isIdle: () => active === null && !wasStopped && !isOver,
    isOver: () => isOver,
    ended: () => served,
    run: (request) => asRun(run(request)),
    stop,
  };
}
