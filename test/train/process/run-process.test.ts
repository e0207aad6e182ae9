import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { temporaryFolder } from '../../support/temporary.ts';

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

  // `detached` is setsid: a session of its own, and so a group of its own.
  describe.runIf(process.platform === 'linux')('with a child in a session of its own', () => {
    const IDLE = 'setInterval(() => {}, 1000)';
    const FULL = 'const full = Buffer.alloc(300 * 2 ** 20, 1); setInterval(() => full[0], 1000)';
    const INHERIT = `{ stdio: 'inherit', detached: true }`;
    const CLEARED = `{ stdio: 'inherit', detached: true, env: {} }`;
    const spawnChild = (child: string, options: string) =>
      `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], ${options})`;
    const spawnOrphan = (child: string) =>
      `require('node:child_process').spawn('sh', ['-c', '"$0" -e "$1" &', process.execPath, ${JSON.stringify(child)}], ${INHERIT})`;

    const start = async (program: (childOf: (script: string) => string) => string, limits: Limits = {}) => {
      const directory = await temporaryFolder();
      const tellPid = `require('node:fs').writeFileSync('pid', String(process.pid));`;
      const outcome = await runProcess({
        argv: [process.execPath, '-e', program((script) => tellPid + script)],
        directory,
        environment: { PATH: process.env.PATH ?? '', CONCLUSIVE_RUN_DIR: directory },
        timeoutMs: 30_000,
        signal: new AbortController().signal,
        ...limits,
      });
      return { outcome, pid: await waitForPid(join(directory, 'pid')) };
    };

    test('it is ended too when the program exits, and does not keep us waiting', async () => {
      const { outcome, pid } = await start(
        (child) => `${spawnChild(child(IDLE), INHERIT)}.unref(); setTimeout(() => {}, 1000)`,
      );
      expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
      expect(await isGone(pid)).toBe(true);
    });

    test('a timeout ends it, even where its environment tells nothing', async () => {
      const { outcome, pid } = await start((child) => `${spawnChild(child(IDLE), CLEARED)}; ${IDLE}`, {
        timeoutMs: 1500,
      });
      expect(outcome.kind).toBe('timeout');
      expect(await isGone(pid)).toBe(true);
    });

    test.each([
      ['a child of the program, with an empty environment', (child: string) => spawnChild(child, CLEARED)],
      ['left behind by a parent that has ended', spawnOrphan],
    ])('its memory counts: %s', async (_, spawnIt) => {
      const { outcome, pid } = await start((child) => `${spawnIt(child(FULL))}; ${IDLE}`, {
        memoryBytes: 200 * 2 ** 20,
      });
      expect(outcome.kind).toBe('memory');
      expect(await isGone(pid)).toBe(true);
    });

    test('what a program started with setsid, and left behind, is ended with all that it starts', async () => {
      const directory = await temporaryFolder();
      await runProcess({
        argv: ['sh', '-c', 'setsid sh -c "echo \\$\\$ > pid; sleep 300; true" & sleep 0.5'],
        directory,
        environment: { PATH: process.env.PATH ?? '', CONCLUSIVE_RUN_DIR: directory },
        timeoutMs: 30_000,
        signal: new AbortController().signal,
      });
      expect(await isGone(await waitForPid(join(directory, 'pid')))).toBe(true);
      expect(execFileSync('ps', ['-A', '-o', 'args=', 'e'], { encoding: 'utf8' })).not.toContain(directory);
    });
  });
});

type Limits = Partial<Pick<Parameters<typeof runProcess>[0], 'timeoutMs' | 'memoryBytes'>>;

async function waitForPid(path: string): Promise<number> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    await sleep(20);
  }
}

/** A killed process may be a zombie for a moment, until somebody collects it. */
async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      process.kill(pid, 0);
      const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone');
      if (/\) Z /.test(state)) return true;
    } catch {
      return true;
    }
    await sleep(20);
  }
  return false;
}
