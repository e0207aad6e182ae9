import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDirectoryIn, setAside } from '../../../src/train/run/run-folder.ts';
import { openWorkTrees } from '../../../src/train/work-tree/work-trees.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const fail = (message: string) => {
  throw new Error(message);
};

/** A run that has left one of its outputs beside its code, and a file that nobody asked for. */
async function ended(isCheckout: boolean) {
  const [root, checkout] = [await temporaryFolder(), await temporaryFolder()];
  writeFileSync(join(root, 'train.py'), 'print(1)');
  const output = join(checkout, '.conclusive');
  const trees = openWorkTrees({ checkout: isCheckout ? root : checkout, output, outputs: ['metrics.json'] });
  const [home, aside] = [join(output, 'tmp', 'home'), join(output, 'tmp', 'head-1')];
  const folder = join(home, 'head-1');
  mkdirSync(runDirectoryIn(folder), { recursive: true });
  const workTree = await trees.make({ directory: root }, folder);
  for (const name of ['metrics.json', 'scores.csv']) writeFileSync(join(workTree.directory, name), name);
  return { root, folder, aside, workTree };
}

test('a run is read where no other run can write, as it would be where it was', async () => {
  const { root, folder, aside, workTree } = await ended(false);
  const left = await setAside({ folder, workTree }, aside, fail);
  expect(left?.folder).toBe(aside);
  expect(existsSync(folder)).toBe(false);
  expect(left?.workTree.findNewFiles()).toEqual(['metrics.json', 'scores.csv']);
  expect(left?.workTree.takeOutputs(runDirectoryIn(aside))).toEqual([]);
  expect(readFileSync(join(runDirectoryIn(aside), 'metrics.json'), 'utf8')).toBe('metrics.json');
  // What it printed has the name under which it knew the tree.
  expect(left?.workTree.withPathsOfModel(join(workTree.root, 'train.py'))).toBe(join(root, 'train.py'));
});

test('what an earlier run left there is gone', async () => {
  const { folder, aside, workTree } = await ended(false);
  mkdirSync(runDirectoryIn(aside), { recursive: true });
  writeFileSync(join(runDirectoryIn(aside), 'metrics.json'), 'old');
  await setAside({ folder, workTree }, aside, fail);
  expect(existsSync(join(runDirectoryIn(aside), 'metrics.json'))).toBe(false);
});

test('a tree that lies beside the folder keeps its place, and so does the folder', async () => {
  const { folder, aside, workTree } = await ended(true);
  expect(await setAside({ folder, workTree }, aside, fail)).toBeNull();
  expect(existsSync(folder)).toBe(true);
  expect(workTree.findNewFiles()).toEqual(['metrics.json', 'scores.csv']);
});
