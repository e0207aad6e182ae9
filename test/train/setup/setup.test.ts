import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { ALL, FILL, like, NOTE, node, workTree } from './work-tree.ts';

describe('createSetup', () => {
  test('what fills {env_dir} is done once, in the baseline’s tree, for all refs with its setup-files, and kept', async () => {
    const [one, same, other] = [await workTree(), await workTree(), await workTree('torch==2.7')];
    const environments = await temporaryFolder();
    const setup = () => createSetup([NOTE, FILL], like(one, 'main', 'requirements.txt', 'absent.lock'));
    const first = setup();
    const [environment] = await Promise.all([first(same.task(environments)), first(one.task(environments))]);
    await first(same.task(environments));
    await setup()(one.task(environments));
    expect([await one.setups(), await same.setups()]).toEqual(['x', '']);
    await first(other.task(environments));
    expect(await other.setups()).toBe('x');
    expect(await readdir(environments)).toHaveLength(2);
    const folder = environment?.CONCLUSIVE_ENV_DIR ?? '';
    expect(await readFile(join(folder, 'made'), 'utf8')).toBe(folder);
    expect(
      environment?.PATH?.startsWith(join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')),
    ).toBe(true);
  });

  const BRANCHES = [
    ['a branch vouches for both', 'main', 'main', true],
    ['no branch vouches for either', null, null, false],
    ['they are of two branches', 'main', 'other', false],
    ['a branch vouches for the later one alone', null, 'main', false],
    ['a branch vouches for the earlier one alone', 'main', null, false],
  ] as const;
  test.each(BRANCHES)(
    'a later baseline with equal setup-files uses the environment of an earlier one: %s',
    async (_, earlier, later, isShared) => {
      const environments = await temporaryFolder();
      const folderOf = async (tree: Awaited<ReturnType<typeof workTree>>, branch: string | null) =>
        (await createSetup([FILL], like(tree, branch, 'requirements.txt'))(tree.task(environments)))
          .CONCLUSIVE_ENV_DIR;
      const [one, other] = [await workTree(), await workTree()];
      await writeFile(join(other.directory, 'train.py'), 'v2');
      const first = await folderOf(one, earlier);
      expect((await folderOf(other, later)) === first).toBe(isShared);
      expect(await folderOf(one, earlier)).toBe(first);
    },
  );

  test('what a tree other than the baseline’s has filled serves that tree alone, whoever is the baseline later', async () => {
    const environments = await temporaryFolder();
    const [base, head, same] = [await workTree(), await workTree('torch==3'), await workTree('torch==3')];
    await writeFile(join(head.directory, 'venv.py'), 'hostile');
    const files = ['requirements.txt'];
    const folderOf = async (baseline: typeof base, tree: typeof base, branch: string | null) =>
      (await createSetup([FILL], like(baseline, branch, ...files))(tree.task(environments)))
        .CONCLUSIVE_ENV_DIR;
    const filled = await folderOf(base, head, 'main');
    expect(await folderOf(base, head, 'main')).toBe(filled);
    for (const branch of ['main', null]) {
      expect(await folderOf(same, same, branch)).not.toBe(filled);
      expect(await folderOf(same, head, branch)).not.toBe(filled);
      expect(await folderOf(base, same, branch)).not.toBe(filled);
    }
  });

  test('where no setup-files are named, every file of a ref counts: one that the lock file includes, the package itself', async () => {
    const [one, same, other] = [
      await workTree('-r base.txt'),
      await workTree('-r base.txt'),
      await workTree('-r base.txt'),
    ];
    for (const { directory } of [one, same]) await writeFile(join(directory, 'base.txt'), 'torch==2.6');
    await writeFile(join(other.directory, 'base.txt'), 'torch==2.7');
    const environments = await temporaryFolder();
    const setup = createSetup([NOTE, FILL], ALL);
    for (const tree of [one, one, same, other]) await setup(tree.task(environments));
    expect([await one.setups(), await same.setups(), await other.setups()]).toEqual(['x', '', 'x']);
    expect(await readdir(environments)).toHaveLength(2);
  });

  test('what lies in the output is no part of a ref', async () => {
    const tree = await workTree();
    const environments = join(tree.directory, 'out', 'environments');
    const folders: Array<string | undefined> = [];
    for (const _ of [1, 2]) {
      const { CONCLUSIVE_ENV_DIR } = await createSetup([FILL], ALL)(tree.task(environments));
      folders.push(CONCLUSIVE_ENV_DIR);
    }
    expect(folders[1]).toBe(folders[0]);
  });

  test('what does not is done once for each work tree, and again in the next experiment', async () => {
    const [one, other] = [await workTree(), await workTree()];
    const environments = await temporaryFolder();
    const setup = createSetup([NOTE], ALL);
    for (const tree of [one, one, other]) expect(await setup(tree.task(environments))).toEqual({});
    await createSetup([NOTE], ALL)(one.task(environments));
    expect([await one.setups(), await other.setups()]).toEqual(['xx', 'x']);
    expect(await readdir(environments)).toEqual([]);
  });

  test('a step that fails is told with the end of its output, and what it left is not taken for an environment', async () => {
    const tree = await workTree();
    const environments = await temporaryFolder();
    const steps = [NOTE, `${node} -e "console.error('no such package'); process.exitCode = 3" {env_dir}`];
    for (const expected of ['x', 'xx']) {
      await expect(createSetup(steps, ALL)(tree.task(environments))).rejects.toThrow(
        /^trainer\.setup: ".* ended with exit code 3 in [^,]*\. It printed:\nno such package$/,
      );
      expect(await tree.setups()).toBe(expected);
      expect(await readdir(environments)).toEqual([]);
    }
  });

  test.each([
    ['pip install {seed}', 'unknown placeholder {seed}; allowed: {env_dir}'],
    ['no-such-program', 'cannot be started'],
  ])('%s is refused', async (command, message) => {
    const tree = await workTree();
    await expect(createSetup([command], ALL)(tree.task(await temporaryFolder()))).rejects.toThrow(message);
  });

  test('a shell is not started', () => {
    expect(() => createSetup(['pip install a && pip install b'], ALL)).toThrow(
      'trainer.setup: "&&" needs a shell',
    );
  });
});
