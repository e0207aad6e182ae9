/** Outputs come from the run's own work tree alone, and never in the place of what the run has put into its run directory. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { takeOutputs } from '../../../src/train/work-tree/take-outputs.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function folders(tree: readonly string[], run: readonly string[] = []) {
  const root = await temporaryFolder();
  const [directory, runDirectory] = [join(root, 'tree'), join(root, 'run')];
  const write = async (folder: string, files: readonly string[], text: string) => {
    await mkdir(folder, { recursive: true });
    for (const file of files) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  };
  await write(directory, tree, 'of the tree');
  await write(runDirectory, run, 'of the run');
  const read = (file: string) => readFile(join(runDirectory, file), 'utf8');
  return {
    root,
    directory,
    runDirectory,
    read,
    take: (...outputs: string[]) => takeOutputs(directory, outputs, runDirectory),
  };
}

test('files and folders are moved under the names that they have', async () => {
  const { take, read, directory } = await folders([
    'metrics.json',
    'results/a/log.csv',
    'out/b.json',
    'train.py',
  ]);
  expect(take('metrics.json', 'results/', './out/b.json')).toEqual([]);
  for (const file of ['metrics.json', 'results/a/log.csv', 'out/b.json'])
    expect(await read(file)).toBe('of the tree');
  expect([existsSync(join(directory, 'metrics.json')), existsSync(join(directory, 'train.py'))]).toEqual([
    false,
    true,
  ]);
});

test.each([
  ['metrics.json', [], 'does not exist when the run ends; check the path'],
  ['results/metrics.json', ['results'], 'does not exist when the run ends; check the path'],
])('%s that is missing is told', async (output, tree, reason) => {
  const { take } = await folders(tree);
  expect(take(output)).toEqual([`trainer.outputs: "${output}" ${reason}`]);
});

test.each([
  ['metrics.json', ['metrics.json']],
  ['results/', ['results/other.json']],
  ['results/metrics.json', ['results']],
])('%s does not take the place of what is in the run directory', async (output, run) => {
  const { take, read } = await folders(['metrics.json', 'results/metrics.json'], run);
  expect(take(output)).toEqual([expect.stringContaining('is already in the run directory')]);
  expect(await read(run[0] ?? '')).toBe('of the run');
});

test.skipIf(process.platform === 'win32')(
  'nothing is taken through a link, nor put through one',
  async () => {
    const { take, root, directory, runDirectory } = await folders(['real/metrics.json', 'out/metrics.json']);
    const elsewhere = join(root, 'elsewhere');
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'metrics.json'), 'of another');
    await symlink(elsewhere, join(directory, 'results'));
    await symlink(join(elsewhere, 'metrics.json'), join(directory, 'metrics.json'));
    await symlink(elsewhere, join(runDirectory, 'out'));
    for (const output of ['results', 'results/metrics.json', 'metrics.json'])
      expect(take(output)).toEqual([expect.stringContaining('is reached through a link')]);
    expect(take('out/metrics.json')).toEqual([expect.stringContaining('is already in the run directory')]);
    expect(await readFile(join(elsewhere, 'metrics.json'), 'utf8')).toBe('of another');
  },
);
