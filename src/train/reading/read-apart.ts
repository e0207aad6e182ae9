/**
 * Reads what runs have left in threads of their own. Logs of strangers can take any parser as long as they like, and meanwhile this
 * thread has to end other runs that are out of time.
 */
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
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
const MOST_THREADS = Math.max(1, availableParallelism());

const program = fileURLToPath(new URL('./reader.js', import.meta.url));
/** Run from sources there is no program for a thread, and tests read here. */
const hasProgram = existsSync(program);

const idle: Worker[] = [];
const waiting: Array<() => void> = [];
let busy = 0;

/** Starts a thread while the first run is still training. */
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
  if (busy >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  busy += 1;
  const thread = idle.pop() ?? start();
  try {
    const { warn = () => {}, ...sent } = options;
    const { warnings, result } = await ask(thread, { directory, options: sent }, limitMs);
    idle.push(thread);
    for (const message of warnings) warn(message);
    return unpack(result);
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}

function start(): Worker {
  const thread = new Worker(program, {
    // Databases are copied to the temporary folder. Nothing else of the environment is needed.
    env: { TMPDIR: tmpdir(), TEMP: tmpdir() },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  thread.unref();
  // Told to whoever waits for an answer.
  thread.on('error', () => {});
  return thread;
}

/** A thread that fails or is late is ended. */
async function ask(thread: Worker, request: ReadRequest, limitMs: number): Promise<ReadAnswer> {
  thread.ref();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ReadAnswer>((resolve, reject) => {
      const fail = (why: string) => {
        void thread.terminate();
        reject(new UnreadableRunError(`the files of the run ${why}; log less, or less often`));
      };
      timer = setTimeout(() => fail(`take longer than ${limitMs / 60_000} minutes to read`), limitMs);
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
          fail(`need more than ${MAX_HEAP_MB} MB of memory to read`);
        else reject(error);
      });
      thread.once('exit', () => fail('could not be read: the thread that read them has ended'));
      thread.postMessage(request);
    });
  } finally {
    clearTimeout(timer);
    for (const name of ['message', 'exit', 'error']) thread.removeAllListeners(name);
    // One that ends later has no say.
    thread.on('error', () => {});
    thread.unref();
  }
}
