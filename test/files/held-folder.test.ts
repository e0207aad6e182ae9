import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { holdFolder, ReplacedFolderError, withinFolder } from '../../src/files/held-folder.ts';
import { listFolder, readWhole } from '../../src/files/open-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function held() {
  const base = await temporaryFolder();
  const [folder, foreign] = [join(base, 'run'), join(base, 'foreign')];
  for (const made of [folder, foreign]) {
    mkdirSync(join(made, 'logs'), { recursive: true });
    writeFileSync(join(made, 'logs/log.txt'), made);
  }
  return { folder, foreign, held: holdFolder(folder) };
}

test.skipIf(process.platform !== 'linux')(
  'a folder is used as it was opened, wherever it is by now',
  async () => {
    const { folder, foreign, held: run } = await held();
    renameSync(folder, `${folder}-moved`);
    symlinkSync(foreign, folder);
    expect(readWhole(join(run.path, 'logs/log.txt'), 100).toString()).toBe(folder);
    expect(() => run.requireAt(folder)).toThrow('replaced by a link');
    expect(() => run.requireAt(`${folder}-moved`)).not.toThrow();
    run.close();
  },
);

test.skipIf(process.platform !== 'linux')('no folder in it is reached through a link', async () => {
  const { folder, foreign, held: run } = await held();
  rmSync(join(folder, 'logs'), { recursive: true });
  symlinkSync(join(foreign, 'logs'), join(folder, 'logs'));
  for (const use of [
    () => readWhole(join(run.path, 'logs/log.txt'), 100),
    () => listFolder(join(run.path, 'logs')),
    () => withinFolder(join(run.path, 'logs/log.txt'), (path) => readFileSync(path)),
  ]) {
    expect(use).toThrow(/ENOTDIR|ELOOP/);
    expect(use).not.toThrow('/proc/self');
  }
  expect(() => readWhole(`${run.path}/../foreign/logs/log.txt`, 100)).toThrow('..');
  expect(readdirSync(run.path)).toEqual(['logs']);
  run.close();
});

test('what is no longer the folder that was opened is told', async () => {
  const { folder, held: run } = await held();
  run.requireAt(folder);
  rmSync(folder, { recursive: true });
  expect(() => run.requireAt(folder)).toThrow(ReplacedFolderError);
  expect(() => run.requireAt(folder)).toThrow('removed');
  mkdirSync(folder);
  expect(() => run.requireAt(folder)).toThrow('replaced');
  run.close();
});

test('a link to a folder is none', async () => {
  const { folder, held: run } = await held();
  run.close();
  symlinkSync(folder, `${folder}-link`);
  expect(() => holdFolder(`${folder}-link`)).toThrow();
});
