/** The folder of a run. The run can write to it, and so replace it by a link to what is not its own. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type HeldFolder, holdFolder, ReplacedFolderError } from '../../files/held-folder.ts';

/** Errors of a folder that another process has made, replaced or removed meanwhile. */
const TAKEN: ReadonlySet<string> = new Set(['EEXIST', 'ELOOP', 'ENOENT', 'ENOTDIR']);

/** Where the run leaves its results. */
export function runDirectoryIn(folder: string): string {
  return join(folder, 'run');
}

/**
 * Makes the folder, in which there is nothing yet, and the run directory in it.
 *
 * @returns the run directory; a reason where something is there already, since a program that takes several runs could have put it there
 */
export function makeRunFolder(folder: string): HeldFolder | string {
  mkdirSync(dirname(folder), { recursive: true });
  let held: HeldFolder | null = null;
  try {
    mkdirSync(folder);
    held = holdFolder(folder);
    mkdirSync(runDirectoryIn(held.path));
    return holdFolder(runDirectoryIn(held.path));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!TAKEN.has(code)) throw error;
    return `the run folder was taken before the run began (${code}); programs must write only to the folder that CONCLUSIVE_RUN_DIR names`;
  } finally {
    held?.close();
  }
}

/** @returns why nothing of the run counts; null while its run directory is the one that was made */
export function whyReplaced(directory: HeldFolder, folder: string): string | null {
  try {
    directory.requireAt(runDirectoryIn(folder));
    return null;
  } catch (error) {
    const what = error instanceof ReplacedFolderError ? error.message : 'made inaccessible';
    return `the run folder was ${what}, so none of its files count; neither the program nor anything else may remove the folder that CONCLUSIVE_RUN_DIR names, and the program may write only inside it`;
  }
}
