/** Lists the tree of an untrusted commit as its work tree would be, without creating one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readWhole } from '../files/open-file.ts';
import { gitWith, tryGit } from './git.ts';
import { moduleAt } from './standing-tree.ts';
import { listCommit, type TreeListing } from './tree.ts';
import { linkTo, nameFile } from './tree-bytes.ts';

const LINK = '120000';
const PROGRAM = '100755';
const MODULE = '160000';
/** No system allows a longer link target. */
const MAX_LINK_BYTES = 64 * 1024;
/** A sparse checkout is not part of a commit. */
const WHOLE = ['-c', 'core.sparseCheckout=false'];

/**
 * Git converts the files by the commit's attributes and the machine's config, and writes them under names that it chooses.
 * Submodules are listed by their commit.
 *
 * @param scratch an existing folder
 */
export async function listUnseen(
  root: string,
  commit: string,
  paths: readonly string[],
  scratch: string,
): Promise<TreeListing> {
  const listed = await listCommit(root, commit, paths);
  const entries = [...listed].map(([path, entry]) => {
    const [mode = '', object = ''] = entry.split(' ');
    return { path, mode, object };
  });
  const folder = await mkdtemp(join(scratch, 'unseen-'));
  try {
    const files = entries.filter(({ mode }) => mode !== MODULE).map(({ path }) => path);
    const written = await writeOut(root, commit, files, folder);
    const hasLinks = (await tryGit(root, 'config', '--type=bool', 'core.symlinks'))?.trim() !== 'false';
    const listing = new Map<string, string>();
    for (const { path, mode, object } of entries) {
      const file = join(folder, written.get(path) ?? '');
      if (mode === MODULE) listing.set(path, moduleAt(object));
      else if (mode === LINK && hasLinks)
        listing.set(path, linkTo(readWhole(file, MAX_LINK_BYTES).toString('utf8')));
      else {
        const { name } = await nameFile(file, mode === PROGRAM && process.platform !== 'win32');
        listing.set(path, name);
      }
    }
    return listing;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns path -> name in the folder */
async function writeOut(
  root: string,
  commit: string,
  files: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const variables = { GIT_INDEX_FILE: join(folder, 'index'), GIT_WORK_TREE: folder };
  await gitWith({ variables }, root, ...WHOLE, 'read-tree', commit);
  const input = files.map((file) => `${file}\0`).join('');
  const answer = await gitWith(
    { variables, input },
    root,
    ...[...WHOLE, 'checkout-index', '--temp', '-z', '--stdin'],
  );
  const lines = answer.split('\0').filter((line) => line !== '');
  return new Map(
    lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(0, line.indexOf('\t'))]),
  );
}
