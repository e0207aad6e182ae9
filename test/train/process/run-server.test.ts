/** A program that takes several runs says how each ended. Each of its faults costs that run, or the time of a new start, and nothing else. */
import { getEventListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunServer, startServer } from '../../../src/train/process/run-server.ts';
import { beBusy, contentOf, SIZES } from '../../support/printing-programs.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

const servers: RunServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** @param onRun what the program does with a `run`; `answer(exit)` tells its end. When it begins to wait for one, `said` is there */
async function serverOf(onRun: string, warnings: string[] = [], onStart = '') {
  const folder = await temporaryFolder();
  const program = `
    import { spawn } from 'node:child_process';
    import { createInterface } from 'node:readline';
    import { closeSync, writeFileSync } from 'node:fs';
    let count = 0;
    ${onStart}
    writeFileSync('said', '');
    for await (const line of createInterface({ input: process.stdin })) {
      const run = JSON.parse(line);
      const answer = (exit) => console.log(JSON.stringify({ id: run.id, exit }));
      count += 1;
      ${onRun}
    }`;
  await writeFile(join(folder, 'serve.mjs'), program);
  const started = {
    argv: [process.execPath, join(folder, 'serve.mjs')],
    directory: folder,
    environment: { PATH: process.env.PATH ?? '' },
  };
  const server = startServer({ ...started, folder, warn: (message) => warnings.push(message) });
  servers.push(server);
  let runs = 0;
  const run = async (options: { timeoutMs?: number; signal?: AbortSignal; memoryBytes?: number } = {}) => {
    runs += 1;
    const own = join(folder, String(runs));
    await mkdir(own);
    return server.run({
      ...{ argv: ['train', String(runs)], directory: own, environment: { CONCLUSIVE_RUN_DIR: own } },
      ...{ stdout: join(own, 'stdout.txt'), stderr: join(own, 'stderr.txt') },
      ...{ timeoutMs: 30_000, signal: new AbortController().signal, ...options },
    });
  };
  return { server, folder, run };
}

describe('a program that does as agreed', () => {
  test('takes one run after the other, each with its command, folder and files', async () => {
    const { server, folder, run } = await serverOf(
      `writeFileSync(run.directory + '/seen.json', JSON.stringify({ ...run, count, pid: process.pid })); answer(count - 1);`,
    );
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 1 });
    const [one, two] = await Promise.all(
      ['1', '2'].map(async (name) => JSON.parse(await readFile(join(folder, name, 'seen.json'), 'utf8'))),
    );
    expect(two).toMatchObject({ argv: ['train', '2'], count: 2, pid: one.pid });
    expect(two.environment).toEqual({ CONCLUSIVE_RUN_DIR: join(folder, '2') });
    expect(two.id).not.toBe(one.id);
    expect(server.isIdle()).toBe(true);
  });

  test.runIf(process.platform === 'linux')('tells the CPU time of each run apart', async () => {
    const { run } = await serverOf(
      `if (count === 1) for (const end = process.cpuUsage().user + 5e5; process.cpuUsage().user < end; );
      setTimeout(answer, 300, 0);`,
    );
    const [first, second] = [await run(), await run()];
    expect(first.cpuSeconds).toBeGreaterThan(0.4);
    expect(second.cpuSeconds).toBeLessThan(first.cpuSeconds ?? 0);
  });

  test.each([
    ['-9', { kind: 'killed', by: 'SIGKILL' }],
    ['-11', { kind: 'fault', by: 'SIGSEGV' }],
    ['137', { kind: 'killed', by: 'SIGKILL (exit code 137)' }],
  ])('tells that a fork ended by a signal: %s', async (exit, outcome) => {
    const { server, run } = await serverOf(`answer(${exit});`);
    expect(await run()).toMatchObject(outcome);
    expect(server.isIdle()).toBe(true);
  });

  test('outlives what a run has left behind, which does not outlive the run', async () => {
    const { server, folder, run } = await serverOf(`
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
      writeFileSync(run.directory + '/pid', String(child.pid));
      answer(0);`);
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await isGone(await waitForPid(join(folder, '1/pid')))).toBe(true);
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(server.isIdle()).toBe(true);
  });
});

test('what a program prints as its errors is told with the run in which it printed it', async () => {
  const { run } = await serverOf(`writeFileSync(2, count + '.'.repeat(100_000) + count + '\\n'); answer(0);`);
  for (let count = 1; count <= 30; count += 1)
    expect((await run()).tail).toMatch(new RegExp(`^\\.+${count}$`));
});

