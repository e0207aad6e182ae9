/**
 * A program that stays and takes one run after the other (`trainer.serve`). It reads a line of JSON for each run, and writes a line
 * with the exit code. It may be a stranger's: an answer counts once, under a secret id, and any other output ends the program.
 */
import { randomUUID } from 'node:crypto';
import { readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex, Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuOfChild } from '../../child-cpu.ts';
import { loopTurn, OUTPUT_GRACE_MS } from '../../child-output.ts';
import { asRun } from '../../stop-signals.ts';
import { watchMemory } from './memory.ts';
import { OutputTail } from './printed.ts';
import { endOf, GRACE_MS, isProgram, requestStop, settleExit, signalGroup } from './process-end.ts';
import { cpuOf, endProcesses, haveOpen, type ProcessEntry, processTree } from './process-tree.ts';
import type { DistributiveOmit, ProcessOutcome, ProcessRequest } from './run-process.ts';
import { parseAnswer, quoteLine } from './server-answer.ts';
import { startProcess } from './start-process.ts';

/** Descriptor for orders and answers of our own worker, whose output is that of its runs. */
const CHANNEL = 3;
const MAX_ANSWER_CHARS = 1_000;
/** A program that closes its output has this time to end. */
const CLOSED_MS = 1_000;

export interface ServerRequest
  extends Pick<ProcessRequest, 'argv' | 'isWaitedFor' | 'directory' | 'environment'> {
  /** Part of the mark by which the program's processes are found. */
  readonly folder: string;
  /** Whether it is Conclusive's own worker, and not a program of the config. */
  readonly isOurs?: boolean;
  warn(message: string): void;
}

interface ServedRequest extends ProcessRequest {
  /** Files for what the run prints, unless `onOutput` and `onErrorOutput` are called. */
  readonly stdout: string;
  readonly stderr: string;
}

export interface UnservedOutcome {
  readonly kind: 'unserved';
  readonly reason: string;
  /** Whether the program had ended other runs before; a new one may then do better. */
  readonly isReused: boolean;
  /** Exit code of the program if it has ended by itself. */
  readonly exitCode: number | null;
  readonly wallSeconds: number;
  readonly tail: string;
  readonly peakMemoryBytes: number | null;
  readonly cpuSeconds?: number | null;
}

export interface RunServer {
  /** Whether it can take a run, or report its end to one. */
  isIdle(): boolean;
  isOver(): boolean;
  readonly id: string;
  ended(): number;
  /**
   * Settles when nothing of the run is left, and without a valid answer nothing of the program.
   *
   * @returns the outcome, with the end of the program's own errors
   */
  run(request: ServedRequest): Promise<ProcessOutcome | UnservedOutcome>;
  stop(): Promise<void>;
}

type Measured = 'wallSeconds' | 'tail' | 'peakMemoryBytes' | 'cpuSeconds';
type End = DistributiveOmit<ProcessOutcome | UnservedOutcome, Measured>;

/** Between two looks at which processes hold the output of a run. */
const HOLDERS_MS = 20;

/** @returns the name that /proc gives to an open file; none if it is not there */
function targetOf(path: string): readonly string[] {
  try {
    return [path.startsWith('/proc/') ? readlinkSync(path) : realpathSync(path)];
  } catch {
    return [];
  }
}

interface Active {
  readonly id: string;
  /** The program's answer, which counts once everything that was printed before it has been read. */
  answer: End | null;
  /** @param end used if there is no answer; @param isLast whether the program takes no other run */
  finish(end: End, isLast?: boolean): void;
  /** Waits until no process of the run holds its output. @returns false if that took too long */
  outputEnd(): Promise<boolean>;
  readonly onOutput: ProcessRequest['onOutput'];
  readonly onErrorOutput: ProcessRequest['onErrorOutput'];
}

