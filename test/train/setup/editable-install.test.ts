import { readdir, rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { like, NOTE, node, workTree } from './work-tree.ts';

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
