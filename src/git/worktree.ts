import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../config/user-error.ts';
import { GitError, git, tryGit } from './git.ts';
import { listCommit } from './tree.ts';

const MAX_ATTEMPTS = 8;

/**
 * The user's checkout is never touched. Files that a `sparse-checkout` leaves out are included, since a model without them
 * would be another one.
 *
 * @throws UserError if a partial clone cannot fetch them
 */
export async function addWorktree(root: string, commit: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await whenNobodyElseDoes(() =>
      git(
        root,
        ...['-c', 'core.sparseCheckout=false', 'worktree', 'add'],
        ...['--quiet', '--detach', '--force', path, commit],
      ),
    );
  } catch (error) {
    const cause = error instanceof GitError ? causeOf(error.stderr) : null;
    if (cause === null) throw error;
    throw new UserError(`${commit.slice(0, 7)} cannot be checked out: ${cause}`, { cause: error });
  }
  const modules = await lstat(join(path, '.gitmodules')).catch(() => null);
  if (modules === null) return;
  try {
    await git(path, ...(await ownUpdates(path)), 'submodule', 'update', '--quiet', '--init', '--recursive');
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError(`the submodules of ${commit.slice(0, 7)} cannot be checked out: ${error.message}`, {
      cause: error,
    });
  }
}

/** Causes that the user can remove; null for others. */
function causeOf(stderr: string): string | null {
  if (/promisor/.test(stderr))
    return 'the clone lacks some of its files, and they cannot be fetched; clone without "sparse-checkout" and "filter"';
  if (/\blfs\b/.test(stderr))
    return `Git LFS cannot fetch some of its files (${stderr.split('\n')[0]}); install git-lfs, and run "git lfs fetch --all" while the remote can be reached`;
  return null;
}

/** With `--init`, git would write one commit's `update` into the repository's config, where it applies to every commit. */
async function ownUpdates(path: string): Promise<readonly string[]> {
  const ask = (key: string) => tryGit(path, 'config', '--file', '.gitmodules', '-z', '--get-regexp', key);
  const listed = (await ask('^submodule\\..*\\.(path|update)$'))?.split('\0').filter((line) => line !== '');
  const modes = new Map<string, string>();
  for (const line of listed ?? []) {
    const [key = '', value = ''] = line.split('\n');
    const mode = `${key.slice(0, key.lastIndexOf('.'))}.update`;
    if (key.endsWith('.update') && value === 'none') modes.set(mode, value);
    else modes.set(mode, modes.get(mode) ?? 'checkout');
  }
  return [...modes].flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

/**
 * Brings some files of an untrusted commit: no submodule, no link, nothing else.
 *
 * @param files from the root, with forward slashes; those that the commit lacks are skipped
 */
export async function addFilesOnly(
  root: string,
  commit: string,
  path: string,
  files: readonly string[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await whenNobodyElseDoes(() =>
    git(root, 'worktree', 'add', '--quiet', '--detach', '--force', '--no-checkout', path, commit),
  );
  const known = files.length === 0 ? new Map() : await listCommit(root, commit, files);
  if (known.size === 0) return;
  // Without links no name leads out of the folder; git writes a link as text.
  const specs = [...known.keys()].map((file) => `:(top,literal)${file}`);
  const options = ['-c', 'core.symlinks=false', '-c', 'core.sparseCheckout=false'];
  await git(path, ...options, 'checkout', '--quiet', commit, '--', ...specs);
}

/** Git reads all worktrees to add one, and fails on one that another process is still writing. */
async function whenNobodyElseDoes(step: () => Promise<string>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step();
      return;
    } catch (error) {
      const isHalfWritten = error instanceof GitError && /failed to read .*worktrees/.test(error.stderr);
      if (!isHalfWritten || attempt === MAX_ATTEMPTS) throw error;
      await sleep(50 * attempt);
    }
  }
}

export async function pruneWorktrees(root: string): Promise<void> {
  await tryGit(root, 'worktree', 'prune');
}