export function startServer(request: ServerRequest): RunServer {
  const { argv, isWaitedFor, directory, environment, folder, isOurs = false, warn } = request;
  const mark = join(folder, randomUUID());
  const child = startProcess(
    { argv, directory, environment: { ...environment, CONCLUSIVE_RUN_DIR: mark } },
    isOurs ? ['ignore', 'pipe', 'pipe', 'pipe'] : 'pipe',
  );
  const [orders, answers] = isOurs
    ? [child.stdio[CHANNEL] as Duplex, child.stdio[CHANNEL] as Duplex]
    : [child.stdin as Writable, child.stdout as Readable];
  let active: Active | null = null;
  let served = 0;
  let isOver = false;
  let wasAsked = false;
  let printed = '';
  let errors = new OutputTail();
  /** End of a program before its first run, which reports it. */
  let untold: End | null = null;
  let wasStopped = false;
  let isMute = false;
  let isDeaf = false;
  let tellEnd = () => {};
  const exited = new Promise<void>((settle) => {
    tellEnd = settle;
  });
  // Writing fails when the program has ended, which 'exit' reports.
  orders.on('error', () => {});
  child.once('error', (error) => {
    if (child.pid === undefined) void onExit({ kind: 'not-started', error });
  });
  const decoder = new StringDecoder('utf8');
  answers.on('data', onAnswer);
  if (isOurs)
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

  function onAnswer(chunk: Buffer): void {
    if (isDeaf) return;
    printed += decoder.write(chunk);
    // What it prints while it starts is read when it gets its first run.
    if (wasAsked || printed.length > MAX_ANSWER_CHARS) readAnswer();
  }
  answers.once('end', () => {
    setTimeout(() => {
      isMute = true;
      if (active === null || isOver) return;
      active.finish(endOfMute());
    }, CLOSED_MS).unref();
  });

  function readAnswer(): void {
    const end = printed.indexOf('\n');
    if (end < 0 && printed.length <= MAX_ANSWER_CHARS) return;
    const [line, rest] =
      end < 0 ? [printed.slice(0, MAX_ANSWER_CHARS), ''] : [printed.slice(0, end), printed.slice(end + 1)];
    printed = '';
    if (active === null) {
      warn(`trainer.serve printed ${quoteLine(line)} between two runs; the next run starts it again`);
      void stop();
    } else {
      const run = active;
      const isFirst = run.answer === null && rest.trim() === '';
      const answer = isFirst ? endOfAnswer(line, run.id) : unserved('answered twice');
      run.answer = answer;
      const isLast = isOurs && parseAnswer(line)?.stays !== true;
      void loopTurn().then(async () => {
        if (answer.kind === 'exited' && !(await run.outputEnd()) && run.answer === answer)
          run.answer = { ...answer, isCutOff: true };
        run.finish(answer, isLast);
      });
    }
  }

  async function onExit(end: End): Promise<void> {
    isOver = true;
    isDeaf = active === null;
    const told =
      end.kind === 'exited'
        ? unserved(`ended with exit code ${end.exitCode} before it told how the run ended`, end.exitCode)
        : end;
    if (!wasAsked && !wasStopped) untold = told;
    await settleExit(child, wasStopped, () => endProcesses((known) => find(undefined, known)));
    active?.finish(told);
    tellEnd();
  }

  function unserved(reason: string, exitCode: number | null = null): Omit<UnservedOutcome, Measured> {
    return { kind: 'unserved', reason, isReused: served > 0, exitCode };
  }

  function endOfMute(): End {
    return unserved('closed its standard output, on which it has to tell how each run ended');
  }

  function endInTime(): End {
    const note = `trainer.serve printed ${quoteLine(printed)} and did not end the line`;
    return { kind: 'timeout', note: isOurs || printed === '' ? undefined : note };
  }

  function endOfAnswer(line: string, id: string): End {
    const answer = parseAnswer(line);
    if (answer === null && !line.trimStart().startsWith('{'))
      return unserved(`printed ${quoteLine(line)} where only answers belong: print it to standard error`);
    if (answer === null || answer.id !== id)
      return unserved(`printed ${quoteLine(line)}, which is no answer to this run`);
    return endOf(answer.exit, answer.signal);
  }

  /** A fork has the program's mark in its environment, and what the fork starts has the run's. */
  function find(runDirectory: string | undefined, known: readonly ProcessEntry[]): readonly ProcessEntry[] {
    return processTree(isOver ? null : (child.pid ?? null), [mark, runDirectory], known);
  }

  function run(request: ServedRequest): Promise<ProcessOutcome | UnservedOutcome> {
    const start = performance.now();
    const { argv: own, directory: place, environment: variables, stdout, stderr, ...limits } = request;
    const runDirectory = variables.CONCLUSIVE_RUN_DIR;
    const earlier = untold;
    untold = null;
    return new Promise((settle) => {
      let peakMemoryBytes: number | null = null;
      let started: readonly ProcessEntry[] = [];
      // Our own worker tells it.
      const cpuBefore = isOurs ? null : cpuOf(find(undefined, []));
      const look = () => {
        started = find(runDirectory, started);
        return started;
      };
      let stopping: End | null = null;
      const end = (reason: End) => {
        if (stopping !== null) return;
        stopping = reason;
        // Once the program has ended, nobody can tell whose children these were.
        look();
        void stop();
      };
      const onAbort = () => end({ kind: 'aborted' });
      const timer = setTimeout(() => end(endInTime()), Math.min(limits.timeoutMs, 2 ** 31 - 1));
      const memory = watchMemory(look, limits.memoryBytes, (bytes) => {
        peakMemoryBytes = Math.max(bytes, peakMemoryBytes ?? 0);
        if (bytes > (limits.memoryBytes ?? bytes)) end({ kind: 'memory', bytes });
      });
      const current: Active = {
        id: randomUUID(),
        answer: null,
        onOutput: limits.onOutput,
        onErrorOutput: limits.onErrorOutput,
        async outputEnd() {
          for (const since = performance.now(); ; await sleep(HOLDERS_MS)) {
            const others = look().filter((entry) => !isProgram(child, entry, isWaitedFor));
            if (!haveOpen(others, outputs.flatMap(targetOf))) return true;
            if (stopping !== null || performance.now() - since > OUTPUT_GRACE_MS) return false;
          }
        },
        finish(told, isLast = false) {
          if (active !== current) return;
          active = null;
          clearTimeout(timer);
          clearInterval(memory);
          limits.signal.removeEventListener('abort', onAbort);
          const outcome = stopping ?? current.answer ?? told;
          const cpuAfter = cpuBefore === null || isOver ? null : cpuOf(look());
          const isWell = stopping === null && outcome.kind !== 'unserved' && !isOver;
          endProcesses((known) =>
            find(runDirectory, [...started, ...known]).filter(
              (entry) => !isWell || !isProgram(child, entry, isWaitedFor),
            ),
          );
          if (isWell) served += 1;
          const tail = errors.text();
          errors = new OutputTail();
          const wallSeconds = (performance.now() - start) / 1000;
          const cpuSeconds =
            cpuBefore === null || cpuAfter === null ? null : Math.max(0, cpuAfter - cpuBefore);
          const result = { ...outcome, wallSeconds, tail, peakMemoryBytes, cpuSeconds };
          if (isWell && !isLast) settle(result);
          else void stop().then(() => settle(result));
        },
      };
      const outputs = isOurs ? [1, 2].map((fd) => `/proc/${child.pid}/fd/${fd}`) : [stdout, stderr];
      active = current;
      const line = { id: current.id, argv: own, directory: place, environment: variables, stdout, stderr };
      orders.write(`${JSON.stringify(line)}\n`);
      wasAsked = true;
      limits.signal.addEventListener('abort', onAbort, { once: true });
      if (limits.signal.aborted) onAbort();
      // Either may end the run at once.
      if (earlier !== null) void exited.then(() => current.finish(earlier));
      else if (isMute) current.finish(endOfMute());
      else readAnswer();
    });
  }

  async function stop(): Promise<void> {
    wasStopped = true;
    untold = null;
    if (isOver) return exited;
    orders.destroy();
    requestStop(child, isWaitedFor === true ? find(undefined, []) : [], isWaitedFor);
    const grace = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
    await exited;
    clearTimeout(grace);
  }

  return {
    id: randomUUID(),
    isIdle: () => active === null && !wasStopped && (!isOver || untold !== null),
    isOver: () => isOver && untold === null,
    ended: () => served,
    run: (request) => asRun(run(request)),
    stop,
  };
}
