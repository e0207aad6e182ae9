import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess } from '../../../src/train/process/run-process.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { isGone, runNode as node, waitForPid } from './processes.ts';

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
