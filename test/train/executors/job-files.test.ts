import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { executeJob } from '../../../src/train/executors/execute-job.ts';
import { readEnded, writeJobFolder } from '../../../src/train/executors/job-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A job that leaves a file and prints a line. */
async function job() {
  const root = await temporaryFolder();
  const { folder: scratch, release } = await makeHeldFolder(root);
  onTestFinished(release);
  const [folder, tree, run] = [join(scratch, 'jobs/1'), join(root, 'tree'), join(root, 'run')];
  await mkdir(tree);
  await mkdir(run);
  await writeFile(
    join(tree, 'train.cjs'),
    `require('node:fs').writeFileSync(process.argv[2], '{"accuracy":0.8}'); console.log('done')`,
  );
  await writeFile(join(tree, 'loss.txt'), '0.2');
  const task = {
    argv: [process.execPath, 'train.cjs', join(run, 'metrics.json')],
    ...{ directory: tree, environment: { PATH: process.env.PATH ?? '' }, writable: null, timeoutMs: 30_000 },
    shared: { tree, left: [run] },
  };
  const lease = { folder: scratch, staleMs: 60_000 };
  await writeJobFolder(folder, task, {
    program: ['execute'],
    isolation: null,
    lease,
    limitMs: null,
  });
  const execute = (viewMs: number) => executeJob(folder, new AbortController().signal, { viewMs, lookMs: 5 });
  return { folder, tree, run, execute };
}

test.each([
  ['what the run has left', ({ run }: { run: string }) => join(run, 'metrics.json')],
  ['what it has printed', ({ folder }: { folder: string }) => join(folder, 'printed.txt')],
])('an outcome is read when %s is there, and whole', async (_, fileOf) => {
  const { folder, run, execute } = await job();
  await execute(1000);
  const file = fileOf({ folder, run });
  const text = await readFile(file, 'utf8');
  await rm(file);
  expect(await readEnded(folder, [run])).toEqual({ late: `${file} is not there as the node has left it` });
  await writeFile(file, text.slice(0, 3));
  expect(await readEnded(folder, [run])).toEqual({ late: `${file} is not there as the node has left it` });
  await writeFile(file, text);
  expect(await readEnded(folder, [run])).toMatchObject({
    outcome: { kind: 'exited' },
    printed: '\ndone\n',
  });
});

test('a node that sees the job late, and its code later, waits for both', async () => {
  const { folder, tree, run, execute } = await job();
  const [description, code] = [join(folder, 'job.json'), join(tree, 'train.cjs')];
  const [text, program] = [await readFile(description, 'utf8'), await readFile(code, 'utf8')];
  await writeFile(description, text.slice(0, 40));
  await rm(code);
  const executing = execute(20_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await writeFile(description, text);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await writeFile(code, program.slice(0, 20));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await writeFile(code, program);
  await executing;
  expect(await readEnded(folder, [run])).toMatchObject({ outcome: { kind: 'exited', exitCode: 0 } });
});

test('a node that sees the empty folder of the run late waits for it', async () => {
  const { folder, run, execute } = await job();
  await rm(run, { recursive: true });
  const executing = execute(20_000);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await mkdir(run);
  await executing;
  expect(await readEnded(folder, [run])).toMatchObject({ outcome: { kind: 'exited', exitCode: 0 } });
});

test('one that never sees its code says so, and runs nothing', async () => {
  const { folder, tree, run, execute } = await job();
  await rm(join(tree, 'loss.txt'));
  await expect(execute(0)).rejects.toThrow(
    /sees 1 files \(\d+ bytes\) in .*tree, of 2 \(\d+ bytes\); check that it shares/,
  );
  expect([await readdir(run), (await readdir(folder)).includes('outcome.json')]).toEqual([[], false]);
});
