import { readdir, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../config/user-error.ts';

/** @throws UserError where it is not there, or nothing has been checked out */
export async function assertWorkingDirectory(workspace: string, workingDirectory: string): Promise<void> {
  const isFolder = await stat(resolve(workspace, workingDirectory)).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const isEmpty = (await readdir(workspace).catch(() => [])).length === 0;
  if (isEmpty)
    throw new UserError(
      'the workspace is empty, because nothing was checked out; add "- uses: actions/checkout" before this step',
    );
  if (!isFolder)
    throw new UserError(
      `input "working-directory" is "${workingDirectory}", which is not a folder of the checkout; give a path relative to its root`,
    );
}
