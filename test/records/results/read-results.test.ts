import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { RUN_SCHEMA, type RunRecord } from '../../../src/records/record.ts';
import { MissingOptions } from '../../../src/records/results/missing-options.ts';
import { readResults } from '../../../src/records/results/read-results.ts';
import { withFiles } from '../../../src/records/results/result-files.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return path;
}

async function results(...paths: readonly string[]) {
  const files = await Promise.all(paths.map(async (path) => ({ file: path, path: await realpath(path) })));
  const options = { baseline: undefined, metrics: [], variants: [] };
  return (await readResults(files, options, new MissingOptions())).rows;
}

async function read(name: string, content: string | Uint8Array) {
  const rows = await results(await fileWith(name, content));
  return rows.map(({ line, hasSeed, gaps, record: { model, seed, status, metrics } }) => ({
    line,
    model,
    seed: hasSeed ? seed : null,
    status,
    values: metrics.test,
    gaps,
  }));
}

/** The message without the folder of the test. */
async function refusal(name: string, content: string | Uint8Array): Promise<string> {
  const path = await fileWith(name, content);
  const error = await results(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as Error).message.replaceAll(path, name);
}

const FINGERPRINT = 'ab'.repeat(32);
const RECORD: RunRecord = {
  schema: RUN_SCHEMA,
  fingerprint: FINGERPRINT,
  model: 'head',
  seed: 3,
  params: {},
  commit: null,
  status: 'ok',
  failure: null,
  divergedBy: null,
  curves: [],
  metrics: { test: { accuracy: 0.9 } },
  slices: {},
  predictions: null,
  parameters: null,
  environment: {},
  cost: { wallSeconds: 1, cpuSeconds: null, peakMemoryBytes: null },
};

describe('a table', () => {
  test('says what its runs were trained on, if a column does', async () => {
    const path = await fileWith('a.csv', 'model,seed,accuracy,gpu,note\na,1,0.8,A100,x\nb,1,0.8,,y\n');
    const rows = await results(path);
    expect(rows.map(({ record }) => record.environment)).toEqual([{ gpu: 'A100' }, {}]);
  });

  test('has a run a row, with the numbers by column', async () => {
    expect(await read('a.csv', 'model,seed,accuracy,loss\na,1,0.8,1.5\nb,2,.75,1e-3\n')).toEqual([
      { line: 2, model: 'a', seed: 1, status: 'ok', values: { accuracy: 0.8, loss: 1.5 }, gaps: {} },
      { line: 3, model: 'b', seed: 2, status: 'ok', values: { accuracy: 0.75, loss: 0.001 }, gaps: {} },
    ]);
  });

  test.each([
    ['a byte order mark and CRLF', '\ufeffmodel,seed,x\r\na,1,2\r\n'],
    ['line ends of an old Macintosh', 'model,seed,x\ra,1,2\r'],
    ['semicolons', 'model;seed;x\na;1;2\n'],
    ['tabs', 'model\tseed\tx\na\t1\t2\n'],
    ['bars', 'model|seed|x\na|1|2\n'],
    ['quotes', '"model","seed","x"\n"a","1","2"\n'],
    ['spaces around', 'model , seed , x\n a , 1 , 2 \n'],
    ['other columns first, and capitals', 'x,Seed,Model\n2,1,a\n'],
    ['the index of pandas, and its 1.0 for 1', ',model,seed,x\n0,a,1.0,2\n'],
    ['empty rows below', 'model,seed,x\na,1,2\n\n,,\n'],
    ['no line end at the end', 'model,seed,x\na,1,2'],
  ])('is read with %s', async (_, text) => {
    expect(await read('a.csv', text)).toMatchObject([{ model: 'a', seed: 1, values: { x: 2 }, gaps: {} }]);
  });

  test('may be the "Unicode text" of Excel, which is UTF-16 with tabs', async () => {
    const text = Buffer.from('\ufeffmodel\tseed\tx\r\na\t1\t2\r\n', 'utf16le');
    expect(await read('a.txt', text)).toMatchObject([{ model: 'a', seed: 1, values: { x: 2 } }]);
  });

  test('has the header again where a log was resumed', async () => {
    const text = 'model,seed,x\na,1,2\nmodel,seed,x\na,2,3\n';
    expect((await read('a.csv', text)).map(({ line }) => line)).toEqual([2, 4]);
  });

  test('may be packed with gzip', async () => {
    const path = await fileWith('a.csv.gz', gzipSync('model,seed,x\na,1,2\n'));
    const files = await withFiles([path], process.stdin, async ([named]) => {
      const rows = await results((named as { path: string }).path);
      return { file: named?.file, models: rows.map(({ record }) => record.model) };
    });
    expect(files).toEqual({ file: path.replace('.gz', ''), models: ['a'] });
    const broken = await fileWith('b.csv.gz', gzipSync('model,seed,x\n').subarray(0, 20));
    await expect(results(broken)).rejects.toThrow('is not whole');
  });

  test('may begin with remarks, and lines are counted with them', async () => {
    expect(await read('a.csv', '# made up\n# 1,2,3,"\nmodel,seed,x\na,1,2\n')).toMatchObject([{ line: 4 }]);
    expect(await read('a.csv', 'model,seed,x\n"#1",1,2\n')).toMatchObject([{ model: '#1' }]);
  });

  test('keeps what stands where a number is missing', async () => {
    const [row] = await read('a.csv', 'model,seed,a,b,c,d,e\nm,1,,NaN,-inf,diverged,1e999\n');
    expect(row).toMatchObject({
      values: {},
      gaps: { a: '', b: 'NaN', c: '-Infinity', d: 'diverged', e: 'Infinity' },
    });
  });

  test.each([
    ['', 'ok'],
    ['finished', 'ok'],
    ['Crashed', 'crashed'],
    ['failed', 'crashed'],
    ['timeout', 'timeout'],
    ['OOM', 'killed'],
    ['diverged', 'diverged'],
  ])('with the status "%s" has a run that is %s', async (word, status) => {
    expect(await read('a.csv', `model,seed,state,x\na,1,${word},2\n`)).toMatchObject([{ status }]);
  });

  test('without seeds says so', async () => {
    expect(await read('a.csv', 'model,x\na,1\n')).toMatchObject([{ seed: null }]);
  });
});

