import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import type { TaskState } from '../../../src/train/executors/executor.ts';
import { localExecutor } from '../../../src/train/executors/local.ts';

const task = (program: string) => ({
  argv: [process.execPath, '-e', program],
  ...{ directory: '.', environment: { PATH: process.env.PATH ?? '' }, timeoutMs: 30_000 },
});
const signal = new AbortController().signal;

test('a process of this machine is running at once, and what it prints is told errors first', async () => {
  const states: TaskState[] = [];
  const { outcome, printed, machine } = await localExecutor().perform(
    task('console.log("out"); console.error("err")'),
    { signal, onState: (state) => states.push(state) },
  );
  expect([outcome.kind, printed.trim(), states]).toEqual(['exited', 'err\n\nout', ['running']]);
  expect(machine.node).not.toBe('');
});

test('each process has a temporary folder, which is removed with it', async () => {
  const program =
    "console.log(require('node:os').tmpdir()); require('node:fs').writeFileSync(process.env.TMPDIR + '/left', '')";
  const folders = await Promise.all(
    [1, 2].map(async () => {
      const { printed } = await localExecutor().perform({ ...task(program) }, { signal });
      return printed.trim();
    }),
  );
  expect(new Set([...folders, tmpdir()]).size).toBe(3);
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
});
