import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { withinBytes, writeAtomically } from '../../../src/records/store/write-atomically.ts';
import { temporaryFolder } from '../../support/temporary.ts';

it('writes all pieces and returns their digest', async () => {
  const path = join(await temporaryFolder(), 'record');
  const pieces = Array.from({ length: 5 }, (_, index) => `${index}`.repeat(700_000));
  const digest = await writeAtomically(path, pieces);
  const written = await readFile(path);
  expect(written.toString()).toBe(pieces.join(''));
  expect(digest).toBe(createHash('sha256').update(written).digest('hex'));
});

it('replaces a file and leaves nothing else behind', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'record'), 'old');
  await writeAtomically(join(folder, 'record'), ['new']);
  expect(await readdir(folder)).toEqual(['record']);
  expect(await readFile(join(folder, 'record'), 'utf8')).toBe('new');
});

it('leaves the old file untouched when what is to be written fails half-way', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'record'), 'old');
  function* failing() {
    yield 'x'.repeat(3_000_000);
    throw new Error('the source broke off');
  }
  await expect(writeAtomically(join(folder, 'record'), failing())).rejects.toThrow('the source broke off');
  expect(await readdir(folder)).toEqual(['record']);
  expect(await readFile(join(folder, 'record'), 'utf8')).toBe('old');
});

it('shows every reader one whole file while many write at once', async () => {
  const path = join(await temporaryFolder(), 'record');
  const texts = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(50_000));
  await Promise.all(texts.map((text) => writeAtomically(path, [text])));
  expect(texts).toContain(await readFile(path, 'utf8'));
});

const tooLarge = () => new Error('too large');

test('passes on what fits, to the last byte', () => {
  expect([...withinBytes(['ab', 'é', ''], 4, tooLarge)]).toEqual(['ab', 'é', '']);
});

test('counts bytes, not characters', () => {
  expect(() => [...withinBytes(['ab', 'é'], 3, tooLarge)]).toThrow('too large');
});

test('leaves nothing behind of a file that became too large', async () => {
  const folder = await temporaryFolder();
  const lines = withinBytes(['one\n', 'two\n'], 5, tooLarge);
  await expect(writeAtomically(join(folder, 'file'), lines)).rejects.toThrow('too large');
  expect(await readdir(folder)).toEqual([]);
});