describe('a table that cannot be read is refused with file and line:', () => {
  test.each([
    ['an empty file', '', /^a\.csv: is empty$/],
    ['nothing but space', ' \n\t\n', /^a\.csv: is empty$/],
    ['a pickle', Buffer.from([0x80, 4, 0x95, 1]), /^a\.csv: is a Python pickle/],
    ['UTF-16 without its mark', Buffer.from('model,x\na,1\n', 'utf16le'), /UTF-16 without a mark/],
    [
      'letters of Windows',
      Buffer.from('Mod\xe8le,x\na,1\n', 'latin1'),
      /is not UTF-8 text; save it as UTF-8/,
    ],
    ['a pointer of git-lfs', 'version https://git-lfs.github.com/spec/v1\n', /run "git lfs pull"/],
    ['no rows', 'model,seed,x\n', /^a\.csv: has a header but no row/],
    ['no column model', 'who,seed,x\na,1,2\n', /^a\.csv:1: the header has no column "model"; it reads "who"/],
    ['another delimiter', 'model^seed^x\na^1^2\n', /^a\.csv:1: .*"model\^seed\^x".*--model-column/],
    ['a column twice', 'model,seed,x,x\na,1,2,3\n', /^a\.csv:1: the column "x" appears twice/],
    [
      'two columns of models',
      'model,Model,x\na,b,2\n',
      /^a\.csv: "model", "Model" are both called "model"; name one with --model-column/,
    ],
    ['a row of other length', 'model,seed,x\na,1,2\na,2,0,83\n', /^a\.csv:3: does not have as many cells/],
    ['a quote that stays open', 'model,seed,x\n"a,1,2\n', /^a\.csv: not valid CSV: .*line 2/],
    ['a row without a model', 'model,seed,x\n,1,2\n', /^a\.csv:2: model must be a name, found ""/],
    ['a fold for a seed', 'model,seed,x\na,fold-1,2\n', /^a\.csv:2: seed must be a whole number.*"fold-1"/],
    ['half a seed', 'model,seed,x\na,1.5,2\n', /^a\.csv:2: seed must .*"1\.5"/],
    ['a seed below zero', 'model,seed,x\na,-1,2\n', /^a\.csv:2: seed must .*"-1"/],
    [
      'a seed too large to tell from the next',
      'model,seed,x\na,9007199254740993,2\n',
      /^a\.csv:2: seed must/,
    ],
    ['a row without its seed', 'model,seed,x\na,1,2\na,,2\n', /^a\.csv:3: seed must .*found ""/],
    [
      'nothing but runs that go on',
      'model,seed,status,x\na,1,running,2\n',
      /^a\.csv: no run in it has finished/,
    ],
    [
      'a name with a line break',
      'model,seed,x\n"a\nb",1,2\n',
      /^a\.csv:\d: the model "a\\nb" cannot be used/,
    ],
    ['a reserved name', 'model,seed,__proto__\na,1,2\n', /^a\.csv:2: the column "__proto__" cannot be used/],
    ['a remark among the rows', 'model,seed,x\na,1,2\n#b,1,2\na,2,2\n', /^a\.csv: .*line 3 begins with "#"/],
  ])('%s', async (_, text, message) => {
    expect(await refusal('a.csv', text)).toMatch(message);
  });

  test('a file that is not there', async () => {
    const path = join(await temporaryFolder(), 'none.csv');
    await expect(withFiles([path], process.stdin, async () => {})).rejects.toThrow(`${path}: no such file`);
  });
});

