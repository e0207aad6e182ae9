/** A mistyped name must not pass for an unchanged file, nor a pointer for its data. */
import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { LoadedConfig } from '../../config/file/load.ts';
import { nearest } from '../../config/nearest.ts';
import { splitPathsOf } from '../../config/schema/checks-schema.ts';
import { UserError } from '../../config/user-error.ts';
import { git } from '../../git/git.ts';
import { fields, type TreeListing } from '../../git/tree.ts';
import { digestSmallFiles, pointersIn } from '../../git/tree-bytes.ts';
import { firstOf } from '../../words/list.ts';
import { wordFor } from '../../words/plural.ts';

const MAX_COMPARED = 10_000;
const SHOWN_POINTERS = 3;
const MAX_ASKED = 1000;

/** Such a file never differs: as evaluation it would always pass, and as code it would hide changes. */
export function refuseMissing(
  key: string,
  paths: readonly string[],
  isThere: (path: string) => boolean,
  /** Relative to the config. */
  known: () => readonly string[],
): void {
  const missing = paths.find((path) => !isThere(path));
  if (missing === undefined) return;
  const guess = nearestPath(missing, known());
  throw new UserError(
    `${key}: no model has "${missing}"; ${guess === null ? 'correct the name' : `did you mean "${guess}"? Correct the name`}, or commit the file if git ignores it`,
  );
}

/** The same name in another folder is nearer than a similar path. */
function nearestPath(path: string, known: readonly string[]): string | null {
  const name = posix.basename(path);
  return known.find((other) => posix.basename(other) === name) ?? nearest(path, known.slice(0, MAX_COMPARED));
}

/** A run would read the pointer's text as its data. */
export function refusePointers(listing: TreeListing, of: string, mayBeLeftOut = true): void {
  const pointers = pointersIn(listing);
  if (pointers.length === 0) return;
  const are = wordFor(
    pointers.length,
    'is a Git LFS pointer, not the file',
    'are Git LFS pointers, not files',
  );
  const skips = process.env.GIT_LFS_SKIP_SMUDGE === undefined ? '' : 'unset GIT_LFS_SKIP_SMUDGE, ';
  throw new UserError(
    `${firstOf(pointers, SHOWN_POINTERS)} of ${of} ${are}; ${skips}run "git lfs install" and "git lfs pull" (in a workflow: "lfs: true" for actions/checkout)${mayBeLeftOut ? '; or list under `code` only files that runs read' : ''}`,
  );
}

/** A pointer that git would not fetch through LFS is a file like any other. */
export async function refuseUnfetched(root: string, listing: TreeListing, of: string): Promise<void> {
  const pointers = pointersIn(listing);
  if (pointers.length === 0) return;
  const told = fields(await git(root, 'check-attr', '-z', 'filter', '--', ...pointers.slice(0, MAX_ASKED)));
  const isFetched = (path: string) => told[told.indexOf(path) + 2] === 'lfs';
  refusePointers(new Map([...listing].filter(([path]) => isFetched(path))), of);
}

/** Files of `checks.files` may be unknown to git, and `trainer.setup` may still make them. */
export async function refuseMissingSplits(
  { path: config, checks, trainer }: Pick<LoadedConfig, 'path' | 'checks' | 'trainer'>,
  models: ReadonlyArray<{ readonly directory: string }>,
): Promise<void> {
  if (trainer.setup !== undefined) return;
  const folders = [...new Set(models.map(({ directory }) => directory))];
  const splits = Object.entries(splitPathsOf(checks));
  const paths = splits.map(([, path]) => path);
  for (const folder of folders) refusePointers(await digestSmallFiles(folder, paths), 'checks.files', false);
  for (const [split, path] of splits) {
    const found = await Promise.all(folders.map((folder) => isPresent(join(folder, path))));
    if (found.includes(true)) continue;
    throw new UserError(
      `${config}: checks.files.${split}: no model has "${path}"; correct the name, or, if git ignores the file, commit it or let trainer.setup create it`,
    );
  }
}

/** The check of the data reports a folder or an unreadable file. */
async function isPresent(path: string): Promise<boolean> {
  const error = await lstat(path).then(
    () => null,
    (reason: NodeJS.ErrnoException) => reason,
  );
  return error === null || error.code !== 'ENOENT';
}
