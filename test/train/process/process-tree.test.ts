import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listProc } from '../../../src/train/process/process-tree.ts';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

type Limits = Partial<Pick<Parameters<typeof runProcess>[0], 'timeoutMs' | 'memoryBytes'>>;

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

describe.runIf(process.platform === 'linux')('a list of processes', () => {
  const OLDER = '1';
  const YOUNGER = '99999999999';

  async function show(proc: string, pid: string, started: string, state = 'S'): Promise<void> {
    await mkdir(join(proc, pid), { recursive: true });
    const fields = [state, '1', '7', ...Array(16).fill('0'), started, '0'];
    await writeFile(join(proc, pid, 'stat'), `${pid} (a (b) c) ${fields.join(' ')}\n`);
  }

  test('has those that are younger than this one, each time', async () => {
    const proc = await temporaryFolder();
    await show(proc, '40', OLDER);
    await show(proc, '41', YOUNGER);
    await show(proc, '42', YOUNGER, 'Z');
    listProc(proc);
    expect(listProc(proc)).toEqual([{ pid: 41, parent: 1, group: 7, started: YOUNGER, residentBytes: null }]);
  });

  test('has a process that got the number of an older one', async () => {
    const proc = await temporaryFolder();
    await show(proc, '40', OLDER);
    listProc(proc);
    expect(listProc(proc)).toEqual([]);
    await rm(join(proc, '40'), { recursive: true });
    // For a clock that ticks a hundred times a second.
    await sleep(50);
    await show(proc, '40', YOUNGER);
    expect(listProc(proc).map(({ pid }) => pid)).toEqual([40]);
    expect(listProc(proc).map(({ pid }) => pid)).toEqual([40]);
  });
});
