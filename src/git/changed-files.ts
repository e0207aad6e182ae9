import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, gitWith, tryGit } from './git.ts';
import { fields } from './tree.ts';

const MODULE = '160000';

/**
 * Git's own index is not used, because it can mark a file as unchanging (`--assume-unchanged`, `--skip-worktree`) or hold an
 * old time and size.
 */
export async function changedFiles(
  root: string,
  commit: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-index-'));
  const own = { variables: { GIT_INDEX_FILE: join(folder, 'index'), GIT_LITERAL_PATHSPECS: '1' } };
  const ask = async (...args: string[]) => fields(await gitWith(own, root, ...args));
  try {
    await ask('read-tree', commit);
    const [changed, entries] = await Promise.all([
      ask(
        ...['diff', '--name-only', '--no-renames', '--no-ext-diff', '--no-textconv'],
        ...['--ignore-submodules=none', '-z', commit, '--', ...paths],
      ),
      ask('ls-files', '--stage', '-z', '--', ...paths),
    ]);
    const known = new Set(changed);
    for (const entry of entries) {
      if (!entry.startsWith(`${MODULE} `)) continue;
      const object = entry.split(' ')[1] ?? '';
      const path = entry.slice(entry.indexOf('\t') + 1);
      if (!known.has(path) && (await isChangedWithin(join(root, path), object))) known.add(path);
    }
    const missing = await leftOut(root, [...known]);
    return [...known].filter((path) => !missing.has(path));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Git would read the submodule's own index, which can hide changes too. */
async function isChangedWithin(module: string, commit: string): Promise<boolean> {
  // The submodule is not checked out.
  if ((await lstat(join(module, '.git')).catch(() => null)) === null) return false;
  return (await changedFiles(module, commit, ['.'])).length > 0;
}

/** A file that a sparse checkout lacks has not changed. */
async function leftOut(root: string, changed: readonly string[]): Promise<ReadonlySet<string>> {
  const missing: string[] = [];
  for (const path of changed)
    if ((await lstat(join(root, path)).catch(() => null)) === null) missing.push(path);
  if (missing.length === 0 || (await tryGit(root, 'config', 'core.sparseCheckout'))?.trim() !== 'true')
    return new Set();
  const marked = fields(await git(root, 'ls-files', '-v', '-z'))
    .filter((line) => line.startsWith('S '))
    .map((line) => line.slice(2));
  const skipped = new Set(marked);
  return new Set(missing.filter((path) => skipped.has(path)));
}
