import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import type { RunRecord } from '../../../src/records/record.ts';
import { mergeRecords, type RecordSource } from '../../../src/records/store/merge-records.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { record } from '../../checks/records.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const print = (seed: number) => seed.toString(16).padStart(64, '0');

async function keep(folder: string, seed: number, change: Partial<RunRecord> = {}) {
  const { predictions: _, ...run } = record('baseline', seed, { fingerprint: print(seed), ...change });
  await mkdir(folder, { recursive: true });
  await (await openRunStore(folder, () => undefined)).save(run);
}

async function merge(
  folders: ReadonlyArray<string | RecordSource>,
  isOwn: (record: RunRecord) => boolean = () => true,
) {
  const output = await temporaryFolder();
  const warnings: string[] = [];
  const inspected: string[] = [];
  const counts = await mergeRecords({
    sources: folders.map((one) => (typeof one === 'string' ? { folder: one } : one)),
    output,
    isOwn,
    inspect: async (folder) => void inspected.push(folder),
    warn: (message) => warnings.push(message),
  });
  const records = await (await openRunStore(output, () => undefined)).list();
  return { records, warnings, output, counts, inspected };
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

const ended = fc.record({
  status: fc.constantFrom('ok' as const, 'diverged' as const),
  metrics: fc.record({ test: fc.record({ accuracy: fc.double({ min: 0, max: 1, noNaN: true }) }) }),
});
const failed = fc.record({
  status: fc.constantFrom('crashed' as const, 'timeout' as const, 'killed' as const),
  failure: fc.constantFrom('out of memory', 'no space'),
  metrics: fc.constant({}),
});
const cost = (seconds: number) => ({
  cost: { wallSeconds: seconds, cpuSeconds: 1, peakMemoryBytes: null, node: `n${seconds}` },
});

test('two records of one run that ended count where they are equal, and neither where they differ', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(ended, failed), { minLength: 2, maxLength: 4 }), async (claims) => {
      const folder = await temporaryFolder();
      for (const [index, claim] of claims.entries())
        await keep(join(folder, `job-${index}`), 1, { ...claim, ...cost(index) } as Partial<RunRecord>);
      const merging = (order: readonly number[]) =>
        merge(order.map((index) => join(folder, `job-${index}`))).then(
          ({ records }) => records.map(({ cost: _, ...content }) => content),
          (error: unknown) => error,
        );
      const forwards = claims.map((_, index) => index);
      const [one, other] = [await merging(forwards), await merging(forwards.toReversed())];
      const ends = claims.filter(({ status }) => status === 'ok' || status === 'diverged');
      const distinct = new Set(ends.map((claim) => JSON.stringify(claim)));
      if (distinct.size > 1) {
        for (const end of [one, other]) {
          expect(end).toBeInstanceOf(UserError);
          expect(end).toHaveProperty('message', expect.stringContaining('baseline, seed 1, has two records'));
        }
        return;
      }
      expect(one).toEqual(other);
      expect(one).toHaveLength(1);
      if (ends[0] !== undefined) expect(one).toMatchObject([ends[0]]);
    }),
    { numRuns: 12 },
  );
});

test('records that contradict each other leave nothing behind, those of checks neither', async () => {
  const folder = await temporaryFolder();
  const output = await temporaryFolder();
  for (const [job, accuracy] of [
    ['a', 0.1],
    ['b', 0.9],
  ] as const)
    for (const kind of ['', 'checks', 'repeats'])
      await keep(join(folder, job, kind), 1, { metrics: { test: { accuracy } } });
  const sources = [{ folder }];
  const merged = mergeRecords({
    sources,
    output,
    isOwn: () => true,
    inspect: async () => {},
    warn: () => {},
  });
  await expect(merged).rejects.toThrow(/seed 1 \(and 2 more runs\), has two records.*remove both records/);
  for (const kind of ['', 'checks', 'repeats'])
    expect(await (await openRunStore(join(output, kind), () => {})).list()).toEqual([]);
});

test('a job brings no more than the seeds that it was given, in any folder', async () => {
  const folder = await temporaryFolder();
  for (const kind of ['', 'checks', 'repeats'])
    for (const seed of [1, 2, 3, 4]) await keep(join(folder, kind), seed);
  const { records, warnings, output } = await merge([
    { folder, name: 'the artifact "x"', isGiven: ({ seed }) => seed % 2 === 0 },
  ]);
  expect(records.map(({ seed }) => seed)).toEqual([2, 4]);
  expect(await readdir(join(output, 'checks', 'runs'))).toHaveLength(2);
  expect(warnings).toEqual([
    'records: 6 records of the artifact "x" are not used, because its job was not given their seeds (baseline, seed 1, among them)',
  ]);
});

test('each output folder is inspected before it is read', async () => {
  const folder = await temporaryFolder();
  for (const seed of [1, 2]) await keep(join(folder, `job-${seed}`), seed);
  expect((await merge([folder])).inspected).toEqual([join(folder, 'job-1'), join(folder, 'job-2')]);
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
  await expect(merge(['nowhere'])).rejects.toThrow(/^records: .*nowhere does not exist; name the folder/);
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
