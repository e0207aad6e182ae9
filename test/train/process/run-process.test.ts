import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

const node = (
  script: string,
  options: { timeoutMs?: number; signal?: AbortSignal; directory?: string } = {},
) =>
  runProcess({
    argv: [process.execPath, '-e', script],
    directory: options.directory ?? process.cwd(),
    environment: { PATH: process.env.PATH ?? '' },
    timeoutMs: options.timeoutMs ?? 30_000,
    signal: options.signal ?? new AbortController().signal,
  });

describe('runProcess', () => {
  test('tells the exit code and the end of the output', async () => {
    const outcome = await node(
      `console.log('one'); console.error('\\u001b[31mtwo\\u001b[0m'); process.exitCode = 3`,
    );
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
    expect(outcome.tail).toContain('one');
    expect(outcome.tail).toMatch(/two$/);
  });

  test('keeps a bounded tail of a flood', async () => {
    const outcome = await node(`process.stdout.write('x'.repeat(20_000_000), () => console.log('the end'))`);
    expect(outcome.kind).toBe('exited');
    expect(outcome.tail.length).toBeLessThanOrEqual(8192);
    expect(outcome.tail).toMatch(/the end$/);
  });

  test('a program that cannot be found is told from one that fails', async () => {
    const outcome = await runProcess({
      argv: ['no-such-program-here'],
      directory: process.cwd(),
      environment: {},
      timeoutMs: 1000,
      signal: new AbortController().signal,
    });
    expect(outcome.kind).toBe('not-started');
  });

  test('a program that kills itself is killed, not exited', async () => {
    expect(await node(`process.kill(process.pid, 'SIGKILL')`)).toMatchObject({
      kind: 'killed',
      by: 'SIGKILL',
    });
  });

  test('stops a program that does not end, even one that refuses to', async () => {
    const outcome = await node(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`, {
      timeoutMs: 300,
    });
    expect(outcome.kind).toBe('timeout');
  });

  test('an abort ends the whole tree: no grandchild is left', async () => {
    const directory = await temporaryFolder();
    const stop = new AbortController();
    const running = node(
      `const { spawn } = require('node:child_process');
       const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: 'ignore' });
       require('node:fs').writeFileSync('pid', String(child.pid));
       setInterval(() => {}, 1000)`,
      { directory, signal: stop.signal },
    );
    const pid = await waitForPid(join(directory, 'pid'));
    stop.abort();
    expect((await running).kind).toBe('aborted');
    expect(await isGone(pid)).toBe(true);
  });

  test('a program that exits takes its background children with it', async () => {
    const directory = await temporaryFolder();
    const outcome = await node(
      `const { spawn } = require('node:child_process');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       require('node:fs').writeFileSync('pid', String(child.pid));
       child.unref()`,
      { directory },
    );
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await isGone(await waitForPid(join(directory, 'pid')))).toBe(true);
  });
});

describe.runIf(process.platform === 'linux')('the CPU time is that of', () => {
  /** Computes for a while, and writes down for how long it has. */
  const compute = (name: string) => `
    for (const end = process.cpuUsage().user + 5e4; process.cpuUsage().user < end; );
    const { user, system } = process.cpuUsage();
    require('node:fs').writeFileSync('${name}', String((user + system) / 1e6));`;
  const start = (name: string) =>
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(compute(name))}], { stdio: 'inherit' })`;

  test.each([
    ['the program and its children', `${start('a')}; ${start('b')}; ${compute('c')}`],
    [
      'a child of a child',
      `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(start('a'))}])`,
    ],
    ['a program that waits', `${compute('a')}; setTimeout(() => {}, 1000)`],
  ])('%s', async (_, script) => {
    const directory = await temporaryFolder();
    const { kind, cpuSeconds } = await node(`${script}; setTimeout(() => {}, 2500)`, {
      directory,
      timeoutMs: 100_000,
    });
    expect(kind).toBe('exited');
    const told = await Promise.all(
      (await readdir(directory)).map(async (name) => Number(await readFile(join(directory, name), 'utf8'))),
    );
    const truth = told.reduce((sum, one) => sum + one, 0);
    // A short run may have ended before it is looked at; programs that start others take some more.
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(cpuSeconds).toBeLessThan(2 * truth + 0.5);
  });
});
