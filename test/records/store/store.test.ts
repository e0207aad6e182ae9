import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { readPredictions } from '../../../src/records/readers/predictions/predictions.ts';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { openRunStore } from '../../../src/records/store/store.ts';
import { UnsavableRecordError } from '../../../src/records/store/unsavable-record-error.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { arbitraryRecord } from '../arbitrary-record.ts';

const FINGERPRINT = 'ab'.repeat(32);
const RECORD: Omit<RunRecord, 'predictions'> = {
  schema: RUN_SCHEMA,
  fingerprint: FINGERPRINT,
  model: 'head',
  seed: 3,
  params: { units: 64 },
  commit: null,
  status: 'ok',
  failure: null,
  divergedBy: null,
  curves: [{ epoch: 1, train: { loss: 0.9 }, validation: { loss: 1 } }],
  metrics: { test: { accuracy: 0.8 } },
  slices: {},
  parameters: 1000,
  environment: { backend: 'wasm' },
  cost: { wallSeconds: 1.5, cpuSeconds: null, peakMemoryBytes: null },
};

async function open() {
  const directory = await temporaryFolder();
  const warnings: string[] = [];
  const store = await openRunStore(directory, (message) => warnings.push(message));
  return { directory, runs: join(directory, 'runs'), store, warnings };
}

describe('saving and finding', () => {
  it('gives back what was saved, for every record', async () => {
    const { store, warnings } = await open();
    await fc.assert(
      fc.asyncProperty(arbitraryRecord, async (record) => {
        const saved = await store.save(record);
        expect(saved).toEqual({ ...record, predictions: null });
        expect(await store.find(record.fingerprint)).toEqual(saved);
      }),
      { numRuns: 20 },
    );
    expect(warnings).toEqual([]);
  });

  it('gives many records in the order in which they are asked for, and null for what cannot be used', async () => {
    const { store, runs, warnings } = await open();
    const fingerprints = Array.from({ length: 40 }, (_, index) => index.toString(16).padStart(64, '0'));
    for (const fingerprint of fingerprints) await store.save({ ...RECORD, fingerprint });
    const [broken = '', alsoBroken = '', gone = ''] = [3, 30, 17].map((index) => fingerprints[index]);
    for (const one of [broken, alsoBroken]) await writeFile(join(runs, `${one}.json`), '{');
    await store.discard(gone);
    const wanted = [...fingerprints].reverse();
    const found: Array<string | null> = [];
    for await (const record of store.findAll(wanted)) found.push(record?.fingerprint ?? null);
    expect(found).toEqual(wanted.map((one) => ([broken, alsoBroken, gone].includes(one) ? null : one)));
    expect(warnings.map((warning) => /([0-9a-f]{64})\.json is not used/.exec(warning)?.[1])).toEqual([
      alsoBroken,
      broken,
    ]);
  });

  it('writes equal bytes for equal content, in whatever order it was built', async () => {
    const { store, runs } = await open();
    await store.save(RECORD);
    const first = await readFile(join(runs, `${FINGERPRINT}.json`), 'utf8');
    const reversed = Object.fromEntries(Object.entries(RECORD).reverse()) as unknown as typeof RECORD;
    await store.save(reversed);
    expect(await readFile(join(runs, `${FINGERPRINT}.json`), 'utf8')).toBe(first);
  });

  it('finds nothing, without a word, where nothing was saved', async () => {
    const { store, warnings } = await open();
    expect(await store.find(FINGERPRINT)).toBeNull();
    expect(await store.list()).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('lists the usable records in the order of their fingerprints', async () => {
    const { store, runs, warnings } = await open();
    for (const digit of ['c', 'a', 'b']) await store.save({ ...RECORD, fingerprint: digit.repeat(64) });
    await writeFile(join(runs, `${'d'.repeat(64)}.json`), '{');
    await writeFile(join(runs, 'notes.txt'), 'mine');
    expect((await store.list()).map(({ fingerprint }) => fingerprint[0])).toEqual(['a', 'b', 'c']);
    expect(warnings).toHaveLength(1);
  });

  it('refuses to save what it could not read again', async () => {
    const { store, runs } = await open();
    const broken = { ...RECORD, metrics: { test: { accuracy: Number.NaN } } };
    await expect(store.save(broken)).rejects.toThrow(
      /record of head, seed 3, is not valid: metrics\.test\.accuracy/,
    );
    await expect(store.save(broken)).rejects.toBeInstanceOf(UnsavableRecordError);
    expect(await readdir(runs)).toEqual([]);
  });

  it('refuses a record of more than 20 MB', async () => {
    const { store } = await open();
    const metrics = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`${index}`.repeat(100), Math.PI]),
    );
    const curves = Array.from({ length: 20_000 }, (_, epoch) => ({ epoch, train: metrics, validation: {} }));
    await expect(store.save({ ...RECORD, curves })).rejects.toThrow(
      new UnsavableRecordError(
        'the record of head, seed 3, is larger than 20 MB; log fewer metrics or epochs',
      ),
    );
  });
});

