/**
 * A worker that takes one run after the other: a line of JSON on channel 3 for each, and a line there when it has ended. Output and errors are
 * the run's own. After a run that failed or left something behind, the worker is over.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { keepInstance } from '../../backends/one-instance.ts';
import { rememberWorld } from './world.ts';

const CHANNEL = 3;
/** Beyond it, the next run begins in a new process. */
const MAX_RESIDENT_BYTES = 256 * 2 ** 20;
/** An answer is to be short. */
const MAX_LEFT_CHARS = 200;

interface Order {
  readonly id: string;
  /** The program of a process of its own; its last argument is the job. */
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface ServedRuns {
  /** Whether no run is under way. */
  isIdle(): boolean;
  /** Whether a run is trained and its files are written, so that no error is its own: a process of its own would be over. */
  isTrained(): boolean;
  /**
   * Tells how the run ended that is under way, if one is.
   *
   * @param left what it has left behind; null: nothing, so that another one may come
   */
  answer(exitCode: number, left?: string | null): void;
}

/**
 * @param run trains one run
 * @param onError told what it has thrown
 * @param onEnd nothing more will come, or this process must not take it
 * @returns at once: who keeps it in a variable does so before the world is remembered, to which all variables are put back
 */
export function serveRuns(
  run: (jobPath: string) => Promise<void>,
  onError: (error: unknown) => never,
  onEnd: () => never,
): ServedRuns {
  let id: string | null = null;
  let isTrained = false;
  const served: ServedRuns = {
    isIdle: () => id === null,
    isTrained: () => isTrained,
    answer(exitCode, left = 'it failed') {
      const told = { id, exit: exitCode, stays: left === null, left: left?.slice(0, MAX_LEFT_CHARS) };
      if (id !== null) writeSync(CHANNEL, `${JSON.stringify(told)}\n`);
      id = null;
      isTrained = false;
    },
  };

  async function start(): Promise<void> {
    // All that the first run would load.
    const { openWasm } = await import('../../backends/wasm.ts');
    const channel = new Socket({ fd: CHANNEL });
    channel.unref();
    // Node opens these when they are first asked for.
    for (const name of ['stdout', 'stderr'] as const) Reflect.get(process, name);
    keepInstance();
    const world = await rememberWorld(openWasm);
    channel.ref();
    let text = '';

    async function take({ argv, directory, environment, ...order }: Order): Promise<void> {
      id = order.id;
      // A module that awaits what never comes is to end, as it would in a process of its own.
      channel.unref();
      Object.assign(process.env, environment);
      process.chdir(directory);
      await run(argv.at(-1) ?? '');
      isTrained = true;
      const change = await world.putBack();
      const left = change ?? (process.memoryUsage.rss() > MAX_RESIDENT_BYTES ? 'memory' : null);
      channel.ref();
      served.answer(0, left);
      if (left !== null) onEnd();
    }

    channel.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end < 0) return;
      const order = JSON.parse(text.slice(0, end)) as Order;
      text = text.slice(end + 1);
      take(order).catch(onError);
    });
    channel.on('error', onEnd).on('end', onEnd);
  }

  start().catch(onError);
  return served;
}