describe('our own worker, whose output is that of its runs', () => {
  /** How it goes on when it has printed. */
  const ENDS = {
    'answers and stays': ['answer(true);', 'exited'],
    'answers and ends': ['answer(false); process.exit(0);', 'exited'],
    'ends without an answer': ['process.exit(1);', 'unserved'],
    'is killed': [`process.kill(process.pid, 'SIGKILL');`, 'killed'],
  } as const;

  async function isWhole(size: number, stream: number, end: keyof typeof ENDS): Promise<boolean> {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'content'), contentOf(size));
    const [how, kind] = ENDS[end];
    await writeFile(
      join(folder, 'worker.cjs'),
      `const { readFileSync, readSync, writeSync } = require('node:fs');
       const content = readFileSync('content');
       const line = Buffer.alloc(8192);
       const { id } = JSON.parse(line.toString('utf8', 0, readSync(3, line)));
       const answer = (stays) => writeSync(3, JSON.stringify({ id, exit: 0, stays }) + '\\n');
       for (let at = 0; at < content.length; ) at += writeSync(${stream}, content, at);
       ${how}`,
    );
    const server = startServer({
      argv: [process.execPath, 'worker.cjs'],
      ...{ directory: folder, environment: {}, folder, isOurs: true, warn: () => {} },
    });
    servers.push(server);
    const printed: Buffer[] = [];
    const outcome = await server.run({
      argv: ['train', 'job'],
      ...{ directory: folder, environment: { CONCLUSIVE_RUN_DIR: folder }, timeoutMs: 60_000 },
      ...{ stdout: '', stderr: '', signal: new AbortController().signal },
      [stream === 1 ? 'onOutput' : 'onErrorOutput']: (chunk: Buffer) => void printed.push(chunk),
    });
    return outcome.kind === kind && Buffer.concat(printed).toString() === contentOf(size);
  }

  // Together, since the exit of one program is often noticed when that of another is reported.
  test.each(Object.keys(ENDS) as Array<keyof typeof ENDS>)('loses nothing where it %s', async (end) => {
    beBusy();
    const cases = SIZES.flatMap((size) => [1, 2].map((stream) => [size, stream] as const));
    const found = await Promise.all(cases.map(([size, stream]) => isWhole(size, stream, end)));
    expect(cases.filter((_, index) => found[index] === false)).toEqual([]);
  });
});

