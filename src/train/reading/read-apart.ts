/**
 * Reads what runs have left, in separate processes. A hostile log can keep a parser busy for hours or crash Node, and this process must go on
 * ending runs that are out of time. Threads would not do: native code such as SQLite can't be interrupted in one.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  type ReadOptions,
  type ReadRun,
  readRunDirectory,
} from '../../records/readers/read-run-directory.ts';
import { UnreadableRunError } from '../../records/readers/unreadable-run-error.ts';
import { AbortedError } from '../aborted-error.ts';
import { type ReadAnswer, type ReadRequest, unpack } from './messages.ts';

/** A gigabyte of logs takes a minute. */
const LIMIT_MINUTES = 5;
/** Time to finish after a stop: most runs are read by then, and their records are kept. */
const STOP_GRACE_MS = 2_000;
const MAX_HEAP_MB = 4096;
const MOST_READERS = Math.max(1, availableParallelism());
/** No machine has this address, so that a signal can't open the inspector while the reader starts. */
const WITHOUT_INSPECTOR = '--inspect-port=240.0.0.1:9229';
/** Signals by which Node ends itself, as where it finds no more memory. Others come from outside. */
const FAULTS = new Set<NodeJS.Signals>(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGFPE']);
/** How often a run is read when readers are killed from outside. */
const MAX_TRIES = 5;
/** A handle of this process, by the name that others know it by. */
const HANDLES = [/^\/proc\/self\//, `/proc/${process.pid}/`] as const;

/** The files of the run are not at fault. */
class KilledReaderError extends UnreadableRunError {
  constructor(signal: NodeJS.Signals) {
    super(
      `the files of the run could not be read: ${signal} ended the process that read them, ${MAX_TRIES} times; without process namespaces, another run may have sent the signal, else the machine has too little memory`,
    );
  }
}

const program = fileURLToPath(new URL('./reader.js', import.meta.url));
/** Run from sources this program is missing, and tests read here. */
const hasProgram = existsSync(program);

const readers = new Set<ChildProcess>();
const idle: ChildProcess[] = [];
const waiting: Array<() => void> = [];
let busy = 0;

// One that a log keeps busy does not notice that this process has ended.
process.once('exit', () => {
  for (const reader of readers) reader.kill('SIGKILL');
});

/** Starts a reader, so that it is ready when the first run has ended. */
export function prepareReading(): void {
  if (hasProgram && busy + idle.length === 0) idle.push(start());
}

/**
 * The same as `readRunDirectory`.
 *
 * @param signal stops it
 * @param limitMs after which a run is given up
 * @throws UnreadableRunError; AbortedError when stopped
 */
export async function readApart(
  directory: string,
  options: Omit<ReadOptions, 'onFile'>,
  signal?: AbortSignal,
  limitMs = LIMIT_MINUTES * 60_000,
): Promise<ReadRun> {
  if (!hasProgram) return readRunDirectory(directory, options);
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

/** A reader that waits, or a new one; another one if it is killed. */
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

/** The system, or a run, may have ended one since. */
function takeIdle(): ChildProcess | undefined {
  for (let reader = idle.pop(); reader !== undefined; reader = idle.pop())
    if (readers.has(reader)) return reader;
  return undefined;
}

function start(): ChildProcess {
  const reader = fork(program, {
    // Databases are copied to the temporary folder. Nothing else of the environment is needed.
    env: { TMPDIR: tmpdir(), TEMP: tmpdir() },
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, WITHOUT_INSPECTOR],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl+C in a terminal is for this process, which still needs its readers.
    detached: true,
  });
  readers.add(reader);
  reader.once('exit', () => readers.delete(reader));
  // Told to whoever waits for an answer.
  reader.on('error', () => {});
  rest(reader);
  return reader;
}

/** It does not keep this process alive, and ends with it. */
function rest(reader: ChildProcess): void {
  reader.unref();
  reader.channel?.unref();
}

/** A reader that fails, is late or is to stop is killed. */
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
      // The end of one that has just been killed is told by 'exit'; one that could not be started has none.
      reader.send(request, (error) => {
        if (error !== null && reader.pid === undefined) end(error);
      });
    });
  } finally {
    release();
    rest(reader);
  }
}
