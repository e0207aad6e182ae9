import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { endUnclaimed, launch, startAhead } from '../../../src/train/process/start-ahead.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, waitForPid } from './processes.ts';

afterEach(endUnclaimed);

const environment = { PATH: process.env.PATH ?? '' };
const node = (script: string, directory: string) => ({
  ...{ argv: [process.execPath, '-e', script], directory, environment },
});
const limits = { timeoutMs: 30_000, signal: new AbortController().signal };
// Whole at once: a file that is there, and empty when its writer is killed, would be waited for without end.
const TELL_PID = `require('node:fs').writeFileSync('pid.new', String(process.pid)); require('node:fs').renameSync('pid.new', 'pid');`;

describe('a program that was started ahead', () => {
  test('is the one that runs later, with all that it has printed and its exit code, though it has ended by then', async () => {
    const directory = await temporaryFolder();
    const program = node(
      `${TELL_PID} console.log('early'); console.error('wrong'); process.exitCode = 3`,
      directory,
    );
    startAhead(program);
    const pid = await waitForPid(join(directory, 'pid'));
    expect(await isGone(pid)).toBe(true);
    let printed = '';
    const outcome = await runProcess({ ...program, ...limits, onOutput: (chunk) => (printed += chunk) });
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
    expect(outcome.tail).toContain('wrong');
    expect(printed).toBe('early\n');
    expect(await waitForPid(join(directory, 'pid'))).toBe(pid);
  });

  test('waits with what is too much to be kept until somebody reads it', async () => {
    const directory = await temporaryFolder();
    const program = node(
      `${TELL_PID} require('node:fs').writeSync(1, '.'.repeat(8e6)); require('node:fs').writeFileSync('through', '')`,
      directory,
    );
    startAhead(program);
    await waitForPid(join(directory, 'pid'));
    await sleep(200);
    expect(existsSync(join(directory, 'through'))).toBe(false);
    let printed = 0;
    const onOutput = (chunk: Buffer) => (printed += chunk.length);
    expect(await runProcess({ ...program, ...limits, onOutput })).toMatchObject({ exitCode: 0 });
    expect(printed).toBe(8e6);
  });

  test('is held to the limits of what runs later', async () => {
    const program = node('setInterval(() => {}, 1000)', await temporaryFolder());
    startAhead(program);
    expect((await runProcess({ ...program, ...limits, timeoutMs: 100 })).kind).toBe('timeout');
  });

  test('runs once', async () => {
    const program = node('setInterval(() => {}, 1000)', await temporaryFolder());
    startAhead(program, { mark: 'ahead' });
    const both = [launch(program, { mark: 'new' }), launch(program, { mark: 'new' })];
    for (const { child } of both) child.kill('SIGKILL');
    expect(both.map(({ mark }) => mark)).toEqual(['ahead', 'new']);
  });

  test.each([
    ['another variable', { environment: { ...environment, TOKEN: '1' } }],
    ['other arguments', { argv: [process.execPath, '--version'] }],
    ['another folder', { directory: '/' }],
  ])('is nothing to what has %s', async (_, other) => {
    const program = node('setInterval(() => {}, 1000)', await temporaryFolder());
    startAhead(program, { mark: 'ahead' });
    const { child, mark } = launch({ ...program, ...other }, { mark: 'new' });
    child.kill('SIGKILL');
    expect(mark).toBe('new');
  });

  test('is ended where nothing asks for it', async () => {
    const directory = await temporaryFolder();
    startAhead(node(`${TELL_PID} setInterval(() => {}, 1000)`, directory));
    const pid = await waitForPid(join(directory, 'pid'));
    endUnclaimed();
    expect(await isGone(pid)).toBe(true);
  });

  test('neither keeps this program alive nor outlives it', async () => {
    const directory = await temporaryFolder();
    const module = join(import.meta.dirname, '../../../src/train/process/start-ahead.ts');
    const child = node(`${TELL_PID} setInterval(() => {}, 1000)`, directory);
    const parent = `
      const { createJiti } = require('jiti');
      const { startAhead } = createJiti(${JSON.stringify(module)})(${JSON.stringify(module)});
      const { existsSync } = require('node:fs');
      startAhead(${JSON.stringify(child)});
      const wait = () => existsSync('pid') || setTimeout(wait, 10);
      wait();`;
    const outcome = await runProcess({
      ...{ argv: [process.execPath, '-e', parent], directory, ...limits },
      environment: { ...environment, NODE_PATH: join(import.meta.dirname, '../../../node_modules') },
    });
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await isGone(await waitForPid(join(directory, 'pid')))).toBe(true);
  });

  test('that cannot be started is told of by what runs later', async () => {
    const program = { argv: ['no-such-program-here'], directory: await temporaryFolder(), environment };
    startAhead(program);
    await sleep(20);
    expect((await runProcess({ ...program, ...limits })).kind).toBe('not-started');
  });
});