describe('JSON lines', () => {
  test('have the keys of a table, NaN and null among the values', async () => {
    const text =
      '{"model": "a", "seed": 1, "x": 2}\n\n{"model": 7, "seed": 2, "x": NaN, "y": null, "z": [1]}\n';
    expect(await read('a.jsonl', text)).toEqual([
      { line: 1, model: 'a', seed: 1, status: 'ok', values: { x: 2 }, gaps: { y: '', z: '' } },
      { line: 3, model: '7', seed: 2, status: 'ok', values: {}, gaps: { x: 'NaN', y: '', z: '[1]' } },
    ]);
  });

  test('may hold run records', async () => {
    expect(await read('runs.jsonl', `${JSON.stringify(RECORD)}\n`)).toMatchObject([
      { model: 'head', seed: 3, values: { accuracy: 0.9 } },
    ]);
  });

  test.each([
    ['a line that breaks off', '{"model": "a", "x": 1}\n{"model": "a"', /^a\.jsonl:2: is not valid JSON/],
    ['a line that is no object', '{"model": "a", "x": 1}\n7\n', /^a\.jsonl:2: must be an object/],
    ['an array of numbers', '[1, 2]', /^a\.jsonl: entry 1 of the list must be an object/],
    ['no model', '{"seed": 1, "x": 1}', /^a\.jsonl:1: has no key "model"/],
    ['a result', '{"schema": "conclusive.result/1"}', /^a\.jsonl:1: has the schema conclusive\.result\/1/],
    [
      'a broken record',
      JSON.stringify({ ...RECORD, seed: -1 }),
      /^a\.jsonl:1: is not a valid run record: seed/,
    ],
    ['a reserved key', '{"model": "a", "__proto__": 1}', /^a\.jsonl: is not valid JSON|reserved/],
  ])('with %s are refused', async (_, text, message) => {
    expect(await refusal('a.jsonl', text)).toMatch(message);
  });
});

describe('run records', () => {
  test('are read from a file, on one line or on many', async () => {
    for (const indent of [0, 2]) {
      const path = await fileWith('record.json', JSON.stringify(RECORD, null, indent));
      expect((await results(path)).map(({ record }) => record)).toEqual([RECORD]);
    }
  });

  test('are found in a folder, or in its folder runs; other files there are not results', async () => {
    const folder = await temporaryFolder();
    const runs = join(folder, 'runs');
    await mkdir(runs);
    await writeFile(join(folder, 'result.json'), '{}');
    await writeFile(join(runs, `${FINGERPRINT}.json`), JSON.stringify(RECORD));
    await writeFile(join(runs, `${FINGERPRINT}.predictions.jsonl`), 'none of its business');
    for (const named of [folder, runs]) {
      expect(await results(named)).toMatchObject([
        { file: join(runs, `${FINGERPRINT}.json`), line: null, hasSeed: true, record: RECORD },
      ]);
    }
  });

  test('that are broken are not passed over', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, `${FINGERPRINT}.json`), '{');
    await expect(results(folder)).rejects.toThrow(`${FINGERPRINT}.json: is not valid JSON`);
  });

  test('are not needed in a folder of tables', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.csv'), 'model,x\na,1\n');
    await writeFile(join(folder, 'b.csv'), 'model,x\nb,1\n');
    expect(await results(folder)).toHaveLength(2);
  });

  test.skipIf(process.platform === 'win32')(
    'behind a link are read where the user named the link, and not where a folder holds it',
    async () => {
      const folder = await temporaryFolder();
      const record = await fileWith('record.json', JSON.stringify(RECORD));
      const link = join(folder, `${FINGERPRINT}.json`);
      await symlink(record, link);
      expect(await results(link)).toHaveLength(1);
      await expect(results(folder)).rejects.toThrow(`${link}: is not a regular file`);
    },
  );
});

describe('a hostile or damaged file', () => {
  test('of empty lines alone is refused before it takes all memory', async () => {
    expect(await refusal('results.csv', `model,seed,accuracy\na,1,0.5\n${'\n'.repeat(3_000_000)}`)).toBe(
      'results.csv: more than 500000 rows; compare fewer at a time',
    );
  });

  test('with a long name of a model is read at once', async () => {
    const model = `a${'_'.repeat(200_000)}x_seed1`;
    expect(await refusal('results.csv', `model,accuracy\n${model},0.5\n${model}2,0.6\n`)).toContain(
      'cannot be used',
    );
  });

  test('with a long name of a column is refused at once', async () => {
    const column = `a${'_'.repeat(200_000)}x`;
    expect(await refusal('results.csv', `model,${column},seed 1,seed 2\na,1,0.5,0.6\n`)).toContain(
      'has a name of more than 2000 characters; shorten it',
    );
  });

  test('of gzip without its content is not called empty', async () => {
    const damaged = Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('garbage')]);
    expect(await refusal('results.csv', damaged)).toContain('results.csv: is not whole');
  });
});
