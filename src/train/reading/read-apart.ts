/**
 * Reads run directories in separate processes: a hostile log can block a parser for hours or crash Node, while this
 * process must enforce time limits. Threads don't help, because native code can't be interrupted in one.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cpuOfChild } from '../../child-cpu.ts';
import { readRun } from '../../records/read-run.ts';
import type { ReadOptions, ReadRun } from '../../records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import { AbortedError } from '../aborted-error.ts';
import { type ReadAnswer, type ReadRequest, unpack } from './messages.ts';

/** A gigabyte of logs takes a minute. */
const LIMIT_MINUTES = 5;
/** Grace time after a stop, enough to keep the records of most runs. */
const STOP_GRACE_MS = 2_000;
const MAX_HEAP_MB = 4096;
const MOST_READERS = Math.max(1, availableParallelism());
/** No machine has this address, so a signal can't open the inspector during the start. */
const WITHOUT_INSPECTOR = '--inspect-port=240.0.0.1:9229';
/** Signals of Node's own crashes, such as lack of memory; other signals come from outside. */
const FAULTS = new Set<NodeJS.Signals>(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGFPE']);
/** Attempts per run if readers are killed from outside. */
const MAX_TRIES = 5;
/** Path of this process's handles as other processes see it. */
const HANDLES = [/^\/proc\/self\//, `/proc/${process.pid}/`] as const;

/** The run's files are not at fault. */
class KilledReaderError extends UnreadableRunError {
  constructor(signal: NodeJS.Signals) {
    super(
      `the files of the run could not be read: ${signal} ended the process that read them, ${MAX_TRIES} times; the machine may have too little memory`,
    );
  }
}

const program = fileURLToPath(new URL('./reader.js', import.meta.url));
/** Missing when run from sources, where tests read in this process. */
const hasProgram = existsSync(program);

const readers = new Set<ChildProcess>();
const idle: ChildProcess[] = [];
const waiting: Array<() => void> = [];
let busy = 0;

// A busy reader would not notice the end of this process.
process.once('exit', () => {
  for (const reader of readers) reader.kill('SIGKILL');
});

/** Starts a reader, so that it is ready when the first run has ended. */
export function prepareReading(): void {
  if (hasProgram && busy + idle.length === 0) idle.push(start());
}

/**
 * `readRun` in a reader.
 *
 * @param signal stops it
 * @param limitMs limit for one run
 * @throws UnreadableRunError; AbortedError when stopped
 */
export async function readApart(
  directory: string,
  options: Omit<ReadOptions, 'onFile'>,
  signal?: AbortSignal,
  limitMs = LIMIT_MINUTES * 60_000,
): Promise<ReadRun> {
  if (!hasProgram) return readRun(directory, options);
  if (busy >= MOST_READERS) await new Promise<void>((resolve) => waiting.push(resolve));
  busy += 1;
  try {
    const { warn = () => {}, ...sent } = options;
    const request = { directory: directory.replace(...HANDLES), options: sent };
    const { warnings, result } = await askSome(request, { signal, limitMs });
    for (const message of warnings) warn(message);
    return unpack(result);
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}

interface Limits {
  readonly signal: AbortSignal | undefined;
  readonly limitMs: number;
}

/** Uses an idle or a new reader, and another one if it is killed. */
async function askSome(request: ReadRequest, limits: Limits): Promise<ReadAnswer> {
  for (let tries = 1; ; tries += 1) {
    const reader = takeIdle() ?? start();
    try {
      const answer = await ask(reader, request, limits);
      idle.push(reader);
      return answer;
    } catch (error) {
      if (!(error instanceof KilledReaderError) || tries === MAX_TRIES) throw error;
    }
  }
}

/** The system or a run may have killed it. */
function takeIdle(): ChildProcess | undefined {
  for (let reader = idle.pop(); reader !== undefined; reader = idle.pop())
    if (readers.has(reader)) return reader;
  return undefined;
}

function start(): ChildProcess {
  const reader = fork(program, {
    // Databases are copied to the temporary folder; nothing else of the environment is needed.
    env: { TMPDIR: tmpdir(), TEMP: tmpdir() },
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, WITHOUT_INSPECTOR],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl+C in a terminal must not end readers, which are still needed.
    detached: true,
  });
  void cpuOfChild(reader);
  readers.add(reader);
  reader.once('exit', () => readers.delete(reader));
  // The pending request reports it.
  reader.on('error', () => {});
  rest(reader);
  return reader;
}

/** Does not keep this process alive. */
function rest(reader: ChildProcess): void {
  reader.unref();
  reader.channel?.unref();
}

/** Kills a reader that fails, is late or must stop. */
async function ask(
  reader: ChildProcess,
  request: ReadRequest,
  { signal, limitMs }: Limits,
): Promise<ReadAnswer> {
  reader.ref();
  reader.channel?.ref();
  let release = () => {};
  try {
    return await new Promise<ReadAnswer>((resolve, reject) => {
      const end = (error: Error) => {
        reader.kill('SIGKILL');
        reject(error);
      };
      const fail = (why: string) =>
        end(new UnreadableRunError(`the files of the run ${why}; log less, or less often`));
      const onAnswer = (answer: unknown) => resolve(answer as ReadAnswer);
      const onEnd = (_: number | null, by: NodeJS.Signals | null) =>
        by !== null && !FAULTS.has(by)
          ? end(new KilledReaderError(by))
          : fail(
              `could not be read: the process that read them ended, or needed more than ${MAX_HEAP_MB} MB`,
            );
      const late = setTimeout(() => fail(`take longer than ${limitMs / 60_000} minutes to read`), limitMs);
      let stopped: NodeJS.Timeout | undefined;
      const onStop = () => {
        stopped = setTimeout(() => end(new AbortedError('training was stopped')), STOP_GRACE_MS);
      };
      release = () => {
        clearTimeout(late);
        clearTimeout(stopped);
        signal?.removeEventListener('abort', onStop);
        reader.off('message', onAnswer).off('exit', onEnd);
      };
      reader.once('message', onAnswer).once('exit', onEnd);
      signal?.addEventListener('abort', onStop, { once: true });
      if (signal?.aborted) onStop();
      // A killed reader reports 'exit'; one that failed to start does not.
      reader.send(request, (error) => {
        if (error !== null && reader.pid === undefined) end(error);
      });
    });
  } finally {
    release();
    rest(reader);
  }
}
