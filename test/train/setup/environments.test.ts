import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { like, NOTE, node, workTree } from './work-tree.ts';

test('experiments that set up the same code at the same time do not touch what the other is filling', async () => {
  const environments = await temporaryFolder();
  const tree = await workTree();
  const [begin, end] = ['b', 'e'].map(
    (letter) =>
      `${node} -e "require('fs').appendFileSync(process.argv[1] + '/steps', '${letter}')" {env_dir}`,
  ) as [string, string];
  const wait = `${node} -e "setTimeout(() => {}, 700)"`;
  const steps = [NOTE, begin, wait, end];
  const setup = () => createSetup(steps, like(tree, 'main', 'requirements.txt'))(tree.task(environments));
  const first = setup();
  while ((await tree.setups()) === '') await sleep(10);
  for (const { CONCLUSIVE_ENV_DIR = '' } of await Promise.all([first, setup()]))
    expect(await readFile(join(CONCLUSIVE_ENV_DIR, 'steps'), 'utf8')).toBe('be');
  await setup();
  expect(await tree.setups()).toBe('xx');
});

describe('with a package that is installed as a link to the work tree', () => {
  const link = `${node} -e "const [, d] = process.argv; const s = d + '/lib/python3.12/site-packages'; require('fs').mkdirSync(s, { recursive: true }); require('fs').writeFileSync(s + '/__editable__.mine-1.0.pth', process.cwd() + '/src')" {env_dir}`;

  test('an environment of an earlier experiment, whose work tree is gone, is made anew', async () => {
    const environments = await temporaryFolder();
    const [before, now] = [await workTree(), await workTree()];
    const setup = (tree: typeof now) =>
      createSetup([link, NOTE], like(tree, 'main', 'requirements.txt'))(tree.task(environments));
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
    const setup = (tree: typeof now) =>
      createSetup([link], like(tree, 'main', 'requirements.txt'))(tree.task(environments));
    const theirs = (await setup(other)).CONCLUSIVE_ENV_DIR;
    const ours = (await setup(now)).CONCLUSIVE_ENV_DIR;
    expect(ours).not.toBe(theirs);
    expect((await setup(other)).CONCLUSIVE_ENV_DIR).toBe(theirs);
    expect((await setup(now)).CONCLUSIVE_ENV_DIR).toBe(ours);
  });

  test('refs do not share an environment: setup-files that would have them do so are refused', async () => {
    const environments = await temporaryFolder();
    const [one, other] = [await workTree(), await workTree()];
    const setup = createSetup([link], like(one, 'main', 'requirements.txt'));
    await setup(one.task(environments));
    await setup(one.task(environments));
    await expect(setup(other.task(environments))).rejects.toThrow(
      'trainer.setup-files: setup installs a link to the code',
    );
  });
});
