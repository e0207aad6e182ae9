/** What a run that failed says of itself: first what is known of its end, then its own last words. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFailedRuns } from '../../../src/checks/comparison/failed-runs.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { progressLine } from '../../../src/report/progress-line.ts';
import { type RunContext, trainRun } from '../../../src/train/run/train-run.ts';
import { createCommandTrainer } from '../../../src/train/trainers/command-trainer.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Trains one run of a program in a work tree beside the checkout. */
async function fail(
  program: string,
  { ref = null, ...options }: Partial<RunContext> & { ref?: string | null } = {},
) {
  const root = await temporaryFolder();
  const [directory, checkout] = [join(root, 'work-tree'), join(root, 'checkout')];
  for (const folder of [directory, join(checkout, 'data')]) await mkdir(folder, { recursive: true });
  await writeFile(join(directory, 'train.mjs'), program);
  await writeFile(join(checkout, 'data/train.csv'), 'x,y\n');
  const node = process.execPath.replaceAll('\\', '/');
  const { record, retries } = await trainRun(
    {
      model: {
        name: 'a',
        ref,
        commit: null,
        directory,
        params: {},
        fingerprint: () => 'ab'.repeat(32),
      },
      seed: 1,
      fingerprint: 'ab'.repeat(32),
    },
    {
      trainer: createCommandTrainer(`"${node}" train.mjs`, { vary: ['init'], data: 'bootstrap' }),
      store: await openRunStore(join(root, 'out'), () => {}),
      scratch: join(root, 'out/tmp'),
      environments: join(root, 'out/environments'),
      checkout,
      declaredMetrics: ['accuracy'],
      warn: () => {},
      timeoutMs: 30_000,
      retries: 1,
      signal: new AbortController().signal,
      ...options,
    },
  );
  const check = checkFailedRuns([record], 'a', 0.1).message;
  const line = progressLine({
    ...{ kind: 'finished', model: 'a', seed: 1, status: record.status, failure: record.failure },
    ...{ wallSeconds: 1, done: 1, of: 1, secondsLeft: 0 },
  });
  return { record, retries, check, line };
}

describe('the check, and the line of the log, quote why a run ended', () => {
  test('a timeout, and then what it printed last', async () => {
    const { record, check, line } = await fail(
      `console.log('x'.repeat(8000) + '\\nstarting epoch 1'); setInterval(() => {}, 1000)`,
      { timeoutMs: 3000, retries: 0 },
    );
    const cause = 'stopped after 0.05 minutes; raise limits.run-minutes if it needs longer';
    expect(record.status).toBe('timeout');
    expect(record.failure?.split('\n')[0]).toBe(cause);
    expect(record.failure).toMatch(/starting epoch 1$/);
    expect(check).toContain(`the first: ${cause}; it printed last: starting epoch 1`);
    expect(line).toContain(cause);
  });

  test.skipIf(process.platform === 'win32')(
    'a kill, which may be for memory where it is SIGKILL',
    async () => {
      const kill = (signal: string) =>
        fail(`console.log('epoch 7'); setTimeout(() => process.kill(process.pid, '${signal}'), 300)`);
      const { check, retries } = await kill('SIGKILL');
      expect(check).toMatch(/the first: killed by SIGKILL; .*memory.*; it printed last: epoch 7$/);
      expect(retries).toBe(1);
      expect((await kill('SIGTERM')).check).toMatch(
        /the first: killed by SIGTERM; it printed last: epoch 7$/,
      );
    },
  );

  test('a run that left nothing', async () => {
    const { check } = await fail(`console.log('done')`);
    expect(check).toMatch(/the first: nothing to read in the run directory.*; it printed last: done$/);
  });

  test('a traceback, whose last line is the error', async () => {
    const { check } = await fail(`console.error('Traceback\\n  line\\nValueError: bad'); process.exit(1)`);
    expect(check).toMatch(/the first: ValueError: bad$/);
  });
});

describe('a crash of native code', () => {
  test.skipIf(process.platform === 'win32').each(['SIGSEGV', 'SIGABRT', 'SIGBUS'])(
    '%s is the program’s own, is not tried again, and says nothing of memory',
    async (signal) => {
      const { record, retries, check } = await fail(
        `setTimeout(() => process.kill(process.pid, '${signal}'), 200)`,
      );
      expect([record.status, retries]).toEqual(['crashed', 0]);
      expect(check).toMatch(new RegExp(`the first: crashed with ${signal} in native code`));
      expect(check).not.toContain('memory');
    },
  );

  test('a shell tells of it by its exit code', async () => {
    const { record, retries } = await fail('process.exit(139)');
    expect([record.status, retries]).toEqual(['crashed', 0]);
    expect(record.failure).toContain('crashed with SIGSEGV (exit code 139) in native code');
  });
});

describe('a file that is in the checkout alone, since git ignores it', () => {
  const python = (path: string) =>
    `console.error("FileNotFoundError: [Errno 2] No such file or directory: '" + ${path} + "'"); process.exit(1)`;
  const hint =
    /the first: data\/train\.csv is in the checkout and not in the work tree of base, .*; it printed last: FileNotFoundError/;

  test.each([
    ['as Python says it', python(`'data/train.csv'`)],
    ['with a whole path', python(`process.cwd() + '/data/train.csv'`)],
    ['as a shell says it', `console.log('cat: data/train.csv: No such file or directory'); process.exit(1)`],
    ['as R says it', `console.log("cannot open file 'data/train.csv': No such file"); process.exit(1)`],
  ])('is named with what to do about it, %s', async (_, program) => {
    const { check } = await fail(program, { ref: 'base' });
    expect(check).toContain('data/train.csv is in the checkout and not in the work tree of base, ');
  });

  test('and its folder, where the program looks for that', async () => {
    const { check } = await fail(python(`'data'`), { ref: 'base' });
    expect(check).toContain('data is in the checkout and not in the work tree of base');
  });

  test('comes before what the program said', async () => {
    expect((await fail(python(`'data/train.csv'`), { ref: 'base' })).check).toMatch(hint);
  });

  test.each([
    ['that is nowhere', python(`'data/test.csv'`), 'base'],
    ['of the checkout itself', python(`'data/train.csv'`), null],
    ['outside of the checkout', python(`'../checkout/data/train.csv'`), 'base'],
    ['that is not said to be missing', `console.log("KeyError: 'data'"); process.exit(1)`, 'base'],
  ])('a file %s is none of them', async (_, program, ref) => {
    expect((await fail(program, { ref })).check).not.toContain('work tree of');
  });
});
