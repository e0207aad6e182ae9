import { chmod, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findMachine } from '../../../src/train/process/machine.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** A PATH whose first program called nvidia-smi prints this. */
async function withSmi(printed: string): Promise<NodeJS.ProcessEnv> {
  const folder = await temporaryFolder();
  const path = join(folder, 'nvidia-smi');
  await writeFile(path, `#!${process.execPath}\nprocess.stdout.write(${JSON.stringify(printed)});\n`);
  await chmod(path, 0o755);
  return { PATH: [folder, process.env.PATH].join(delimiter) };
}

test('names processor and host, and no GPU where there is none', async () => {
  const found = await findMachine({ PATH: await temporaryFolder() });
  expect(found).toEqual({ machine: expect.stringMatching(/./), node: hostname() });
});

test.skipIf(process.platform === 'win32').each([
  ['A100, 550.1\nA100, 550.1\n', { gpu: 'A100', driver: '550.1' }],
  ['A100, 550.1\nT4, 550.1\n', { gpu: 'A100, T4', driver: '550.1' }],
  ['', {}],
  ['No devices were found\n', {}],
])('reads %j of the driver', async (printed, gpu) => {
  const { machine: _, node: __, ...found } = await findMachine(await withSmi(printed));
  expect(found).toEqual(gpu);
});

test('a node that Slurm names is called so', async () => {
  expect(await findMachine({ PATH: '', SLURMD_NODENAME: 'n3' })).toMatchObject({ node: 'n3' });
});
