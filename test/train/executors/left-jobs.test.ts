/** A run of a coordinator that has gone is taken over by an equal task, and trained again where anything is odd. */
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import type { Task } from '../../../src/train/executors/executor.ts';
import { keyOf } from '../../../src/train/executors/left-jobs.ts';
import { queueExecutor } from '../../../src/train/executors/queue.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { fakeEngine } from './fake-engine.ts';

const FAST = { lookMs: 5, listMs: 20, graceMs: 60, cancelMs: 2_000, fullMs: 10 };
const NAME = 'conclusive-0123abcd';
/** Counts itself, writes its results, and ends when there is a file `go`. */
const PROGRAM = `
const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require('node:fs');
const [root, run] = process.argv.slice(1);
appendFileSync(root + '/count', 'x');
mkdirSync(run + '/deep');
writeFileSync(run + '/deep/metrics.json', process.cwd());
mkdirSync('out');
writeFileSync('out/model.bin', 'weights');
console.log('in ' + process.cwd());
setInterval(() => existsSync(root + '/go') && process.exit(), 5);`;

async function experiment(take?: Parameters<typeof fakeEngine>[0]) {
  const root = await temporaryFolder();
  const fake = fakeEngine(take);
  const warnings: string[] = [];

  /** A coordinator with its task, and the folder of its run. */
  async function coordinator(attempt: number, folders: readonly string[] = [], queue = 'queue') {
    const { folder: scratch, release } = await makeHeldFolder(root);
    onTestFinished(release);
    const executor = queueExecutor({
      engine: fake.engine,
      program: [process.execPath, 'unused'],
      ...{ scratch, warn: (said) => warnings.push(said), times: FAST },
      adoption: { name: NAME, queue, folders, engineNamed: () => fake.engine },
    });
    const run = join(scratch, 'head-1', 'run');
    const tree = join(scratch, 'head-1', 'tree', `head-1-${attempt}`);
    await mkdir(run, { recursive: true });
    await mkdir(tree, { recursive: true });
    const task: Task = {
      identity: 'head, seed 1',
      argv: [process.execPath, '-e', PROGRAM, root, run],
      ...{ directory: tree, environment: { PATH: process.env.PATH ?? '', RUN: run } },
      timeoutMs: 30_000,
      shared: {
        tree,
        left: [run, join(tree, 'out')],
        root: tree,
      },
    };
    return { scratch, executor, task, run, tree };
  }
  const perform = ({ executor, task }: Awaited<ReturnType<typeof coordinator>>, more: Partial<Task> = {}) =>
    executor.perform({ ...task, ...more }, { signal: new AbortController().signal });
  const trained = async () => (await readFile(join(root, 'count'), 'utf8').catch(() => '')).length;
  return { root, coordinator, perform, trained, fake, warnings };
}

type Made = Awaited<ReturnType<typeof experiment>>;
type Coordinator = Awaited<ReturnType<Made['coordinator']>>;

const ODD: Readonly<Record<string, (made: Made, first: Coordinator) => Promise<Partial<Task>>>> = {
  'an argument': async (_, { task }) => ({ argv: [...task.argv, 'x'] }),
  'an identity': async () => ({ identity: 'head, seed 2' }),
  'a variable': async (_, { task }) => ({ environment: { ...task.environment, HF_HOME: '/data' } }),
  'a limit': async () => ({ timeoutMs: 31_000 }),
  'the run directory': async (_, { run }) => {
    await rename(run, `${run}-before`);
    await mkdir(join(run, 'deep'), { recursive: true });
    await writeFile(
      join(run, 'deep/metrics.json'),
      await readFile(join(`${run}-before`, 'deep/metrics.json')),
    );
    return {};
  },
  'a folder above its results, which is a link,': async (_, { tree }) => {
    await rename(join(tree, '..'), join(tree, '../../elsewhere'));
    await symlink('elsewhere', join(tree, '..'));
    return {};
  },
  'a file of its results': async (_, { run }) => {
    await rm(join(run, 'deep/metrics.json'));
    return {};
  },
};

