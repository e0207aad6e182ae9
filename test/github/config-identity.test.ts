import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configIdentity } from '../../src/github/config-identity.ts';
import { Repository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

const identity = (workspace: string, workingDirectory: string, config: string) =>
  configIdentity({ workspace, workingDirectory, config });

test.each([
  ['.', 'conclusive.yml', 'conclusive.yml'],
  ['.', './conclusive.yml', 'conclusive.yml'],
  ['.', 'text//a/../conclusive.yml', 'text/conclusive.yml'],
  ['text', 'conclusive.yml', 'text/conclusive.yml'],
  ['text/', '../conclusive.yml', 'conclusive.yml'],
  ['./text', 'missing.yml', 'text/missing.yml'],
  ['removed/by/branch', 'conclusive.yml', 'removed/by/branch/conclusive.yml'],
])('in %s, %s is %s from the root', async (workingDirectory, config, expected) => {
  const repository = await Repository.create();
  await repository.commit({ 'text/conclusive.yml': '' });
  expect(await identity(repository.path, workingDirectory, config)).toBe(expected);
});

test('a checkout in a folder of the workspace is the root, whatever the branch lacks of it', async () => {
  const workspace = await temporaryFolder();
  await mkdir(join(workspace, 'checkout'));
  const repository = Repository.at(join(workspace, 'checkout'));
  await repository.git('init', '--quiet');
  expect(await identity(workspace, 'checkout', 'conclusive.yml')).toBe('conclusive.yml');
  expect(await identity(workspace, 'checkout/text', 'conclusive.yml')).toBe('text/conclusive.yml');
});

test('a link on the way to the workspace changes nothing, and one within it is not followed', async () => {
  const repository = await Repository.create();
  await repository.commit({ 'text/conclusive.yml': '' });
  await symlink('text', join(repository.path, 'images'));
  const way = join(await temporaryFolder(), 'way');
  await symlink(repository.path, way);
  expect(await identity(way, 'text', 'conclusive.yml')).toBe('text/conclusive.yml');
  expect(await identity(way, 'images', 'conclusive.yml')).toBe('images/conclusive.yml');
});

test('outside a repository the workspace is the root', async () => {
  const workspace = await temporaryFolder();
  expect(await identity(workspace, 'text', 'conclusive.yml')).toBe('text/conclusive.yml');
  expect(await identity(join(workspace, 'missing'), '.', 'conclusive.yml')).toBe('conclusive.yml');
});