describe('a record that cannot be used is reported and treated as absent', () => {
  const text = JSON.stringify({ ...RECORD, predictions: null });
  test.each([
    ['broken JSON', text.slice(0, -5), /JSON/],
    ['an empty file', '', /JSON/],
    ['another version', text.replace(RUN_SCHEMA, 'conclusive.run/9'), /is not valid: schema/],
    ['a foreign name', text.replace(FINGERPRINT, 'cd'.repeat(32)), /it is the record of another run, cdcd/],
    ['a missing field', text.replace('"seed":3,', ''), /is not valid: seed/],
    ['a number that is not finite', text.replace('0.8', '1e999'), /is not valid: metrics\.test\.accuracy/],
    ['a prototype key', text.replace('"units"', '"__proto__"'), /"__proto__" is reserved/],
    [
      'predictions that are gone',
      text.replace(
        '"predictions":null',
        `"predictions":{"file":"${FINGERPRINT}.predictions.jsonl","sha256":"${FINGERPRINT}","examples":null}`,
      ),
      /no such file/,
    ],
    ['21 MB', text + ' '.repeat(21 * 1024 * 1024), /is larger than 20 MB/],
  ])('%s', async (_, content, reason) => {
    const { store, runs, warnings } = await open();
    await writeFile(join(runs, `${FINGERPRINT}.json`), content);
    expect(await store.find(FINGERPRINT)).toBeNull();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/[0-9a-f]{64}\.json is not used: /);
    expect(warnings[0]).toMatch(reason);
  });

  test.runIf(process.platform !== 'win32')('a link out of the store', async () => {
    const { store, runs, directory, warnings } = await open();
    await writeFile(join(directory, 'elsewhere.json'), text);
    await symlink(join(directory, 'elsewhere.json'), join(runs, `${FINGERPRINT}.json`));
    expect(await store.find(FINGERPRINT)).toBeNull();
    expect(warnings[0]).toMatch(/is not used: is not a regular file/);
  });
});

