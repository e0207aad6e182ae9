import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { describeInterpreter } from '../../../src/train/run/describe-interpreter.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { trainFailing } from './train-failing.ts';

const place = async (hasSetup = false) => {
  const directory = await temporaryFolder();
  await mkdir(join(directory, 'src/ours'), { recursive: true });
  await writeFile(join(directory, 'helpers.py'), '');
  return { directory, root: directory, hasSetup };
};
const missing = (module: string) =>
  `Traceback (most recent call last):\n  File "train.py", line 1, in <module>\nModuleNotFoundError: No module named '${module}'`;

test('a package that the interpreter lacks: activate an environment, or make one', async () => {
  expect(await describeInterpreter(missing('no_such_one.linear_model'), await place())).toBe(
    'the interpreter has no module "no_such_one.linear_model"; activate your environment before "conclusive run", name its interpreter in trainer.command (such as .venv/bin/python), or install the packages in trainer.setup',
  );
  expect(await describeInterpreter(missing('torch'), await place(true))).toMatch(
    /no module "torch"; add the package to the ones that trainer\.setup installs$/,
  );
});

test.each(['helpers', 'ours.data'])('a module of the repository is its own business: %s', async (module) => {
  expect(await describeInterpreter(missing(module), await place())).toBeNull();
});

test.each([
  'pyenv: python: command not found',
  "pyenv: version `3.12' is not installed (set by .python-version)",
  'EnvironmentLocationNotFound: Not a conda environment: /envs/x',
  'train.sh: line 2: conda: command not found',
])('a shim without an interpreter says so in its own words: %s', async (line) => {
  const said = await describeInterpreter(`${line}\n\nNote: …`, await place());
  expect(said).toMatch(/name the interpreter itself in trainer\.command/);
  expect(said?.startsWith(line)).toBe(true);
});

test('nothing more is trained: the next seed would end the same way', async () => {
  const failing = trainFailing(
    `console.error("ModuleNotFoundError: No module named 'no_such_one'"); process.exit(1)`,
  );
  await expect(failing).rejects.toThrow(UserError);
  await expect(failing).rejects.toThrow(
    /^trainer\.command: a, seed 1: the interpreter has no module "no_such_one"; /,
  );
});
