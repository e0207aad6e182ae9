/** The program of docs/reference/command-protocol.md that imports once and forks for every run. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Executor } from '../../src/train/executors/executor.ts';
import { servingExecutor } from '../../src/train/executors/serving.ts';
import { findTool } from '../support/find-tool.ts';
import { temporaryFolder } from '../support/temporary.ts';

const python = process.platform === 'win32' ? null : findTool('python3');

let executor: Executor | undefined;
afterEach(async () => {
  await executor?.close();
});

const TRAIN = `
import os, sys
import helper
print(helper.NAME, sys.argv, os.getcwd() == os.path.dirname(os.path.abspath(__file__)), os.environ["CONCLUSIVE_SEED"])
print("input", repr(sys.stdin.read()))
print(os.getppid(), "parent")
os.environ["LEAK"] = "1"
helper.NAME = "changed"
if sys.argv[1] == "2": sys.exit(3)
if sys.argv[1] == "3": raise ValueError("bad data")
if sys.argv[1] == "4": os.kill(os.getpid(), 9)
`;

test.runIf(python !== null)('it is as good as a process for each run', async () => {
  const page = await readFile(new URL('../../docs/reference/command-protocol.md', import.meta.url), 'utf8');
  const [, program = ''] = /```python\n(# serve\.py[\s\S]*?)```/.exec(page) ?? [];
  const root = await temporaryFolder();
  // In the place of a package that takes long: one that prints when it is imported.
  await writeFile(join(root, 'serve.py'), program.replace(/^import torch.*$/m, 'print("imported")'));
  executor = servingExecutor(null, (message) => expect.unreachable(message));
  const outcomes = [];
  for (const seed of [1, 2, 3, 4, 5]) {
    const folder = join(root, String(seed));
    await mkdir(folder);
    await writeFile(join(folder, 'train.py'), TRAIN);
    await writeFile(join(folder, 'helper.py'), `NAME = "helper ${seed}"`);
    const environment = {
      PATH: process.env.PATH ?? '',
      CONCLUSIVE_SEED: String(seed),
      CONCLUSIVE_RUN_DIR: folder,
    };
    const server = {
      argv: ['python3', 'serve.py'],
      directory: root,
      folder: root,
      writable: null,
      isOurs: false,
      printed: folder,
    };
    const argv = ['python3', 'train.py', String(seed)];
    const task = { argv, directory: folder, environment, writable: null, timeoutMs: 30_000, server };
    const { outcome, printed } = await executor.perform(task, { signal: new AbortController().signal });
    outcomes.push({ outcome, lines: printed.split('\n') });
  }
  const [one, two, three, four, five] = outcomes;
  expect(one?.outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
  expect(one?.lines).toEqual(expect.arrayContaining([`helper 1 ['train.py', '1'] True 1`, `input ''`]));
  expect(two?.outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
  expect(three?.outcome).toMatchObject({
    kind: 'exited',
    exitCode: 1,
    tail: expect.stringMatching(/ValueError: bad data$/),
  });
  expect(four?.outcome).toMatchObject({ kind: 'killed', by: 'SIGKILL' });
  expect(five?.lines).toContain(`helper 5 ['train.py', '5'] True 5`);
  const parents = [one, five].map((run) => run?.lines.find((line) => line.endsWith('parent')));
  expect(parents[0]).toBe(parents[1]);
});
