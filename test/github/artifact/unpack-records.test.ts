import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { unpackRecords } from '../../../src/github/artifact/unpack-records.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { type ZipEntry, zipOf } from '../../support/zip.ts';

const NAME = `runs/${'ab'.repeat(32)}.json`;
const MB = 1024 ** 2;

async function unpack(archive: Buffer, maxBytes?: number) {
  const folder = await temporaryFolder();
  const path = join(folder, 'artifact.zip');
  await writeFile(path, archive);
  const target = join(folder, 'unpacked');
  const error = await unpackRecords(path, target, maxBytes).then(
    () => null,
    (reason: unknown) => reason,
  );
  const files = await readdir(folder, { recursive: true });
  return { target, error, files: files.filter((file) => file !== 'artifact.zip' && file !== 'unpacked') };
}
const unpackEntries = (entries: readonly ZipEntry[], maxBytes?: number) => unpack(zipOf(entries), maxBytes);

describe('unpacking the records of an artifact', () => {
  test('gets records, their predictions and those of checks out, and nothing else', async () => {
    const predictions = NAME.replace('.json', '.predictions.jsonl');
    const wanted = [NAME, predictions, `checks/${NAME}`, `repeats/${NAME}`];
    const others = ['result.json', 'report.md', 'report.html', '.git/config', 'runs/a.json', `x/${NAME}`];
    const { target, error, files } = await unpackEntries(
      [...wanted, ...others].map((name) => ({ name, content: name })),
    );
    expect(error).toBeNull();
    expect(files.filter((file) => file.includes('.')).sort()).toEqual(
      wanted.map((name) => join('unpacked', name)).sort(),
    );
    expect(await readFile(join(target, NAME), 'utf8')).toBe(NAME);
  });

  test.each([
    `../${NAME}`,
    `/${NAME}`,
    `runs/../../${NAME}`,
    'runs\\..\\..\\x.json',
    `C:/${NAME}`,
    '../../../../etc/cron.d/conclusive',
  ])('writes nothing for the name %s', async (name) => {
    const { error, files } = await unpackEntries([{ name, content: '{}' }]);
    if (error !== null) expect(error).toBeInstanceOf(UserError);
    expect(files).toEqual([]);
  });

  test('makes a file of a link', async () => {
    const { target, error } = await unpackEntries([{ name: NAME, content: '/etc/passwd', mode: 0o120777 }]);
    expect(error).toBeNull();
    expect((await lstat(join(target, NAME))).isFile()).toBe(true);
    expect(await readFile(join(target, NAME), 'utf8')).toBe('/etc/passwd');
  });

  test('refuses an entry that is there twice', async () => {
    const entry = { name: NAME, content: '{}' };
    const { error } = await unpackEntries([entry, entry]);
    expect(String(error)).toMatch(/the artifact cannot be unpacked: EEXIST/);
  });

  test('refuses more than is allowed before it writes it', async () => {
    const { error, files } = await unpackEntries([{ name: NAME, content: Buffer.alloc(3 * MB) }], 2 * MB);
    expect(String(error)).toMatch('the artifact cannot be unpacked: it holds more than 2 MB');
    expect(files).toEqual([]);
  });

  test('stops at an entry that is longer than it says', async () => {
    const bomb = { name: NAME, content: Buffer.alloc(50 * MB), declaredSize: 100 };
    const { target, error } = await unpackEntries([bomb]);
    expect(String(error)).toMatch(/the artifact cannot be unpacked: too many bytes/);
    expect((await lstat(join(target, NAME))).size).toBeLessThanOrEqual(100);
  });

  test('refuses what is no archive, and one that is cut', async () => {
    expect(String((await unpack(Buffer.from('no archive'))).error)).toMatch('cannot be unpacked');
    const whole = zipOf([{ name: NAME, content: 'a'.repeat(1000) }]);
    expect(String((await unpack(whole.subarray(0, 40))).error)).toMatch('cannot be unpacked');
  });
});
