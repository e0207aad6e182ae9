import { existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  appendText,
  openToRead,
  readBeginning,
  readTextOrNull,
  readWhole,
  replaceText,
  sizeOfFile,
  UnusableFileError,
} from '../../src/files/open-file.ts';
import { STRANGE } from '../support/strange-files.ts';
import { temporaryFolder } from '../support/temporary.ts';

const USES: Readonly<Record<string, (path: string) => unknown>> = {
  openToRead: (path) => openToRead(path),
  'openToRead, links followed': (path) => openToRead(path, 'followed'),
  readWhole: (path) => readWhole(path, 100),
  readBeginning: (path) => readBeginning(path, 100, 'followed'),
  sizeOfFile,
  appendText: (path) => appendText(path, 'text'),
  replaceText: (path) => replaceText(path, 'text'),
};
const cases = Object.keys(STRANGE).flatMap((kind) => Object.keys(USES).map((use) => [use, kind] as const));

test.each(cases)('%s refuses %s', async (use, kind) => {
  const path = join(await temporaryFolder(), 'file');
  await STRANGE[kind]?.(path);
  expect(() => USES[use]?.(path)).toThrow(UnusableFileError);
  expect(readTextOrNull(path, 100)).toBeNull();
});

test('a link to a file is followed only where the user may have named one', async () => {
  const folder = await temporaryFolder();
  const [file, link] = [join(folder, 'file'), join(folder, 'link')];
  writeFileSync(file, 'text');
  symlinkSync(file, link);
  expect(readWhole(link, 100, 'followed').toString()).toBe('text');
  expect(() => readWhole(link, 100)).toThrow('is not a regular file');
  expect(() => appendText(link, 'more')).toThrow('is not a regular file');
  expect(() => replaceText(link, 'more')).toThrow('is not a regular file');
  expect(readFileSync(file, 'utf8')).toBe('text');
});

test('a file is written to, or made', async () => {
  const folder = await temporaryFolder();
  const [file, twin, made] = ['file', 'twin', 'made'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, 'a longer text');
  linkSync(file, twin);
  replaceText(file, 'one');
  appendText(file, ', two');
  expect(readFileSync(twin, 'utf8')).toBe('one, two');
  appendText(made, 'three');
  expect(readFileSync(made, 'utf8')).toBe('three');
  symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
  expect(() => appendText(join(folder, 'link'), 'four')).toThrow(UnusableFileError);
  expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

test('what is too large is not read', async () => {
  const path = join(await temporaryFolder(), 'file');
  writeFileSync(path, 'x'.repeat(2048));
  expect(() => readWhole(path, 1024)).toThrow('is larger than 1 kB');
  expect(readBeginning(path, 3).toString()).toBe('xxx');
});
