/** Moves the files of a run out of the folder in which its worker trains the next one: that run must not find them, nor wait until they are read. */
import { renameSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { removeFolder } from '../../records/store/remove-folder.ts';
import type { WorkTree } from '../work-tree/work-trees.ts';

/** Of a run. */
export interface Left {
  readonly folder: string;
  readonly workTree: WorkTree;
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
    renameSync(folder, to);
  } catch {
    return null;
  }
  return { folder: to, workTree: workTree.movedWith(folder, to) };
}
