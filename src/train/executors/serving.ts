/** Runs in programs that stay (`trainer.serve`). A program takes one run at a time, with the limits of a separate process. */
import { join } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { readTail } from '../../records/bounded-file.ts';
import { describeHardware } from '../process/hardware.ts';
import { type Isolate, withoutIsolation } from '../process/isolation.ts';
import { OutputTail, PrintedText } from '../process/printed.ts';
import type { ProcessOutcome } from '../process/run-process.ts';
import { type RunServer, startServer, type UnservedOutcome } from '../process/run-server.ts';
import type { DoubtfulOutcome, Executor, Performed, Server, Task, TaskWatch } from './executor.ts';
import { localExecutor, MAX_PRINTED_BYTES, withTemporaryFolder } from './local.ts';

interface Started {
  readonly key: string;
  readonly server: RunServer;
}

/** Idle programs that are kept for each run at a time: workers have runs of one model alone. */
const KEPT = 4;
/** With less memory left than this, no idle program is kept. */
const SCARCE_BYTES = 2 ** 30;
const UNANSWERED =
  'trainer.serve has answered no run: check that it reads its input, and starts no threads before it forks';

export function servingExecutor(isolate: Isolate | null, warn: (message: string) => void): Executor {
  const local = localExecutor(isolate);
  let known: readonly Started[] = [];
  let mostAtATime = 1;
  let hasAnswered = false;

  function serverFor(
    { environment }: Pick<Task, 'environment'>,
    { argv, directory, folder, writable, isOurs }: Server,
  ): Started {
    if (!isOurs && process.platform === 'win32')
      throw new UserError('trainer.serve: Windows cannot fork; remove it from the config there');
    const own = Object.fromEntries(Object.entries(environment).filter(([name]) => !isOfRun(name)));
    const key = JSON.stringify([argv, directory, folder, writable, own]);
    const found = known.find((one) => one.key === key && one.server.isIdle());
    if (found !== undefined) return found;
    const apart = writable === null ? undefined : isolate?.({ argv, directory, environment: own, writable });
    const server = startServer({ ...(apart ?? { argv }), directory, environment: own, folder, isOurs, warn });
    return { key, server };
  }

  function takeServer(task: Pick<Task, 'environment'>, server: Server): RunServer {
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
    const variables = { ...ofRun, ...temporary };
    const stdout = join(server.printed, 'stdout.txt');
    const stderr = join(server.printed, 'stderr.txt');
    const print = new PrintedText(MAX_PRINTED_BYTES);
    const printError = new PrintedText(MAX_PRINTED_BYTES);
    const running = used.run({
      argv,
      directory,
      environment: variables,
      stdout,
      stderr,
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
    if (server.isOurs) {
      const printed = `${printError.text()}\n${print.text()}`;
      const told = { printed, machine: await describeHardware(environment), sharedProcess };
      if (sharedProcess.earlier > 0 && !isCertain(ended)) return { ...told, outcome: DOUBTFUL };
      return { ...told, outcome: ofWorker(ended) };
    }
    const [output, errorOutput] = await Promise.all([readEnd(stdout), readEnd(stderr)]);
    const tail = new OutputTail();
    for (const part of [output, errorOutput, Buffer.from(`\n${ended.tail}`)]) tail.add(part);
    const told = { printed: `${errorOutput}\n${output}`, machine: await describeHardware(environment) };
    const outcome = { ...ended, tail: tail.text() };
    hasAnswered ||= used.ended() > 0;
    // A program that prints has read its input, so the run itself is slow.
    const isSilent = output.length === 0 && errorOutput.length === 0;
    if (outcome.kind === 'timeout' && !hasAnswered && isSilent)
      return { ...told, outcome: { ...outcome, note: outcome.note ?? UNANSWERED } };
    if (outcome.kind !== 'unserved') return { ...told, outcome };
    const { reason: _, isReused: __, exitCode, ...measured } = outcome;
    const start = withoutIsolation({ ...measured, kind: 'exited', exitCode: exitCode ?? 0 });
    return start.kind === 'not-started' ? { ...told, outcome: start } : { ...told, outcome };
  }

  return {
    hasServers: true,
    begin: async (task, server) => takeServer(task, server).stop,
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

function ofWorker(ended: ProcessOutcome | UnservedOutcome): ProcessOutcome {
  if (ended.kind !== 'unserved') return withoutIsolation(ended);
  const { wallSeconds, tail, peakMemoryBytes, exitCode } = ended;
  return withoutIsolation({ kind: 'exited', exitCode: exitCode ?? 1, wallSeconds, tail, peakMemoryBytes });
}

const DOUBTFUL: DoubtfulOutcome = { kind: 'doubtful', wallSeconds: 0, tail: '' };

/** Whether the same end is to be expected in a new process. */
function isCertain(ended: ProcessOutcome | UnservedOutcome): boolean {
  return ended.kind === 'aborted' || (ended.kind === 'exited' && ended.exitCode === 0);
}

/** The other variables are shared by all runs of a program. */
function isOfRun(name: string): boolean {
  return name.startsWith('CONCLUSIVE_') && name !== 'CONCLUSIVE_ENV_DIR';
}

/** Empty where it is no file: the run may have put anything there. */
function readEnd(path: string): Promise<Buffer> {
  return readTail(path, MAX_PRINTED_BYTES).catch(() => Buffer.alloc(0));
}
