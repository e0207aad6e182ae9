import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
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
