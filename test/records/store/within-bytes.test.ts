import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withinBytes } from '../../../src/records/store/within-bytes.ts';
import { writeAtomically } from '../../../src/records/store/write-atomically.ts';
import { temporaryFolder } from '../../support/temporary.ts';

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
