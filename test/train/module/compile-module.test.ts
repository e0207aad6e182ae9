import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileModule } from '../../../src/train/module/compile-module.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const signal = new AbortController().signal;

test('the files of a module are compiled, and nothing of them is executed', async () => {
  const directory = await temporaryFolder();
  const file = join(directory, 'model.ts');
  await writeFile(
    file,
    `import './b.ts';\nimport { writeFileSync } from 'node:fs';\nwriteFileSync('executed', '');`,
  );
  await writeFile(join(directory, 'b.ts'), `throw new Error('executed');`);
  const code = await compileModule(file, { directory, signal });
  const codes = Object.values(code);
  expect(codes.map((one) => one.includes('executed'))).toEqual([true, true]);
});

test.each([
  ['JavaScript needs none', 'model.mjs', 'export default {}'],
  ['a syntax error is told by the run', 'model.ts', 'export default {'],
])('%s', async (_, name, text) => {
  const directory = await temporaryFolder();
  await writeFile(join(directory, name), text);
  expect(await compileModule(join(directory, name), { directory, signal })).toEqual({});
});

test('a folder in its place, and a stop, leave it to the run', async () => {
  const directory = await temporaryFolder();
  await mkdir(join(directory, 'model.ts'));
  expect(await compileModule(join(directory, 'model.ts'), { directory, signal })).toEqual({});
  expect(await compileModule(join(directory, 'a.ts'), { directory, signal: AbortSignal.abort() })).toEqual(
    {},
  );
});
