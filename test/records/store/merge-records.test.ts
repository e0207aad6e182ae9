import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/records/record.ts';
import { mergeRecords } from '../../../src/records/store/merge-records.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const print = (seed: number) => seed.toString(16).padStart(64, '0');

async function keep(folder: string, seed: number, change: Partial<RunRecord> = {}) {
  const { predictions: _, ...run } = record('baseline', seed, { fingerprint: print(seed), ...change });
  await mkdir(folder, { recursive: true });
  await (await openRunStore(folder, () => undefined)).save(run);
}

async function merge(folders: readonly string[], isOwn: (record: RunRecord) => boolean = () => true) {
  const output = await temporaryFolder();
  const warnings: string[] = [];
  const { notices, ...counts } = await mergeRecords({
    folders,
    output,
    isOwn,
    warn: (message) => warnings.push(message),
  });
  const records = await (await openRunStore(output, () => undefined)).list();
  return { records, notices, warnings, output, counts };
}

test('takes the records of a folder, of those below it, and of its checks', async () => {
  const folder = await temporaryFolder();
  await keep(join(folder, 'wave-1', 'shard-1'), 1);
  await keep(join(folder, 'wave-1', 'shard-2', 'checks'), 2);
  await keep(join(folder, 'shard-3'), 3);
  const { records, output } = await merge([folder]);
  expect(records.map(({ seed }) => seed)).toEqual([1, 3]);
  expect(await readdir(join(output, 'checks', 'runs'))).toEqual([`${print(2)}.json`]);
  expect((await merge([join(folder, 'shard-3')])).records).toHaveLength(1);
});

test.each([
  ['a shard that was killed', ['runs'], join('tmp', '123-abc-x', 'head-1')],
  ['a shard that was killed before its first record', [], join('tmp', '123-abc-x', 'head-1')],
  ['its environments', [], join('environments', 'abc')],
  ['another folder of a shard', ['runs'], 'pictures'],
  ['a folder of checks', ['runs', join('checks', 'runs')], join('checks', 'head-1')],
])('takes no record from where a run may have written it: %s', async (_, own, planted) => {
  const folder = await temporaryFolder();
  for (const name of own) await mkdir(join(folder, 'shard-1', name), { recursive: true });
  await keep(join(folder, 'shard-1', planted), 1);
  await keep(join(folder, 'shard-1', planted, 'checks'), 2);
  await keep(join(folder, 'shard-2'), 3);
  for (const named of [folder, join(folder, 'shard-1')]) {
    const { records, output } = await merge([named]);
    expect(records.map(({ seed }) => seed)).toEqual(named === folder ? [3] : []);
    expect(await readdir(output)).not.toContain('checks');
  }
});

test('takes the folder "runs" itself, and one of that name that holds jobs', async () => {
  const folder = join(await temporaryFolder(), 'runs');
  await keep(join(folder, 'a'), 1);
  await keep(join(folder, 'a', 'checks'), 2);
  for (const named of [folder, join(folder, 'a', 'runs'), join(folder, 'a', 'checks', 'runs')]) {
    const { records, output, warnings } = await merge([named, named]);
    expect([records.length, warnings], named).toEqual([1, []]);
    expect(await readdir(join(output, 'checks', 'runs'))).toHaveLength(1);
  }
});

test('a folder without records and a link to one are told; folders without files wait for the first job', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(folder, 'shard-2', 'runs'), { recursive: true });
  expect((await merge([folder])).warnings).toEqual([]);
  await keep(elsewhere, 1);
  await writeFile(join(folder, 'log.txt'), '');
  await symlink(elsewhere, join(folder, 'shard-1'), 'junction');
  const { records, warnings } = await merge([folder]);
  expect(records).toEqual([]);
  expect(warnings).toEqual([
    `records: links are not followed: shard-1 in ${folder}`,
    expect.stringMatching(/^records: .* has no records; name the folder that a job left/),
  ]);
});

test('writes nothing to where it takes from', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'job', 'runs'), { recursive: true });
  await merge([folder]);
  expect(await readdir(join(folder, 'job'))).toEqual(['runs']);
});

test.each([
  ['a better one', { metrics: { test: { accuracy: 0.99 } } }, { metrics: { test: { accuracy: 0.1 } } }],
  [
    'one that crashed',
    { status: 'crashed', failure: 'killed' } as const,
    { metrics: { test: { accuracy: 0.1 } } },
  ],
])('of two copies of a run the same stays in either order: %s', async (_, one, other) => {
  const folder = await temporaryFolder();
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  await keep(a, 1, one);
  await keep(b, 1, other);
  const [first, second] = [await merge([a, b]), await merge([b, a])];
  expect(first.records).toEqual(second.records);
  expect(first.records[0]?.status).toBe('ok');
  expect(first.notices[0]).toMatch(/^one run \(baseline, seed 1\) was trained twice, with different results/);
});

test('two copies that differ in their cost alone are one', async () => {
  const folder = await temporaryFolder();
  await keep(join(folder, 'a'), 1, {
    cost: { wallSeconds: 1, cpuSeconds: 1, peakMemoryBytes: null, node: 'n1' },
  });
  await keep(join(folder, 'b'), 1, {
    cost: { wallSeconds: 9, cpuSeconds: 1, peakMemoryBytes: null, node: 'n2' },
  });
  expect((await merge([folder])).notices).toEqual([]);
});

test('a record that is none is told and left out', async () => {
  const folder = await temporaryFolder();
  await keep(join(folder, 'a'), 1);
  const path = join(folder, 'a', 'runs', `${print(2)}.json`);
  await writeFile(path, (await readFile(join(folder, 'a', 'runs', `${print(1)}.json`), 'utf8')).slice(1));
  const { records, warnings } = await merge([folder]);
  expect(records).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining(`${path} is not used`)]);
});

test('a folder that is not there is an error of the call', async () => {
  await expect(merge(['nowhere'])).rejects.toThrow(/^records: .*nowhere cannot be read: ENOENT/);
});

test('records of another experiment are counted and left, but for those of checks', async () => {
  const folder = await temporaryFolder();
  for (const seed of [1, 2, 3]) await keep(join(folder, `shard-${seed}`), seed);
  await keep(join(folder, 'shard-1', 'checks'), 7);
  await keep(join(folder, 'copy'), 3);
  const { records, counts, output } = await merge([folder], ({ seed }) => seed === 2);
  expect(counts).toEqual({ own: 1, foreign: 2 });
  expect(records.map(({ seed }) => seed)).toEqual([2]);
  expect(await readdir(join(output, 'checks', 'runs'))).toEqual([`${print(7)}.json`]);
});
