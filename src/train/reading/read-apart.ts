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
import { type ReadAnswer, type ReadRequest, unpack } from './messages.ts';

/** A gigabyte of logs takes a minute. */
const LIMIT_MINUTES = 5;
const MAX_HEAP_MB = 4096;
const MOST_READERS = Math.max(1, availableParallelism());
/** A handle of this process, by the name that others know it by. */
const HANDLES = [/^\/proc\/self\//, `/proc/${process.pid}/`] as const;

const program = fileURLToPath(new URL('./reader.js', import.meta.url));
/** Run from sources this program is missing, and tests read here. */
const hasProgram = existsSync(program);

const idle: ChildProcess[] = [];
const waiting: Array<() => void> = [];
let busy = 0;

/** Starts a reader while the first run is still training. */
export function prepareReading(): void {
  if (hasProgram && busy + idle.length === 0) idle.push(start());
}

/**
 * The same as `readRunDirectory`.
 *
 * @param limitMs after which a run is given up
 * @throws UnreadableRunError
 */
export async function readApart(
  directory: string,
  options: Omit<ReadOptions, 'onFile'>,
  limitMs = LIMIT_MINUTES * 60_000,
): Promise<ReadRun> {
  if (!hasProgram) return readRunDirectory(directory, options);
  if (busy >= MOST_READERS) await new Promise<void>((resolve) => waiting.push(resolve));
  busy += 1;
  const reader = idle.pop() ?? start();
  try {
    const { warn = () => {}, ...sent } = options;
    const request = { directory: directory.replace(...HANDLES), options: sent };
    const { warnings, result } = await ask(reader, request, limitMs);
    idle.push(reader);
    for (const message of warnings) warn(message);
    return unpack(result);
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}

function start(): ChildProcess {
  const reader = fork(program, {
    // Databases are copied to the temporary folder. Nothing else of the environment is needed.
    env: { TMPDIR: tmpdir(), TEMP: tmpdir() },
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Ctrl+C in a terminal is for this process, which still needs its readers.
    detached: true,
  });
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

/** A reader that fails or is late is killed. */
async function ask(reader: ChildProcess, request: ReadRequest, limitMs: number): Promise<ReadAnswer> {
  reader.ref();
  reader.channel?.ref();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadAnswer>((resolve, reject) => {
      const fail = (why: string) => {
        reader.kill('SIGKILL');
        reject(new UnreadableRunError(`the files of the run ${why}; log less, or less often`));
      };
      timer = setTimeout(() => fail(`take longer than ${limitMs / 60_000} minutes to read`), limitMs);
      const onEnd = () =>
        fail(`could not be read: the process that read them ended, or needed more than ${MAX_HEAP_MB} MB`);
      reader.once('message', (answer) => resolve(answer as ReadAnswer));
      reader.once('exit', onEnd);
      if (reader.exitCode !== null || reader.signalCode !== null) onEnd();
      else reader.send(request, (error) => error !== null && reject(error));
    });
  } finally {
    clearTimeout(timer);
    for (const name of ['message', 'exit']) reader.removeAllListeners(name);
    rest(reader);
  }
}