describe('predictions', () => {
  const LINES = '{"label":1,"prediction":0,"probabilities":[0.75,0.25],"slices":["short"]}\n';

  async function saveWithPredictions() {
    const opened = await open();
    const path = join(opened.directory, 'predictions.jsonl');
    await writeFile(path, LINES);
    return { ...opened, record: await opened.store.save(RECORD, path) };
  }

  it('are kept beside the record in one form, and their digest is checked on use', async () => {
    const { store, record } = await saveWithPredictions();
    const path = await store.predictionsOf(record);
    expect(path).toMatch(new RegExp(`${FINGERPRINT}\\.predictions\\.jsonl$`));
    expect(await readFile(path ?? '', 'utf8')).toBe(
      '{"split":"test","id":"0","label":1,"prediction":0,"probabilities":[0.75,0.25],"slices":["short"]}\n',
    );
    expect(await store.find(FINGERPRINT)).toEqual(record);
  });

  it('are kept as they were read, whatever has become of their file', async () => {
    const { store, record, directory } = await saveWithPredictions();
    const path = join(directory, 'predictions.jsonl');
    const table = await readPredictions(path);
    await rm(path);
    expect(await store.save(RECORD, table)).toEqual(record);
  });

  it('are not used when they are not what was saved', async () => {
    const { store, record, runs, warnings } = await saveWithPredictions();
    await appendFile(join(runs, `${FINGERPRINT}.predictions.jsonl`), LINES);
    expect(await store.predictionsOf(record)).toBeNull();
    expect(warnings[0]).toMatch(/is not used: it has changed since the record was saved/);
  });

  test.each<[string, (path: string) => Promise<unknown>, RegExp]>([
    ['nonsense', (path) => writeFile(path, '{"label":1}\n'), /^predictions\.jsonl:1: prediction is missing/],
    [
      'NaN',
      (path) => writeFile(path, '{"label":1,"prediction":NaN}\n'),
      /^predictions\.jsonl:1: prediction is NaN/,
    ],
    ['a folder', (path) => mkdir(path), /^predictions\.jsonl: is not a regular file/],
    ['gone', async () => {}, /^predictions\.jsonl: ENOENT/],
  ])('are refused, and no record is written, when they are %s', async (_, leave, message) => {
    const { store, runs, directory } = await open();
    const path = join(directory, 'predictions.jsonl');
    await leave(path);
    const saving = store.save(RECORD, path);
    await expect(saving).rejects.toThrow(message);
    await expect(saving).rejects.toBeInstanceOf(UnsavableRecordError);
    expect(await readdir(runs)).toEqual([]);
  });
});

describe('the folder', () => {
  it('keeps itself out of git', async () => {
    const { directory } = await open();
    expect(await readFile(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is left as it is when it holds files of somebody else', async () => {
    const directory = await temporaryFolder();
    await writeFile(join(directory, 'mine.txt'), 'mine');
    await openRunStore(directory, () => {});
    expect((await readdir(directory)).sort()).toEqual(['mine.txt', 'runs']);
  });

  it('can be opened again', async () => {
    const { directory, store } = await open();
    await store.save(RECORD);
    const again = await openRunStore(directory, () => {});
    expect((await again.list()).map(({ seed }) => seed)).toEqual([3]);
  });

  const linked: ReadonlyArray<[string, (folder: string, elsewhere: string) => Promise<void>, RegExp]> = [
    ['that is a link', (folder, elsewhere) => symlink(elsewhere, folder), /store is a link; .*--output$/],
    [
      'that is a link to nowhere',
      (folder, elsewhere) => symlink(`${elsewhere}-not`, folder),
      /store is a link; /,
    ],
    [
      'whose folder of runs is a link',
      async (folder, elsewhere) => {
        await mkdir(folder);
        await symlink(elsewhere, join(folder, 'runs'));
      },
      /runs is a link; /,
    ],
    ['that is a file', (folder) => writeFile(folder, 'mine'), /store is not a folder; /],
  ];

  for (const ending of ['', '/']) {
    test.runIf(process.platform !== 'win32').each(linked)(
      `is not written to one %s${ending && ', not with a slash at its end either'}`,
      async (_, make, message) => {
        const directory = await temporaryFolder();
        const elsewhere = join(directory, 'elsewhere');
        await mkdir(elsewhere);
        await make(join(directory, 'store'), elsewhere);
        const opening = openRunStore(`${join(directory, 'store')}${ending}`, () => {});
        await expect(opening).rejects.toThrow(message);
        await expect(opening).rejects.toBeInstanceOf(UserError);
        expect(await readdir(elsewhere)).toEqual([]);
      },
    );
  }
});
