import { readdir, utimes } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { createSetup } from '../../../src/train/setup/setup.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { ALL, FILL, workTree } from './work-tree.ts';

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
