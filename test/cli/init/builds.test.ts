/** Projects that must be built, made from a truth: `init` never writes a compiler as the command of a run, and names the build file. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { initialise } from '../../../src/cli/init/initialise.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const STARTER = 'an example\n';
const COMPILERS = [
  'gcc -O2',
  '$(CC)',
  'aarch64-linux-gnu-g++',
  'nvcc',
  'go build',
  'cargo build --release',
  'javac',
  'rustc',
];
const TRAINS = '\t./train --seed $(SEED) --out $(OUT)\n';

async function init(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const config = join(folder, 'conclusive.yml');
  const said = await initialise(
    config,
    { yes: true, workflow: false },
    STARTER,
    new AbortController().signal,
  );
  return { said, config: await readFile(config, 'utf8') };
}

test.each(COMPILERS)('a Makefile whose target train runs %s', async (compiler) => {
  const makes = `train: train.c\n\t${compiler} -o train train.c\n`;
  const only = await init({ Makefile: makes, 'train.c': 'int main(){}' });
  expect(only.config).toBe(STARTER);
  expect(only.said).toContain(
    'found no training program: enter yours (Makefile needs, for example, trainer: { setup: make',
  );
  const both = await init({ Makefile: `SEED = 1\nOUT = out\n${makes}${TRAINS}`, 'train.c': 'int main(){}' });
  expect(both.config).toContain('make -s train SEED={seed} OUT={run_dir}');
});

const BUILT = [
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'CMakeLists.txt',
  'train.ts',
  'src/model.ts',
];

test.each(BUILT)('a project with %s, alone and next to a script', async (file) => {
  const alone = await init({ [file]: 'export {};\n' });
  expect(alone.config).toBe(STARTER);
  expect(alone.said).toContain(`enter yours (${file} needs, for example, trainer: {`);
  const mixed = await init({
    [file]: 'export {};\n',
    'scripts/train.py': 'model.fit(x)\nprint("accuracy:", 1)\n',
  });
  expect(mixed.said).toContain(`- not chosen as trainer.command: ${file} needs, for example, trainer: {`);
});

const OWN: ReadonlyArray<readonly [files: Record<string, string>, expected: string]> = [
  [{ 'model.ts': '' }, 'trainer: { module: model.ts }'],
  [{ 'src/train.ts': '' }, "command: 'npx tsx src/train.ts "],
  [{ 'go.mod': '', 'cmd/train/main.go': '' }, 'go build -o train ./cmd/train,'],
  [{ 'go.mod': '', 'main.go': '' }, 'go build -o train .,'],
  [{ 'Cargo.toml': '[package]\nname = "digits-net"\n\n[dependencies]\n' }, 'target/release/digits-net '],
  [{ 'Cargo.toml': '[dependencies]\nname = "other"\n' }, 'target/release/NAME '],
];

test.each(OWN)('%o is answered with its own file and name', async (files, expected) => {
  expect((await init(files)).said).toContain(expected);
});

test('a repository without a program gets the workflow, too', async () => {
  const repository = await Repository.create();
  const file = join(repository.path, 'conclusive.yml');
  const said = await initialise(file, { yes: true, workflow: true }, STARTER, new AbortController().signal);
  expect(said).toContain('and .github/workflows/conclusive.yml with an example; found no training program');
  expect(said).toContain('replace OWNER');
  const workflow = await readFile(join(repository.path, '.github/workflows/conclusive.yml'), 'utf8');
  expect(workflow).toContain('config: conclusive.yml');
  await rm(join(repository.path, '.github'), { recursive: true });
  const again = () => initialise(file, { yes: true, workflow: true }, STARTER, new AbortController().signal);
  expect(await again()).toContain('conclusive.yml already exists and is unchanged');
  expect(await readFile(file, 'utf8')).toBe(STARTER);
  await expect(again()).rejects.toThrow('already exists; name another file');
});

test('scripts that start each other are all named', async () => {
  const { said } = await init({
    'run.sh': '#!/bin/sh\npython prepare.py\npython train.py\n',
    'train.py': 'import argparse\nmodel.fit(x)\nprint("accuracy:", 1)\n',
  });
  expect(said).toContain('- not chosen as trainer.command: sh run.sh');
});

test('a Makefile next to a script is not proposed, since it may only run tests', async () => {
  const { said } = await init({
    Makefile: 'test:\n\tpytest\n',
    'train.py': 'import argparse\nmodel.fit(x)\nprint("accuracy:", 1)\n',
  });
  expect(said).not.toContain('Makefile');
});
