import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
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

const PROGRAM = `
  import { createInterface } from 'node:readline';
  import { writeFileSync } from 'node:fs';
  for await (const line of createInterface({ input: process.stdin })) {
    const run = JSON.parse(line);
    writeFileSync(run.stdout, process.pid + ' ' + Object.keys(process.env).filter((name) => name.startsWith('CONCLUSIVE_')));
    writeFileSync(run.stderr, run.argv.join(' ') + ' ' + run.environment.CONCLUSIVE_SEED);
    if (!run.environment.TMPDIR.includes('conclusive-')) process.exit(1);
    console.log(JSON.stringify({ id: run.id, exit: run.argv[0] === 'fail' ? 1 : 0 }));
  }`;

/** As our own worker is spoken to. */
const OURS = `
  import { Socket } from 'node:net';
  import { writeFileSync, writeSync } from 'node:fs';
  writeFileSync('started-' + process.pid, '');
  new Socket({ fd: 3 }).on('data', (text) => {
    const run = JSON.parse(text);
    console.log(process.pid + ' ');
    if (run.argv[0] === 'end') process.exit(3);
    writeSync(3, JSON.stringify({ id: run.id, exit: run.argv[0] === 'fail' ? 1 : 0, stays: run.argv[0] === 'one' }) + '\\n');
  });`;

async function serving(program = PROGRAM) {
  const root = await temporaryFolder();
  await writeFile(join(root, 'serve.mjs'), program);
  const warnings: string[] = [];
  const own = servingExecutor(null, (message) => warnings.push(message));
  executor = own;
  let runs = 0;
  const serverIn = (home: string, printed: string) => ({
    ...{ argv: [process.execPath, 'serve.mjs'], directory: root, folder: join(root, home) },
    ...{ writable: null, isOurs: program === OURS, printed },
  });
  const common = { PATH: process.env.PATH ?? '', CONCLUSIVE_ENV_DIR: '/environment' };
  const begin = (home: string) =>
    own.begin?.({ environment: { ...common, DEVICE: '0' } }, serverIn(home, root));
  const started = async () => (await readdir(root)).filter((name) => name.startsWith('started-')).length;
  const perform = async (
    argv: readonly string[],
    {
      home = 'a',
      prepare,
      device = '0',
      timeoutMs = 30_000,
    }: {
      home?: string;
      device?: string;
      timeoutMs?: number;
      prepare?(folder: string): Promise<void>;
    } = {},
  ): Promise<Performed> => {
    runs += 1;
    const folder = join(root, home, String(runs));
    await mkdir(folder, { recursive: true });
    await prepare?.(folder);
    const environment = {
      ...{ ...common, DEVICE: device },
      ...{ CONCLUSIVE_SEED: String(runs), CONCLUSIVE_RUN_DIR: join(folder, 'run') },
    };
    return own.perform(
      {
        argv,
        directory: folder,
        environment,
        writable: null,
        timeoutMs,
        server: serverIn(home, folder),
      },
      { signal },
    );
  };
  const processOf = ({ printed }: Performed) => /^\d+(?= )/m.exec(printed)?.[0];
  return { begin, perform, processOf, started, warnings };
}

test('runs that have a folder and an environment in common share a program; each prints for itself', async () => {
  const { perform, processOf } = await serving();
  const first = await perform(['one']);
  const second = await perform(['fail']);
  expect(first.printed).toMatch(/^one 1\n\d+ CONCLUSIVE_ENV_DIR,CONCLUSIVE_RUN_DIR$/);
  expect(second.outcome).toMatchObject({
    kind: 'exited',
    exitCode: 1,
    tail: expect.stringMatching(/fail 2$/),
  });
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

test('a run that puts a link in the place of what it prints has printed nothing', async () => {
  const { perform } = await serving();
  const { printed, outcome } = await perform(['a'], {
    prepare: async (folder) => {
      await writeFile(join(folder, 'secret'), 'not to be read');
      await symlink(join(folder, 'secret'), join(folder, 'stdout.txt'));
    },
  });
  expect(outcome.kind).toBe('exited');
  expect(printed).toBe('a 1\n');
});

test('a run that takes too long is told where no run has ever been answered, and this one has printed nothing', async () => {
  const { perform } = await serving(`
    import { writeFileSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    for await (const line of createInterface({ input: process.stdin })) {
      const run = JSON.parse(line);
      if (run.argv[0] === 'slow') writeFileSync(run.stderr, 'epoch 1');
      if (run.argv[0] === 'one') console.log(JSON.stringify({ id: run.id, exit: 0 }));
    }`);
  const note = expect.stringMatching(/^trainer\.serve has answered no run: check/);
  expect((await perform(['hangs'], { timeoutMs: 500 })).outcome).toMatchObject({ kind: 'timeout', note });
  const slow = await perform(['slow'], { timeoutMs: 500 });
  await perform(['one']);
  for (const { outcome } of [slow, await perform(['hangs'], { timeoutMs: 500 })]) {
    expect(outcome).toMatchObject({ kind: 'timeout' });
    expect(outcome).not.toMatchObject({ note });
  }
});

test('without a server a task is a process of its own', async () => {
  executor = servingExecutor(null, () => {});
  const argv = [process.execPath, '-e', 'console.log("alone")'];
  const { printed } = await executor.perform(
    { argv, directory: '.', environment: {}, writable: null, timeoutMs: 30_000 },
    { signal },
  );
  expect(printed.trim()).toBe('alone');
});

test('our own worker takes runs until one leaves something or does not end well, which a used worker has no word on', async () => {
  const { perform, processOf } = await serving(OURS);
  const ends = [];
  for (const name of ['end', 'fail', 'one', 'fail', 'last', 'one', 'end']) ends.push(await perform([name]));
  expect(ends.map(({ outcome }) => ('exitCode' in outcome ? outcome.exitCode : outcome.kind))).toEqual([
    ...[3, 1, 0, 'doubtful', 0, 0, 'doubtful'],
  ]);
  const processes = ends.map(processOf);
  expect(processes.map((pid) => processes.indexOf(pid))).toEqual([0, 1, 2, 2, 4, 5, 5]);
});

test('a worker that was begun ahead takes the first run, and is ended where none comes', async () => {
  const { begin, perform, processOf, started } = await serving(OURS);
  await begin('a');
  const end = await begin('a');
  const first = processOf(await perform(['one']));
  expect(await started()).toBe(1);
  await end?.();
  expect(processOf(await perform(['one']))).not.toBe(first);
  await (await begin('b'))?.();
  expect(() => process.kill(Number(first), 0)).toThrow('ESRCH');
});