describe('a run that another coordinator began', () => {
  test.each([
    ['goes on, is waited for', false],
    ['has ended, is not trained again', true],
  ])('and that %s', async (_, hasEnded) => {
    const made = await experiment();
    const first = await made.coordinator(1);
    const left = made.perform(first);
    left.catch(() => {});
    while ((await made.trained()) === 0) await sleep(5);
    if (hasEnded) {
      await writeFile(join(made.root, 'go'), '');
      await left;
    }
    const second = await made.coordinator(2, [first.scratch]);
    const performing = made.perform(second);
    await sleep(50);
    await writeFile(join(made.root, 'go'), '');
    const performed = await performing;
    expect(performed).toMatchObject({ isAdopted: true, outcome: { kind: 'exited', exitCode: 0 } });
    // Its paths are those that the task expects.
    expect(performed.printed.trim()).toBe(`in ${second.tree}`);
    expect(await readFile(join(second.run, 'deep/metrics.json'), 'utf8')).toBe(first.tree);
    expect(await readFile(join(second.tree, 'out/model.bin'), 'utf8')).toBe('weights');
    expect(await made.trained()).toBe(1);
    await second.executor.close();
  });

  test.each(Object.entries(ODD))('is trained again if %s differs', async (_, change) => {
    const made = await experiment();
    const first = await made.coordinator(1);
    await writeFile(join(made.root, 'go'), '');
    await made.perform(first);
    const more = await change(made, first);
    const second = await made.coordinator(2, [first.scratch]);
    const performed = await made.perform(second, {
      ...more,
      ...(more.argv && { argv: [...second.task.argv, 'x'] }),
    });
    expect(performed).not.toHaveProperty('isAdopted');
    expect(performed.outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await made.trained()).toBe(2);
    await second.executor.close();
  });

  test('in another queue is trained again, and no job of this queue is taken for it', async () => {
    const made = await experiment();
    const first = await made.coordinator(1);
    made.perform(first).catch(() => {});
    while ((await made.trained()) === 0) await sleep(5);
    const second = await made.coordinator(2, [first.scratch], 'another');
    await writeFile(join(made.root, 'go'), '');
    expect(await made.perform(second)).not.toHaveProperty('isAdopted');
    await second.executor.close();
    expect(made.fake.log.join(' ')).not.toMatch(/cancel.* job1\b/);
  });

  test('but had not, as its job left the queue before, is trained without a word', async () => {
    let leave = () => {};
    const isBack = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const made = await experiment(({ id }, execute) => (id === 'job1' ? isBack : execute()));
    const first = await made.coordinator(1);
    made.perform(first).catch(() => {});
    while (made.fake.active.size === 0) await sleep(5);
    const second = await made.coordinator(2, [first.scratch]);
    await writeFile(join(made.root, 'go'), '');
    const performing = made.perform(second);
    leave();
    expect(await performing).not.toHaveProperty('isAdopted');
    expect([await made.trained(), made.warnings]).toEqual([1, []]);
    await second.executor.close();
  });

  test('and that nobody wants ends with the next coordinator', async () => {
    const made = await experiment();
    const first = await made.coordinator(1);
    made.perform(first).catch(() => {});
    while ((await made.trained()) === 0) await sleep(5);
    const second = await made.coordinator(2, [first.scratch]);
    await second.executor.close();
    while (made.fake.active.size > 0) await sleep(5);
    expect(made.fake.log).toContain('cancel job1');
  });
});

test('the terminal that a coordinator is started from does not matter', async () => {
  const { coordinator } = await experiment();
  const [one, other] = [await coordinator(1), await coordinator(2)];
  const environment = { ...other.task.environment, TERM: 'dumb', XDG_SESSION_ID: '7' };
  expect(keyOf({ ...other.task, environment }, other.scratch)).toBe(keyOf(one.task, one.scratch));
});
