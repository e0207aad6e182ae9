/** Files that the shell has this program's output written to (`2> err.txt`): they change while it runs, and are no code. */
import { fstat, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const OUTPUT_AND_ERROR = [1, 2];

/**
 * @param files below `root`
 * @param descriptors of this process
 */
export async function ownOutputs(
  root: string,
  files: Iterable<string>,
  descriptors: readonly number[] = OUTPUT_AND_ERROR,
): Promise<ReadonlySet<string>> {
  const open = await Promise.all(
    descriptors.map((descriptor) => statsOf(() => promisify(fstat)(descriptor))),
  );
  const written = open.filter((stats) => stats?.isFile() === true);
  const found = new Set<string>();
  // Pipes and terminals are what they mostly are: then no file is looked at.
  if (written.length === 0) return found;
  for (const file of files) {
    const own = await statsOf(() => stat(join(root, file)));
    if (own !== null && written.some((stats) => stats?.ino === own.ino && stats.dev === own.dev))
      found.add(file);
  }
  return found;
}

/** Null where there is no such file, or a descriptor was closed. */
async function statsOf(look: () => Promise<Stats>): Promise<Stats | null> {
  try {
    return await look();
  } catch {
    return null;
  }
}
