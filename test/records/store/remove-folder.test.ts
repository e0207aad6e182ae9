import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder, removeFolder } from '../../../src/records/store/remove-folder.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function remove(path: string): Promise<readonly string[]> {
  const warnings: string[] = [];
  await removeFolder(path, (message) => warnings.push(message));
  return warnings;
}

describe('a folder is removed', () => {
  test('with all that is in it, and nothing that a link leads to', async () => {
    const [folder, other] = [join(await temporaryFolder(), 'run'), await temporaryFolder()];
    writeFileSync(join(other, 'kept.txt'), 'kept');
    mkdirSync(join(folder, 'a/b/c'), { recursive: true });
    for (let index = 0; index < 600; index += 1) writeFileSync(join(folder, 'a/b', `${index}.txt`), '');
    symlinkSync(other, join(folder, 'a/folder'));
    symlinkSync(join(other, 'kept.txt'), join(folder, 'a/file'));
    symlinkSync(join(other, 'nowhere'), join(folder, 'a/dead'));
    expect(await remove(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync(join(other, 'kept.txt'), 'utf8')).toBe('kept');
  });

  test('as a link, and not where it leads', async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    writeFileSync(join(other, 'kept.txt'), 'kept');
    symlinkSync(other, join(folder, 'link'));
    expect(await remove(join(folder, 'link'))).toEqual([]);
    expect(existsSync(join(folder, 'link'))).toBe(false);
    expect(readFileSync(join(other, 'kept.txt'), 'utf8')).toBe('kept');
  });

  test('also where it has taken its own permissions away', async () => {
    const folder = join(await temporaryFolder(), 'run');
    mkdirSync(join(folder, 'shut/inner'), { recursive: true });
    writeFileSync(join(folder, 'shut/inner/file.txt'), '');
    chmodSync(join(folder, 'shut/inner'), 0o000);
    chmodSync(join(folder, 'shut'), 0o000);
    expect(await remove(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test.runIf(process.platform === 'linux')('with names that are no UTF-8', async () => {
    const [parent, folder] = [await temporaryFolder(), 'run'];
    const odd = Buffer.concat([Buffer.from(join(parent, folder, 'x')), Buffer.from([0xff])]);
    mkdirSync(odd, { recursive: true });
    writeFileSync(Buffer.concat([odd, Buffer.from([0x2f, 0xfe])]), '');
    expect(await remove(join(parent, folder))).toEqual([]);
    mkdirSync(odd, { recursive: true });
    await emptyFolder(join(parent, folder), (message) => expect.unreachable(message));
    expect(readdirSync(join(parent, folder))).toEqual([]);
  });

  test('where it is a file, or nothing', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'file.txt'), '');
    expect(await remove(join(folder, 'file.txt'))).toEqual([]);
    expect(await remove(join(folder, 'file.txt'))).toEqual([]);
    expect(existsSync(join(folder, 'file.txt'))).toBe(false);
  });

  test('or somebody is told', async () => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, 'file.txt'), '');
    expect(await remove(join(folder, 'file.txt/inner'))).toEqual([
      expect.stringContaining('file.txt/inner could not be removed'),
    ]);
  });
});
