/** What a run has left in the home of a program that takes several: no other run is to find it, or to wait until it is read. */
import { rename } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { removeFolder } from '../../records/store/remove-folder.ts';
import type { WorkTree } from '../work-tree/work-trees.ts';

/** Of a run. */
export interface Left {
  readonly folder: string;
  readonly workTree: WorkTree;
}

export function runDirectoryIn(folder: string): string {
  return join(folder, 'run');
}

/** @returns where it is now; null where it cannot be moved: Windows keeps a folder that a process works in */
export async function setAside(
  { folder, workTree }: Left,
  to: string,
  warn: (message: string) => void,
): Promise<Left | null> {
  // Beside the checkout, a work tree has to stay where it is.
  if (relative(folder, workTree.root).split(sep)[0] === '..') return null;
  await removeFolder(to, warn);
  try {
    await rename(folder, to);
  } catch {
    return null;
  }
  return { folder: to, workTree: workTree.movedWith(folder, to) };
}
