import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { describeNotStarted } from '../../../src/train/run/describe-failure.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { trainFailing } from './train-failing.ts';

describe('the check, and the line of the log, quote why a run ended', () => {
  test('a timeout, and then what it printed last', async () => {
    const { record, check, line } = await trainFailing(
      `console.log('x'.repeat(8000) + '\\nstarting epoch 1'); setInterval(() => {}, 1000)`,
      { timeoutMs: 3000, retries: 0 },
    );
    const cause = 'stopped after 0.05 minutes; raise limits.run-minutes if the run needs longer';
    expect(record.status).toBe('timeout');
    expect(record.failure?.split('\n')[0]).toBe(cause);
    expect(record.failure).toMatch(/starting epoch 1$/);
    expect(check).toContain(`the first: ${cause}; last output: starting epoch 1`);
    expect(line).toContain(cause);
  });

  test.skipIf(process.platform === 'win32')(
    'a kill, which may be for memory where it is SIGKILL',
    async () => {
      const kill = (signal: string) =>
        trainFailing(`console.log('epoch 7'); setTimeout(() => process.kill(process.pid, '${signal}'), 300)`);
      const { check, retries } = await kill('SIGKILL');
      expect(check).toMatch(/the first: killed by SIGKILL; .*memory.*; last output: epoch 7$/);
      expect(retries).toBe(1);
      expect((await kill('SIGTERM')).check).toMatch(/the first: killed by SIGTERM; last output: epoch 7$/);
    },
  );
});

describe('a crash of native code', () => {
  test.skipIf(process.platform === 'win32').each(['SIGSEGV', 'SIGABRT', 'SIGBUS'])(
    '%s is the program’s own, is not tried again, and says nothing of memory',
    async (signal) => {
      const { record, retries, check } = await trainFailing(
        `setTimeout(() => process.kill(process.pid, '${signal}'), 200)`,
      );
      expect([record.status, retries]).toEqual(['crashed', 0]);
      expect(check).toMatch(new RegExp(`the first: crashed with ${signal} in native code`));
      expect(check).not.toContain('memory');
    },
  );

  test('a shell tells of it by its exit code', async () => {
    const { record, retries } = await trainFailing('process.exit(139)');
    expect([record.status, retries]).toEqual(['crashed', 0]);
    expect(record.failure).toContain('crashed with SIGSEGV (exit code 139) in native code');
  });
});

test.skipIf(process.platform === 'win32')(
  'a program that cannot be started, with what to write',
  async () => {
    const error = new Error('spawn ENOENT');
    const bin = await temporaryFolder();
    vi.stubEnv('PATH', bin);
    expect(describeNotStarted('python', '/x', error)).toMatch(
      /; check that it is installed and on the PATH$/,
    );
    await writeFile(join(bin, 'python3'), '', { mode: 0o755 });
    expect(describeNotStarted('python', '/x', error)).toMatch(/; write python3, which is on the PATH$/);
    expect(describeNotStarted('$PYTHON', '/x', error)).toMatch(
      /; no shell fills in variables; write the name/,
    );
    vi.unstubAllEnvs();
  },
);
