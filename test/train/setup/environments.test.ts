import { readdir, readFile, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { ALL, FILL, NOTE, node, only, workTree } from './work-tree.ts';

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
