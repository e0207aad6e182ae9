import { execFileSync } from 'node:child_process';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { refuseForeignOutput } from '../../../src/plan/code/foreign-output.ts';
import { Repository } from '../../support/repository.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const RECORD = `runs/${'a'.repeat(64)}.json`;

/** A repository with a submodule at a path, as a checkout with `submodules: true` has it. */
async function withSubmodule(path: string, files: Readonly<Record<string, string>>) {
  const [inner, outer] = [await Repository.create(), await Repository.create()];
  await inner.commit(files);
  await outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', inner.path, path);
  await outer.commit({ 'conclusive.yml': '' });
  return outer;
}

type Make = () => Promise<Repository>;
const FOREIGN: Record<string, Make> = {
  'a submodule in its place': () => withSubmodule('.conclusive', { [RECORD]: '{}' }),
  'a submodule in place of the records': () => withSubmodule('.conclusive/runs', { 'a.json': '{}' }),
  'a submodule in place of the environments': () =>
    withSubmodule('.conclusive/environments', { 'a/bin/python': '' }),
  'a submodule whose folder has no .git': async () => {
    const repository = await withSubmodule('.conclusive', { [RECORD]: '{}' });
    await rename(join(repository.path, '.conclusive/.git'), join(repository.path, 'moved'));
    return repository;
  },
  'a submodule that is not checked out': async () => {
    const source = await withSubmodule('.conclusive', { [RECORD]: '{}' });
    return Repository.clone(source);
  },
  'a repository that nobody tracks': async () => {
    const repository = await Repository.create();
    await mkdir(join(repository.path, '.conclusive/runs'), { recursive: true });
    await Repository.at(join(repository.path, '.conclusive/runs')).git('init', '--quiet');
    return repository;
  },
  'a tracked environment': async () => {
    const repository = await Repository.create();
    await repository.commit({ '.conclusive/environments/k-1/bin/python': '' });
    return repository;
  },
  'a tracked folder whose name has capitals': async () => {
    const repository = await Repository.create();
    await repository.commit({ [`.Conclusive/${RECORD}`]: '{}' });
    return repository;
  },
  'records of the commit that the index has dropped': async () => {
    const repository = await Repository.create();
    await repository.commit({ [`.conclusive/${RECORD}`]: '{}' });
    await repository.git('rm', '--cached', '-r', '--quiet', '.conclusive');
    return repository;
  },
  'a tracked file in its place': async () => {
    const repository = await Repository.create();
    await repository.commit({ '.conclusive': '{}' });
    return repository;
  },
  ...Object.fromEntries(
    [
      '.conclusive',
      '.conclusive/runs',
      '.conclusive/checks',
      '.conclusive/repeats/runs',
      '.conclusive/environments',
      '.conclusive/tmp',
    ].map((path) => [
      `a link: ${path}`,
      async () => {
        const repository = await Repository.create();
        await mkdir(join(repository.path, path, '..'), { recursive: true });
        await symlink(await temporaryFolder(), join(repository.path, path));
        return repository;
      },
    ]),
  ),
};

describe('records cannot come with the code', () => {
  test.each(Object.entries(FOREIGN))('%s', async (_, make) => {
    const { path } = await make();
    await expect(refuseForeignOutput(join(path, '.conclusive'), path)).rejects.toThrow(
      /is a link|git tracks|separate git repository/,
    );
  });

  test('a folder that is named within a submodule, or reached through a link', async () => {
    const { path } = await withSubmodule('lib', { [`out/${RECORD}`]: '{}' });
    await expect(refuseForeignOutput(join(path, 'lib/out'), path)).rejects.toThrow('separate git repository');
    await symlink(await temporaryFolder(), join(path, 'elsewhere'));
    await expect(refuseForeignOutput(join(path, 'elsewhere/out'), path)).rejects.toThrow('is a link');
  });

  test('what this program wrote there, a tracked report or ignore file, and a folder elsewhere pass', async () => {
    const repository = await Repository.create();
    await repository.commit({ '.conclusive/.gitignore': '*\n', '.conclusive/report.md': '' });
    await repository.write({ [`.conclusive/${RECORD}`]: '{}' });
    await refuseForeignOutput(join(repository.path, '.conclusive'), repository.path);
    await refuseForeignOutput(join(await temporaryFolder(), 'out'), repository.path);
    await refuseForeignOutput(join(await temporaryFolder(), 'out'), null);
    await refuseForeignOutput(join(repository.path, 'new/out'), repository.path);
  });
});

const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0;
describe.skipIf(!MAY_MOUNT)('what is mounted there is refused (needs root)', () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const path of mounted.splice(0)) execFileSync('umount', [path]);
  });

  test.each(['.conclusive', '.conclusive/runs'])('%s', async (path) => {
    const repository = await Repository.create();
    const [from, to] = [await temporaryFolder(), join(repository.path, path)];
    await mkdir(to, { recursive: true });
    await writeFile(join(from, 'a.json'), '{}');
    try {
      execFileSync('mount', ['--bind', from, to], { stdio: 'pipe' });
    } catch {
      return; // A container that lets nobody mount.
    }
    mounted.push(to);
    await expect(refuseForeignOutput(join(repository.path, '.conclusive'), repository.path)).rejects.toThrow(
      'is a mount point',
    );
  });
});
