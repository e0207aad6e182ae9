import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { cleanCommand } from '../../../src/cli/commands/clean.ts';
import { temporaryFolder } from '../../support/temporary.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function clean(folder: string, ...options: readonly string[]): Promise<void> {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await cleanCommand().parseAsync(['--output', folder, ...options], { from: 'user' });
}

async function output(): Promise<string> {
  const folder = await temporaryFolder();
  for (const name of ['runs', 'tmp', 'environments', 'checks']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'file'), '');
  }
  for (const name of ['.gitignore', 'tested.json', 'report.md']) await writeFile(join(folder, name), '');
  return folder;
}

test('what can be made again goes, and results stay', async () => {
  const folder = await output();
  await clean(folder);
  expect((await readdir(folder)).sort()).toEqual([
    '.gitignore',
    'checks',
    'report.md',
    'runs',
    'tested.json',
  ]);
});

test('with --all nothing stays', async () => {
  const folder = await output();
  await clean(folder, '--all');
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test('another folder than one of ours is left alone, and so is a link to one', async () => {
  const other = await temporaryFolder();
  await writeFile(join(other, 'thesis.tex'), '');
  await expect(clean(other, '--all')).rejects.toThrow(
    'is not an output folder of Conclusive, because it has no runs',
  );
  const link = join(other, 'link');
  await symlink(await output(), link);
  await expect(clean(link, '--all')).rejects.toThrow('is not an output folder');
  expect(await readdir(other)).toEqual(['link', 'thesis.tex']);
});
