/**
 * Takes several runs, one line of JSON on channel 3 each, and answers with a line. A module may leave something behind that changes the next
 * run, so `experiment/shortcuts.ts` repeats a worker's last run in a new process.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

const CHANNEL = 3;
/** Above it, the next run gets a new process. */
const MAX_RESIDENT_BYTES = 256 * 2 ** 20;
const FORGET_NAMES = Symbol.for('conclusive.forgetNames');

interface Order {
  readonly id: string;
  /** Command of a single run; its last argument is the job. */
  readonly argv: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface ServedRuns {
  isIdle(): boolean;
  /** Whether the run's files are written, so that later errors do not count. */
  isTrained(): boolean;
  /** @param stays whether this process takes another run */
  answer(exitCode: number, stays?: boolean): void;
}

/** @param onEnd is called when this process takes no more runs */
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
    answer(exitCode, stays = false) {
      const answered = id;
      id = null;
      if (answered !== null) tryWrite(`${JSON.stringify({ id: answered, exit: exitCode, stays })}\n`);
      isTrained = false;
    },
  };

  function tryWrite(line: string): void {
    try {
      writeSync(CHANNEL, line);
    } catch {
      onEnd();
    }
  }

  async function start(): Promise<void> {
    const { openWasm } = await import('../backends/wasm.ts');
    const tf = await openWasm(undefined, true);
    const channel = new Socket({ fd: CHANNEL });
    // Node makes these on first use. The last one brings properties of `globalThis` with it.
    for (const name of ['stdout', 'stderr'] as const) Reflect.get(process, name);
    Reflect.get(globalThis, 'Response');
    const variables = { ...process.env };
    const { cache } = createRequire(import.meta.url);
    const loaded = new Set(Object.keys(cache));
    channel.unref();
    const open = process.getActiveResourcesInfo().length;
    channel.ref();
    const timers = watchTimers();
    const globals = globalsNow();
    let text = '';

    async function take({ argv, directory, environment, ...order }: Order): Promise<void> {
      id = order.id;
      // A module that awaits forever must end.
      channel.unref();
      for (const name of Object.keys(process.env))
        if (!Object.hasOwn(variables, name)) delete process.env[name];
      Object.assign(process.env, variables, environment);
      process.chdir(directory);
      tf.engine().startScope();
      await run(argv.at(-1) ?? '');
      isTrained = true;
      tf.engine().endScope();
      tf.disposeVariables();
      for (const name of Object.keys(cache)) if (!loaded.has(name)) delete cache[name];
      for (const forget of Reflect.get(globalThis, FORGET_NAMES) ?? []) forget();
      // TensorFlow.js caches the order of layers by their names.
      for (const most of [0, 100]) tf.env().set('TOPOLOGICAL_SORT_CACHE_MAX_ENTRIES', most);
      // Lets handles close and unhandled promises fail.
      await turn();
      await turn();
      timers.end();
      const stays =
        process.getActiveResourcesInfo().length <= open &&
        process.memoryUsage.rss() <= MAX_RESIDENT_BYTES &&
        isSame(globals, globalsNow());
      channel.ref();
      served.answer(0, stays);
      if (!stays) onEnd();
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

function globalsNow(): ReadonlyMap<PropertyKey, unknown> {
  const all = Object.getOwnPropertyDescriptors(globalThis);
  return new Map(Reflect.ownKeys(all).map((name) => [name, Reflect.get(all, name)?.value]));
}

function isSame(one: ReadonlyMap<PropertyKey, unknown>, other: ReadonlyMap<PropertyKey, unknown>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => Object.is(value, other.get(name)));
}

/** Node does not list timers after `unref()`. */
function watchTimers(): { end(): void } {
  const started: NodeJS.Timeout[] = [];
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const own = globalThis[name] as (...given: unknown[]) => NodeJS.Timeout;
    const watched = (...given: unknown[]) => {
      const timer = own(...given);
      started.push(timer);
      return timer;
    };
    Reflect.set(globalThis, name, Object.assign(watched, own));
  }
  return {
    end() {
      for (const timer of started.splice(0)) clearTimeout(timer);
    },
  };
}
