import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSetup } from '../../src/train/setup.ts';
import { temporaryFolder } from '../support/temporary.ts';

const node = `"${process.execPath.replaceAll('\\', '/')}"`;
const NOTE = `${node} -e "require('fs').appendFileSync('setups', 'x')"`;
const FILL = `${node} -e "require('fs').writeFileSync(process.argv[1] + '/made', process.env.VIRTUAL_ENV)" {env_dir}`;

async function workTree(lock = 'torch==2.6') {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'requirements.txt'), lock);
  return {
    directory,
    setups: () => readFile(join(directory, 'setups'), 'utf8').catch(() => ''),
    task: (environments: string) => ({
      directory,
      environments,
      timeoutMs: 30_000,
      signal: new AbortController().signal,
      warn: () => {},
    }),
  };
}

/** Only these files count. */
const only = (...files: string[]) => ({ files, workTree: false });
const ALL = { files: ['requirements.txt'], workTree: true };

describe('createSetup', () => {
  test('what fills {env_dir} is done once for all refs with the same setup-files, and kept', async () => {
    const [one, same, other] = [await workTree(), await workTree(), await workTree('torch==2.7')];
    const environments = await temporaryFolder();
    const setup = () => createSetup([NOTE, FILL], only('requirements.txt', 'absent.lock'));
    const first = setup();
    const [environment] = await Promise.all([first(one.task(environments)), first(one.task(environments))]);
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

  describe('with a package that is installed as a link to the work tree', () => {
    const link = `${node} -e "const [, d] = process.argv; const s = d + '/lib/python3.12/site-packages'; require('fs').mkdirSync(s, { recursive: true }); require('fs').writeFileSync(s + '/__editable__.mine-1.0.pth', process.cwd() + '/src')" {env_dir}`;

    test('an environment of an earlier experiment, whose work tree is gone, is made anew', async () => {
      const environments = await temporaryFolder();
      const [before, now] = [await workTree(), await workTree()];
      for (const tree of [before, before, now, now]) {
        await createSetup([link, NOTE], only('requirements.txt'))(tree.task(environments));
      }
      expect([await before.setups(), await now.setups()]).toEqual(['x', 'x']);
      expect(await readdir(environments)).toHaveLength(1);
    });

    test('refs do not share an environment: setup-files that would have them do so are refused', async () => {
      const environments = await temporaryFolder();
      const [one, other] = [await workTree(), await workTree()];
      const setup = createSetup([link], only('requirements.txt'));
      await setup(one.task(environments));
      await setup(one.task(environments));
      await expect(setup(other.task(environments))).rejects.toThrow(
        'trainer.setup-files: setup installs the code itself as a link',
      );
    });
  });

  test('what does not is done once for each work tree, and again in the next experiment', async () => {
    const [one, other] = [await workTree(), await workTree()];
    const environments = await temporaryFolder();
    const setup = createSetup([NOTE], only());
    for (const tree of [one, one, other]) expect(await setup(tree.task(environments))).toEqual({});
    await createSetup([NOTE], only())(one.task(environments));
    expect([await one.setups(), await other.setups()]).toEqual(['xx', 'x']);
    expect(await readdir(environments)).toEqual([]);
  });

  test('a step that fails is told with the end of its output, and what it left is not taken for an environment', async () => {
    const tree = await workTree();
    const environments = await temporaryFolder();
    const steps = [NOTE, `${node} -e "console.error('no such package'); process.exitCode = 3" {env_dir}`];
    for (const expected of ['x', 'xx']) {
      await expect(createSetup(steps, only())(tree.task(environments))).rejects.toThrow(
        /^trainer\.setup: ".* ended with exit code 3 in .*, so nothing could be trained\nno such package$/,
      );
      expect(await tree.setups()).toBe(expected);
    }
  });

  test.each([
    ['pip install {seed}', 'unknown placeholder {seed}; allowed: {env_dir}'],
    ['no-such-program', 'cannot be started'],
  ])('%s is refused', async (command, message) => {
    const tree = await workTree();
    await expect(createSetup([command], only())(tree.task(await temporaryFolder()))).rejects.toThrow(message);
  });

  test('a shell is not started', () => {
    expect(() => createSetup(['pip install a && pip install b'], only())).toThrow(
      'trainer.setup: "&&" needs a shell',
    );
  });
});
