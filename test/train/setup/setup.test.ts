import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';

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

  test('experiments that set up the same code at the same time do not touch what the other is filling', async () => {
    const environments = await temporaryFolder();
    const tree = await workTree();
    const [begin, end] = ['b', 'e'].map(
      (letter) =>
        `${node} -e "require('fs').appendFileSync(process.argv[1] + '/steps', '${letter}')" {env_dir}`,
    ) as [string, string];
    const wait = `${node} -e "setTimeout(() => {}, 700)"`;
    const steps = [NOTE, begin, wait, end];
    const setup = () => createSetup(steps, only('requirements.txt'))(tree.task(environments));
    const first = setup();
    while ((await tree.setups()) === '') await sleep(10);
    for (const { CONCLUSIVE_ENV_DIR = '' } of await Promise.all([first, setup()]))
      expect(await readFile(join(CONCLUSIVE_ENV_DIR, 'steps'), 'utf8')).toBe('be');
    await setup();
    expect(await tree.setups()).toBe('xx');
  });

  test('beside its own, an experiment keeps the four environments that were used last', async () => {
    const environments = await temporaryFolder();
    const made: string[] = [];
    const setUp = async (lock: string) => {
      const tree = await workTree(lock);
      const { CONCLUSIVE_ENV_DIR = '' } = await createSetup([FILL], ALL)(tree.task(environments));
      return CONCLUSIVE_ENV_DIR;
    };
    for (let version = 0; version < 6; version += 1) {
      const folder = await setUp(`torch==2.${version}`);
      made.push(basename(folder));
      // An hour apart, and long ago.
      await utimes(folder, new Date(0), new Date(version * 3_600_000));
    }
    expect(await readdir(environments)).toHaveLength(5);
    expect(basename(await setUp('torch==2.1'))).toBe(made[1]);
    const last = basename(await setUp('torch==3'));
    expect((await readdir(environments)).sort()).toEqual([made[1], ...made.slice(3), last].sort());
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
      const setup = ({ task }: typeof now) =>
        createSetup([link, NOTE], only('requirements.txt'))(task(environments));
      await setup(before);
      await setup(before);
      expect(await before.setups()).toBe('x');
      await rm(before.directory, { recursive: true });
      await setup(now);
      await setup(now);
      expect(await now.setups()).toBe('x');
      expect(await readdir(environments)).toHaveLength(1);
    });

    test('an environment that links to a work tree still in use, by another experiment, is left to it', async () => {
      const environments = await temporaryFolder();
      const [other, now] = [await workTree(), await workTree()];
      const setup = ({ task }: typeof now) =>
        createSetup([link], only('requirements.txt'))(task(environments));
      const theirs = (await setup(other)).CONCLUSIVE_ENV_DIR;
      const ours = (await setup(now)).CONCLUSIVE_ENV_DIR;
      expect(ours).not.toBe(theirs);
      expect((await setup(other)).CONCLUSIVE_ENV_DIR).toBe(theirs);
      expect((await setup(now)).CONCLUSIVE_ENV_DIR).toBe(ours);
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
      expect(await readdir(environments)).toEqual([]);
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
