/** A worker that takes several runs says how each ended. Each of its faults costs that run, or the time of a new start, and nothing else. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunServer, startServer } from '../../../src/train/process/run-server.ts';
import { beBusy, contentOf, SIZES } from '../../support/printing-programs.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

const servers: RunServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** @param onRun what the worker does with a `run`; `answer(exit)` tells its end */
async function serverOf(onRun: string) {
  const folder = await temporaryFolder();
  const program = `
    import { spawn } from 'node:child_process';
    import { closeSync, writeFileSync, writeSync } from 'node:fs';
    import { Socket } from 'node:net';
    import { createInterface } from 'node:readline';
    let count = 0;
    const tell = (text) => writeSync(3, text);
    for await (const line of createInterface({ input: new Socket({ fd: 3 }) })) {
      const run = JSON.parse(line);
      const answer = (exit, stays = true) => tell(JSON.stringify({ id: run.id, exit, stays }) + '\\n');
      count += 1;
      ${onRun}
    }`;
  await writeFile(join(folder, 'serve.mjs'), program);
  const started = {
    argv: [process.execPath, join(folder, 'serve.mjs')],
    directory: folder,
    environment: { PATH: process.env.PATH ?? '' },
  };
  const server = startServer({ ...started, folder });
  servers.push(server);
  let runs = 0;
  const run = async (options: { timeoutMs?: number; signal?: AbortSignal; memoryBytes?: number } = {}) => {
    runs += 1;
    const own = join(folder, String(runs));
    await mkdir(own);
    return server.run({
      ...{ argv: ['train', String(runs)], directory: own, environment: { CONCLUSIVE_RUN_DIR: own } },
      ...{ timeoutMs: 30_000, signal: new AbortController().signal, ...options },
    });
  };
  return { server, folder, run };
}

describe('a worker that does as agreed', () => {
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

  test('that takes no other run ends with this one', async () => {
    const { server, run } = await serverOf(`answer(0, false);`);
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(server.isOver()).toBe(true);
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

test('what a worker prints as its errors is told with the run in which it printed it', async () => {
  const { run } = await serverOf(`writeFileSync(2, count + '.'.repeat(100_000) + count + '\\n'); answer(0);`);
  for (let count = 1; count <= 30; count += 1)
    expect((await run()).tail).toMatch(new RegExp(`^\\.+${count}$`));
});

describe('what a worker prints', () => {
  /** How it goes on when it has printed. */
  const ENDS = {
    'answers and stays': ['answer(true);', 'exited'],
    'answers and ends': ['answer(false); process.exit(0);', 'exited'],
    'ends without an answer': ['process.exit(1);', 'exited'],
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
      ...{ directory: folder, environment: {}, folder },
    });
    servers.push(server);
    const printed: Buffer[] = [];
    const outcome = await server.run({
      argv: ['train', 'job'],
      ...{ directory: folder, environment: { CONCLUSIVE_RUN_DIR: folder }, timeoutMs: 60_000 },
      signal: new AbortController().signal,
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

describe('a worker that does not', () => {
  const FAULTS: ReadonlyArray<readonly [name: string, onRun: string]> = [
    ['ends well without an answer', 'process.exit(0);'],
    ['tells no JSON', String.raw`tell('Epoch 1/2\n');`],
    ['does not end the line', `tell('x'.repeat(5000));`],
    ['answers twice', 'const line = JSON.stringify({ id: run.id, exit: 0 }) + "\\n"; tell(line + line);'],
    ['answers for another run', 'tell(JSON.stringify({ id: "other", exit: 0 }) + "\\n");'],
    ['answers no number', 'answer("0");'],
    ['answers null', String.raw`tell('null\n');`],
    ['closes the channel', `closeSync(3); setInterval(() => {}, 1000);`],
  ];

  test.each(FAULTS)('%s: the run has crashed, and the worker ends', async (_, onRun) => {
    const { server, run } = await serverOf(onRun);
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 1 });
    expect(server.isOver()).toBe(true);
    expect(server.ended()).toBe(0);
  });

  test('is killed: so was the run', async () => {
    const { run } = await serverOf(`process.kill(process.pid, 'SIGKILL');`);
    expect(await run()).toMatchObject({ kind: 'killed', by: 'SIGKILL' });
  });

  test('speaks when nobody has asked: the next run gets another', async () => {
    const { server, run } = await serverOf('answer(0); setTimeout(() => answer(1), 20);');
    expect(await run()).toMatchObject({ kind: 'exited', exitCode: 0 });
    await expect.poll(() => server.isOver(), { timeout: 20_000 }).toBe(true);
  });

  test('cannot be started', async () => {
    const folder = await temporaryFolder();
    const server = startServer({
      ...{ argv: ['no-such-program-here'], directory: folder, environment: {}, folder },
    });
    const signal = new AbortController().signal;
    const run = { argv: [], directory: folder, environment: {}, timeoutMs: 30_000, signal };
    expect(await server.run(run)).toMatchObject({ kind: 'not-started' });
  });
});

describe('limits are of a run', () => {
  /** It waits in a process of another session, which the worker itself does not end. */
  const HANGS = `
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    writeFileSync(run.directory + '/pid', String(child.pid));`;

  test('of time: the worker and all that it started end', async () => {
    const { server, folder, run } = await serverOf(`if (count === 1) answer(0); else {${HANGS}}`);
    expect(await run()).toMatchObject({ kind: 'exited' });
    expect(await run({ timeoutMs: 300 })).toMatchObject({ kind: 'timeout' });
    expect(server.isOver()).toBe(true);
    // Where the time was too short for a process, there is none.
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

  test.runIf(process.platform === 'linux')('of memory, with that of the worker', async () => {
    const { server, run } = await serverOf(
      'if (count === 1) answer(0); else globalThis.held = Buffer.alloc(300e6, 1);',
    );
    const limit = { memoryBytes: 250e6 };
    expect(await run(limit)).toMatchObject({ kind: 'exited' });
    expect(await run(limit)).toMatchObject({ kind: 'memory' });
    expect(server.isOver()).toBe(true);
  });
});
