import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locateConfig } from '../../src/cli/config-option.ts';
import { Repository } from '../support/repository.ts';

async function repositoryWith(...files: readonly string[]): Promise<Repository> {
  const repository = await Repository.create();
  await repository.write(Object.fromEntries(files.map((file) => [file, ''])));
  return repository;
}

test('without a name, the config is found from every folder of its repository', async () => {
  const { path } = await repositoryWith('conclusive.yml', 'src/models/net.py');
  for (const folder of ['', 'src', 'src/models'])
    expect(locateConfig(undefined, join(path, folder))).toEqual({
      repository: path,
      config: 'conclusive.yml',
    });
});

test('the nearest one counts, and none that lies above the repository', async () => {
  const outer = await repositoryWith('conclusive.yml', 'inner/conclusive.yml', 'inner/src/a.py', 'own/b.py');
  expect(locateConfig(undefined, join(outer.path, 'inner/src')).repository).toBe(join(outer.path, 'inner'));
  const own = join(outer.path, 'own');
  await mkdir(join(own, '.git'));
  expect(locateConfig(undefined, own)).toEqual({ repository: own, config: 'conclusive.yml' });
});

test('a config that is named is where its name says', async () => {
  const { path } = await repositoryWith('conclusive.yml', 'src/a.py');
  const from = join(path, 'src');
  expect(locateConfig('conclusive.yml', from)).toEqual({ repository: from, config: 'conclusive.yml' });
});
