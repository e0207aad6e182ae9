/** What the files of the splits hold that git does not tell: a record of other data is no record of this run. */
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestFile } from '../../records/bounded-file.ts';

/** @returns null where none of the files is there */
export async function digestSplits(directory: string, paths: readonly string[]): Promise<string | null> {
  const hash = createHash('sha256');
  let found = 0;
  for (const path of [...paths].sort()) {
    const full = join(directory, path);
    const isFile = await stat(full).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (!isFile) continue;
    found += 1;
    hash.update(`${path}\0${await digestFile(await realpath(full))}\0`);
  }
  return found === 0 ? null : hash.digest('hex');
}