describe('a program that does not', () => {
  const FAULTS: ReadonlyArray<readonly [name: string, onRun: string, reason: RegExp]> = [
    ['ends well without an answer', 'process.exit(0);', /^ended with exit code 0 before it told/],
    ['ends badly', 'process.exit(3);', /^ended with exit code 3 before/],
    [
      'prints garbage',
      `console.log('Epoch 1/2');`,
      /^printed "Epoch 1\/2" where only answers belong: print it to standard error$/,
    ],
    ['prints control characters', String.raw`console.log('\u001b[2J\u0007');`, /^printed "\[2J" where/],
    ['prints without a line end', `process.stdout.write('x'.repeat(5000));`, /^printed "x{80}…"/],
    [
      'answers twice',
      'console.log(JSON.stringify({ id: run.id, exit: 0 }) + "\\n" + JSON.stringify({ id: run.id, exit: 1 }));',
      /^answered twice$/,
    ],
    [
      'answers for another run',
      'console.log(JSON.stringify({ id: "other", exit: 0 }));',
      /^printed .*which is no answer/,
    ],
    ['answers no number', 'answer("0");', /^printed .*which is no answer/],
    ['answers no exit code', 'answer(256);', /^printed .*256.*which is no answer/],
    ['answers null', 'console.log("null");', /^printed "null"/],
  ];

  test.each(FAULTS)('%s', async (_, onRun, reason) => {
    const { server, run } = await serverOf(onRun);
    const outcome = await run();
    expect(outcome).toMatchObject({
      kind: 'unserved',
      reason: expect.stringMatching(reason),
      isReused: false,
    });
    expect(server.isOver()).toBe(true);
  });

  test.each([
    ['in a run', `closeSync(1); setInterval(() => {}, 1000);`, ''],
    ['before its first run', '', 'closeSync(1);'],
  ])(
    'closes its output %s: no answer can come, and nobody waits for the time limit',
    async (_, onRun, onStart) => {
      const { server, run } = await serverOf(onRun, [], onStart);
      const reason = 'closed its standard output, on which it has to tell how each run ended';
      expect(await run()).toMatchObject({ kind: 'unserved', reason });
      expect(server.isOver()).toBe(true);
    },
  );

  test('does not end the line of its answer: the end of the time tells what it printed', async () => {
    const { run } = await serverOf(`process.stdout.write('{"id":');`);
    expect(await run({ timeoutMs: 3_000 })).toMatchObject({
      kind: 'timeout',
      note: String.raw`trainer.serve printed "{\"id\":" and did not end the line`,
    });
  });

  test('is told from one that ended other runs before', async () => {
    const { run } = await serverOf('if (count === 2) process.exit(0); answer(0);');
    await run();
    expect(await run()).toMatchObject({ kind: 'unserved', isReused: true });
  });

  test('is killed: so was the run', async () => {
    const { run } = await serverOf(`process.kill(process.pid, 'SIGKILL');`);
    expect(await run()).toMatchObject({ kind: 'killed', by: 'SIGKILL' });
  });

  test('speaks before it is asked, soon or late: its first run hears it', async () => {
    const warnings: string[] = [];
    const { server, folder, run } = await serverOf('answer(0);', warnings, `console.log('ready');`);
    await expect.poll(() => existsSync(join(folder, 'said')), { timeout: 20_000 }).toBe(true);
    await setTimeout(100);
    expect(server.isIdle()).toBe(true);
    const { signal } = new AbortController();
    // Both lines may arrive at once.
    const reason = expect.stringMatching(/^printed "ready"|answered twice/);
    expect(await run({ signal })).toMatchObject({ kind: 'unserved', reason });
    // The second answer may come when the run has ended.
    expect(warnings.filter((warning) => !warning.includes('between two runs'))).toEqual([]);
    // Nothing waits any longer for the run to be cancelled.
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('speaks when nobody has asked: the next run starts it again', async () => {
    const warnings: string[] = [];
    const { server, run } = await serverOf('answer(0); setTimeout(() => answer(1), 20);', warnings);
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    await expect.poll(() => server.isOver(), { timeout: 20_000 }).toBe(true);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^trainer\.serve printed .*"exit.*between two runs; the next run starts it again$/,
      ),
    ]);
  });

  test('ends before it has a run: that run is told, and a program that was stopped tells nothing', async () => {
    const ends = await serverOf(
      '',
      [],
      `writeFileSync('pid', String(process.pid)); console.error('no such module'); process.exit(3);`,
    );
    expect(await isGone(await waitForPid(join(ends.folder, 'pid')))).toBe(true);
    expect(ends.server.isIdle()).toBe(true);
    const told = { kind: 'unserved', exitCode: 3, tail: 'no such module', isReused: false };
    expect(await ends.run()).toMatchObject(told);
    expect([ends.server.isIdle(), ends.server.isOver()]).toEqual([false, true]);
    const { server } = await serverOf('');
    await server.stop();
    expect([server.isIdle(), server.isOver()]).toEqual([false, true]);
  });

  test('cannot be started', async () => {
    const folder = await temporaryFolder();
    const server = startServer({
      ...{ argv: ['no-such-program-here'], directory: folder, environment: {}, folder, warn: () => {} },
    });
    const signal = new AbortController().signal;
    const files = { stdout: join(folder, 'out'), stderr: join(folder, 'err') };
    const run = { argv: [], directory: folder, environment: {}, timeoutMs: 30_000, signal, ...files };
    expect(await server.run(run)).toMatchObject({ kind: 'not-started' });
  });
});

describe('limits are of a run', () => {
  /** It waits in a process of another session, which the program itself does not end. */
  const HANGS = `
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    writeFileSync(run.directory + '/pid', String(child.pid));`;

  test('of time: the program and all of its forks end', async () => {
    const { server, folder, run } = await serverOf(`if (count === 1) answer(0); else {${HANGS}}`);
    expect(await run()).toMatchObject({ kind: 'exited' });
    expect(await run({ timeoutMs: 300 })).toMatchObject({ kind: 'timeout' });
    expect(server.isOver()).toBe(true);
    // Where the time was too short for a fork, there is none.
    if (existsSync(join(folder, '2/pid')))
      expect(await isGone(await waitForPid(join(folder, '2/pid')))).toBe(true);
  });

  test('a run that is cancelled leaves nothing', async () => {
    const { server, folder, run } = await serverOf(HANGS);
    const stop = new AbortController();
    const ended = run({ signal: stop.signal });
    const pid = await waitForPid(join(folder, '1/pid'));
    stop.abort();
    expect(await ended).toMatchObject({ kind: 'aborted' });
    expect(server.isOver()).toBe(true);
    expect(await isGone(pid)).toBe(true);
  });

  test.runIf(process.platform === 'linux')('of memory, with that of the program', async () => {
    const { server, run } = await serverOf(
      'if (count === 1) answer(0); else globalThis.held = Buffer.alloc(300e6, 1);',
    );
    const limit = { memoryBytes: 250e6 };
    expect(await run(limit)).toMatchObject({ kind: 'exited' });
    expect(await run(limit)).toMatchObject({ kind: 'memory' });
    expect(server.isOver()).toBe(true);
  });
});
