import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHeldFolder } from '../../../src/records/store/lease.ts';
import { executeJob } from '../../../src/train/executors/execute-job.ts';
import { readCarrier, readEnded, writeJobFolder } from '../../../src/train/executors/job-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function held(): Promise<string> {
  const { folder, release } = await makeHeldFolder(await temporaryFolder());
  onTestFinished(release);
  return folder;
}

/** A job that leaves a file and prints a line. */
async function job({ scratch, name = '1' }: { scratch?: string; name?: string } = {}) {
  scratch ??= await held();
  const root = await temporaryFolder();
  const [folder, tree, run] = [join(scratch, 'jobs', name), join(root, 'tree'), join(root, 'run')];
  await mkdir(tree);
  await mkdir(run);
  await writeFile(
    join(tree, 'train.cjs'),
    `require('node:fs').writeFileSync(process.argv[2], '{"accuracy":0.8}'); console.log('done')`,
  );
  await writeFile(join(tree, 'loss.txt'), '0.2');
  const task = {
    argv: [process.execPath, 'train.cjs', join(run, 'metrics.json')],
    ...{ directory: tree, environment: { PATH: process.env.PATH ?? '' }, timeoutMs: 30_000 },
    shared: { tree, left: [run] },
  };
  const lease = { folder: scratch, staleMs: 60_000 };
  await writeJobFolder(folder, task, {
    program: ['execute'],
    lease,
    limitMs: 600_000,
  });
  const execute = (viewMs: number) =>
    executeJob(folder, new AbortController().signal, { viewMs, lookMs: 5, lingerMs: 50 });
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

test('a node takes no further run of which it does not see everything', async () => {
  const scratch = await held();
  const [first, hidden, cut, seen] = await Promise.all(
    ['1', '2', '3', '4'].map((name) => job({ scratch, name })),
  );
  await rm(hidden?.run ?? '', { recursive: true });
  await writeFile(join(cut?.tree ?? '', 'loss.txt'), '');
  await first?.execute(1000);
  const files = await Promise.all(['1', '2', '3', '4'].map((name) => readdir(join(scratch, 'jobs', name))));
  expect(files.map((names) => names.includes('begun.json'))).toEqual([true, false, false, true]);
  expect(await readEnded(seen?.folder ?? '', [seen?.run ?? ''])).toMatchObject({ printed: '\ndone\n' });
});

test('of many nodes, each of which sees many runs that wait, one takes each run', async () => {
  const scratch = await held();
  const all = await Promise.all(Array.from({ length: 12 }, (_, at) => job({ scratch, name: String(at) })));
  await Promise.all(all.slice(0, 4).map(({ execute }) => execute(1000)));
  const carriers = await Promise.all(all.map(({ folder }) => readCarrier(folder)));
  expect(carriers.slice(0, 4)).toEqual(['0', '1', '2', '3']);
  for (const carrier of carriers) expect(['0', '1', '2', '3']).toContain(carrier);
  for (const { folder, run } of all)
    expect(await readEnded(folder, [run])).toMatchObject({ printed: '\ndone\n' });
});
