/** Runs in workers of the trainer package. A worker takes one run at a time, with the limits of a separate process. */
import { describeHardware } from '../process/hardware.ts';
import { PrintedText } from '../process/printed.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import { type RunServer, startServer } from '../process/run-server.ts';
import type { DoubtfulOutcome, Executor, Performed, Server, Task, TaskWatch } from './executor.ts';
import { localExecutor, MAX_PRINTED_BYTES, withTemporaryFolder } from './local.ts';

interface Started {
  readonly key: string;
  readonly server: RunServer;
}

/** Idle workers that are kept for each run at a time: workers have runs of one model alone. */
const KEPT = 4;
/** With less memory left than this, no idle worker is kept. */
const SCARCE_BYTES = 2 ** 30;

export function servingExecutor(): Executor {
  const local = localExecutor();
  let known: readonly Started[] = [];
  let mostAtATime = 1;

  function serverFor({ environment }: Task, { argv, directory, folder }: Server): Started {
    const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !isOfRun(name)));
    const key = JSON.stringify([argv, directory, folder, own]);
    const found = known.find((one) => one.key === key && one.server.isIdle());
    if (found !== undefined) return found;
    return { key, server: startServer({ argv, directory, environment: own, folder }) };
  }

  function takeServer(task: Task, server: Server): RunServer {
    const used = serverFor(task, server);
    known = [...known.filter((one) => one !== used), used];
    return used.server;
  }

  async function tidy(): Promise<void> {
    known = known.filter(({ server }) => !server.isOver());
    const idle = known.filter(({ server }) => server.isIdle());
    const isScarce = process.availableMemory() < SCARCE_BYTES;
    const unneeded = isScarce ? idle : idle.slice(0, Math.max(0, idle.length - KEPT * mostAtATime));
    await Promise.all(unneeded.map(({ server }) => server.stop()));
  }

  async function serve(
    task: Task,
    server: Server,
    { signal, onState }: TaskWatch,
    temporary: Readonly<Record<string, string>>,
  ): Promise<Performed> {
    const used = takeServer(task, server);
    const sharedProcess = { process: used.id, earlier: used.ended() };
    onState?.('running');
    const { argv, directory, environment, timeoutMs, memoryBytes } = task;
    const ofRun = Object.fromEntries(Object.entries(environment).filter(([name]) => isOfRun(name)));
    const print = new PrintedText(MAX_PRINTED_BYTES);
    const printError = new PrintedText(MAX_PRINTED_BYTES);
    const running = used.run({
      argv,
      directory,
      environment: { ...ofRun, ...temporary },
      timeoutMs,
      memoryBytes,
      signal,
      onOutput: (chunk) => print.add(chunk),
      onErrorOutput: (chunk) => printError.add(chunk),
    });
    mostAtATime = Math.max(
      mostAtATime,
      known.filter(({ server }) => !server.isIdle() && !server.isOver()).length,
    );
    const ended = await running;
    await tidy();
    const printed = `${printError.text()}\n${print.text()}`;
    const told = { printed, machine: await describeHardware(environment), sharedProcess };
    if (sharedProcess.earlier > 0 && !isCertain(ended)) return { ...told, outcome: DOUBTFUL };
    return { ...told, outcome: ended };
  }

  return {
    hasServers: true,
    async perform(task, watch) {
      const { server } = task;
      if (server === undefined) return local.perform(task, watch);
      return withTemporaryFolder((temporary) => serve(task, server, watch, temporary));
    },
    async close() {
      await Promise.all(known.map(({ server }) => server.stop()));
    },
  };
}

const DOUBTFUL: DoubtfulOutcome = { kind: 'doubtful', wallSeconds: 0, tail: '' };

/** Whether the same end is to be expected in a new process. */
function isCertain(ended: ProcessOutcome): boolean {
  return ended.kind === 'aborted' || (ended.kind === 'exited' && ended.exitCode === 0);
}

/** The other variables are shared by all runs of a worker. */
function isOfRun(name: string): boolean {
  return name.startsWith('CONCLUSIVE_');
}
