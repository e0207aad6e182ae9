import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Executor, Performed } from '../../../src/train/executors/executor.ts';
import { servingExecutor } from '../../../src/train/executors/serving.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const signal = new AbortController().signal;
let executor: Executor | undefined;
afterEach(async () => {
  await executor?.close();
});

const WORKER = `
  import { Socket } from 'node:net';
  import { writeSync } from 'node:fs';
  new Socket({ fd: 3 }).on('data', (text) => {
    const run = JSON.parse(text);
    console.log(process.pid + ' ' + Object.keys(process.env).filter((name) => name.startsWith('CONCLUSIVE_')));
    console.error(run.argv.join(' ') + ' ' + run.environment.CONCLUSIVE_SEED);
    if (run.argv[0] === 'end' || !run.environment.TMPDIR.includes('conclusive-')) process.exit(3);
    writeSync(3, JSON.stringify({ id: run.id, exit: run.argv[0] === 'fail' ? 1 : 0, stays: !['fail', 'last'].includes(run.argv[0]) }) + '\\n');
  });`;

async function serving() {
  const root = await temporaryFolder();
  await writeFile(join(root, 'serve.mjs'), WORKER);
  const own = servingExecutor();
  executor = own;
  let runs = 0;
  const serverIn = (home: string) => ({
    ...{ argv: [process.execPath, 'serve.mjs'], directory: root, folder: join(root, home) },
  });
  const common = { PATH: process.env.PATH ?? '' };
  const perform = async (
    argv: readonly string[],
    {
      home = 'a',
      device = '0',
      timeoutMs = 30_000,
    }: {
      home?: string;
      device?: string;
      timeoutMs?: number;
    } = {},
  ): Promise<Performed> => {
    runs += 1;
    const folder = join(root, home, String(runs));
    await mkdir(folder, { recursive: true });
    const environment = {
      ...{ ...common, DEVICE: device },
      ...{ CONCLUSIVE_SEED: String(runs), CONCLUSIVE_RUN_DIR: join(folder, 'run') },
    };
    return own.perform(
      {
        argv,
        directory: folder,
        environment,
        timeoutMs,
        server: serverIn(home),
      },
      { signal },
    );
  };
  const processOf = ({ printed }: Performed) => /^\d+(?= )/m.exec(printed)?.[0];
  return { perform, processOf };
}

test('runs that have a folder and an environment in common share a worker; each prints for itself', async () => {
  const { perform, processOf } = await serving();
  const first = await perform(['one']);
  const second = await perform(['two']);
  expect(first.printed).toMatch(/^one 1\n\n\d+ CONCLUSIVE_RUN_DIR\n$/);
  expect(second.printed).toMatch(/^two 2\n/);
  expect(processOf(second)).toBe(processOf(first));
  const others = [await perform(['b'], { home: 'b' }), await perform(['c'], { device: '1' })];
  expect(new Set([first, ...others].map(processOf)).size).toBe(3);
});

test('runs at a time have a program each, and no more of them are kept than four for each', async () => {
  const { perform, processOf } = await serving();
  const before = await perform(['a'], { home: 'a' });
  for (const home of ['b', 'c', 'd', 'e']) await perform([home], { home });
  expect(processOf(await perform(['e'], { home: 'e' }))).toBeDefined();
  // That of `a` was used first, and has given way.
  expect(processOf(await perform(['a'], { home: 'a' }))).not.toBe(processOf(before));
  const [one, two] = await Promise.all([perform(['f'], { home: 'f' }), perform(['f'], { home: 'f' })]);
  expect(processOf(one)).not.toBe(processOf(two));
});

test('without a server a task is a process of its own', async () => {
  executor = servingExecutor();
  const argv = [process.execPath, '-e', 'console.log("alone")'];
  const { printed } = await executor.perform(
    { argv, directory: '.', environment: {}, timeoutMs: 30_000 },
    { signal },
  );
  expect(printed.trim()).toBe('alone');
});

test('a worker takes runs until one leaves something or does not end well, which a used worker has no word on', async () => {
  const { perform, processOf } = await serving();
  const ends = [];
  for (const name of ['end', 'fail', 'one', 'fail', 'last', 'one', 'end']) ends.push(await perform([name]));
  expect(ends.map(({ outcome }) => ('exitCode' in outcome ? outcome.exitCode : outcome.kind))).toEqual([
    ...[3, 1, 0, 'doubtful', 0, 0, 'doubtful'],
  ]);
  const processes = ends.map(processOf);
  expect(processes.map((pid) => processes.indexOf(pid))).toEqual([0, 1, 2, 2, 4, 5, 5]);
});
