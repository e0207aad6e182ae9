import { mkdirSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  findMissing,
  listFiles,
  manifestSchema,
  measureTree,
} from '../../../src/train/executors/manifest.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function leftFiles() {
  const folder = await temporaryFolder();
  const [run, other] = [join(folder, 'run'), join(folder, 'scores.json')];
  await mkdir(join(run, 'deep'), { recursive: true });
  await writeFile(join(run, 'metrics.json'), '{"accuracy":0.8}');
  await writeFile(join(run, 'deep/predictions.jsonl'), '{"id":1}\n{"id":2}\n');
  await writeFile(other, '[]');
  await symlink('/etc/passwd', join(run, 'link'));
  const roots = [run, other, join(folder, 'never-written')];
  return { run, other, roots, files: await listFiles(roots) };
}

test('files and folders are listed by what is in them, and links are not followed', async () => {
  const { files, roots } = await leftFiles();
  expect(files.map(({ folder, path, bytes }) => [folder, path, bytes])).toEqual([
    [1, '', 2],
    [0, 'metrics.json', 16],
    [0, 'deep/predictions.jsonl', 18],
  ]);
  expect(manifestSchema.parse(files)).toEqual(files);
  expect(await findMissing(roots, files)).toBeNull();
});

test('an output that is a link is none, and folders without end are not walked for ever', async () => {
  const { run } = await leftFiles();
  const link = join(run, '../elsewhere');
  await symlink('/etc', link);
  expect(await listFiles([link])).toEqual([]);
  const deep = join(run, '../deep');
  for (let index = 0; index < 2_100; index += 1) mkdirSync(join(deep, String(index)), { recursive: true });
  await writeFile(join(deep, '0/last'), '');
  expect(await listFiles([deep])).toEqual([]);
});

const PREDICTIONS = 'deep/predictions.jsonl';
test.each<[string, (run: string) => Promise<unknown>, string | null]>([
  ['is not there yet', (run) => rm(join(run, PREDICTIONS)), PREDICTIONS],
  ['is there in part', (run) => truncate(join(run, PREDICTIONS), 9), PREDICTIONS],
  [
    'has its size and not its bytes',
    (run) => writeFile(join(run, PREDICTIONS), '\0'.repeat(18)),
    PREDICTIONS,
  ],
  [
    'is another kind of thing',
    (run) => rm(join(run, PREDICTIONS)).then(() => mkdir(join(run, PREDICTIONS))),
    PREDICTIONS,
  ],
  ['was written to since', (run) => appendFile(join(run, PREDICTIONS), '{"id":3}\n'), null],
  ['came beside it', (run) => writeFile(join(run, 'more'), ''), null],
])('a file that %s', async (_, change, expected) => {
  const { run, roots, files } = await leftFiles();
  await change(run);
  expect(await findMissing(roots, files)).toBe(expected === null ? null : join(run, expected));
});

test('what is too much to be hashed keeps nothing else from it', async () => {
  const { run, roots } = await leftFiles();
  await writeFile(join(run, 'a.pt'), '');
  await truncate(join(run, 'a.pt'), 300 * 1024 * 1024);
  const files = await listFiles(roots);
  expect(files.flatMap(({ path, sha256 }) => (sha256 === null ? [path] : []))).toEqual(['a.pt']);
  expect(files).toHaveLength(4);
});

test('nor do thousands of pictures hide results', async () => {
  const { run, other, roots } = await leftFiles();
  for (let index = 0; index < 2_100; index += 1) writeFileSync(join(run, `image-${index}.png`), '');
  const files = await listFiles(roots);
  expect(files).toHaveLength(2_000);
  const paths = files.map(({ folder, path }) => join(roots[folder] ?? '', path));
  expect(paths).toEqual(expect.arrayContaining([join(run, 'metrics.json'), join(run, PREDICTIONS), other]));
});

test('whoever tells of a file cannot ask for another folder, nor for more to be read than it may list', async () => {
  const { run, roots } = await leftFiles();
  expect(await findMissing(roots, [{ folder: 7, path: 'a', bytes: 0, sha256: null }])).toBe('a');
  const bytes = 2 ** 40;
  await writeFile(join(run, 'large'), '');
  await truncate(join(run, 'large'), bytes);
  expect(await findMissing(roots, [{ folder: 0, path: 'large', bytes, sha256: '0'.repeat(64) }])).toBeNull();
});

test('a file that was seen to be whole is not read again, and none once nobody waits for it', async () => {
  const { run, roots, files } = await leftFiles();
  const seen = new Set<string>();
  const hidden = join(run, 'deep');
  await rename(hidden, `${hidden}er`);
  expect(await findMissing(roots, files, seen)).toBe(join(run, PREDICTIONS));
  await rename(`${hidden}er`, hidden);
  await rm(join(run, 'metrics.json'));
  expect(await findMissing(roots, files, seen)).toBeNull();
  await expect(findMissing(roots, files, new Set(), AbortSignal.abort())).rejects.toThrow('aborted');
});

test.each([
  { folder: 0, path: '../../etc/passwd', bytes: 1, sha256: null },
  { folder: 0, path: '/etc/passwd', bytes: 1, sha256: null },
  { folder: -1, path: 'a', bytes: 1, sha256: null },
])('a list cannot lead out of its folders', (file) => {
  expect(manifestSchema.safeParse([file]).success).toBe(false);
});

test('a tree is smaller where a file is missing or in part', async () => {
  const { run } = await leftFiles();
  const whole = await measureTree(run);
  expect(whole).toEqual({ files: 2, bytes: 34 });
  await truncate(join(run, PREDICTIONS), 9);
  expect((await measureTree(run)).bytes).toBe(25);
  await rm(join(run, PREDICTIONS));
  expect((await measureTree(run)).files).toBe(1);
  expect(await measureTree(join(run, 'nothing'))).toEqual({ files: 0, bytes: 0 });
});
