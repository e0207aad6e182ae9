/** A mistyped name must not pass for an unchanged file. */
import { lstat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { LoadedConfig } from '../../config/file/load.ts';
import { nearest } from '../../config/nearest.ts';
import { splitPathsOf } from '../../config/schema/checks-schema.ts';
import { UserError } from '../../config/user-error.ts';

const MAX_COMPARED = 10_000;

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

/** Files of `checks.files` may be unknown to git, and `trainer.setup` may still make them. */
export async function refuseMissingSplits(
  { path: config, checks, trainer }: Pick<LoadedConfig, 'path' | 'checks' | 'trainer'>,
  models: ReadonlyArray<{ readonly directory: string }>,
): Promise<void> {
  if (trainer.setup !== undefined) return;
  const folders = [...new Set(models.map(({ directory }) => directory))];
  for (const [split, path] of Object.entries(splitPathsOf(checks))) {
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
