import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { describeInterpreter } from '../../../src/train/run/describe-interpreter.ts';
import { missingModules, pythonOf, pythonWith } from '../../../src/train/run/interpreters.ts';
import { temporaryFolder } from '../../support/temporary.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Pythons, first on the PATH first, that say what they lack. */
async function pythons(...lacking: readonly string[]) {
  const root = await temporaryFolder();
  const folders = lacking.map((_, index) => join(root, String(index)));
  for (const [index, folder] of folders.entries()) {
    await mkdir(folder);
    await writeFile(join(folder, 'python3'), `#!/bin/sh\n${lacking[index]}\n`, { mode: 0o755 });
  }
  const path = ['relative', ...folders].join(delimiter);
  return { path, files: folders.map((folder) => join(folder, 'python3')) };
}

test('the next Python on the PATH that has the module is named; those that fail or lack it are not', async () => {
  const { path, files } = await pythons('echo ours_x', 'exit 3', ':');
  const python = pythonOf(['python3', 'train.py'], path);
  expect(python).toBe(files[0]);
  expect(pythonOf(['sh', 'train.sh'], path)).toBeNull();
  expect(await missingModules(files[0] ?? '', ['ours_x'])).toEqual(['ours_x']);
  expect(await missingModules(files[1] ?? '', ['ours_x'])).toBeNull();
  expect(await pythonWith(['ours_x'], { except: python, path })).toBe(files[2]);
  vi.stubEnv('PATH', `${path}${delimiter}${process.env.PATH}`);
  const root = await temporaryFolder();
  const printed = "ModuleNotFoundError: No module named 'ours_x.part'";
  expect(await describeInterpreter(printed, { directory: root, root, hasSetup: false, python })).toMatch(
    `${files[0]} has no module "ours_x.part", but ${files[2]} on this machine has "ours_x"; activate`,
  );
});

test('no Python has it', async () => {
  expect(await pythonWith(['no_such_module_anywhere'])).toBeNull();
});
