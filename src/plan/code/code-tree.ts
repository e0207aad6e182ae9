/** The code that a model is trained from, and whether it has changed since it was read. */
import { join, posix, relative, sep } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { listCheckout, listFolder, listWorktree, readCheckout } from '../../git/standing-tree.ts';
import { digestListing, ignoredPaths, type TreeListing, untrackedFiles } from '../../git/tree.ts';
import { digestTree } from '../../git/tree-bytes.ts';
import { listUnseen } from '../../git/unseen-tree.ts';
import { addFilesOnly, addWorktree } from '../../git/worktree.ts';
import { digestEvaluation } from '../evaluation/evaluation-bytes.ts';
import { isOwnOutput, ownOutputs } from './own-outputs.ts';
import { changedSince, changesOf } from './tree-changes.ts';

export interface CodeTree {
  readonly directory: string;
  /** Null with uncommitted changes, and outside git. */
  readonly commit: string | null;
  readonly listing: TreeListing;
  /** Digest of what a run reads under a path of `evaluation`; null if nothing. */
  evaluation(path: string): Promise<string | null>;
  inspect(): Promise<TreeChanges>;
}

interface TreeChanges {
  readonly changed: readonly string[];
  /** Those that git neither tracks nor ignores: usually logs and other outputs. */
  readonly untracked: readonly string[];
  /** The next experiment treats them as a change of code. */
  readonly added: readonly string[];
}

export interface TreeRequest {
  /** Root of the work tree; outside git, the config's folder. */
  readonly root: string;
  readonly insideGit: boolean;
  /** Whether `trainer.setup` adds files to the worktrees. */
  readonly hasSetup?: boolean;
  readonly worktrees: string;
  /** Folder of records and reports, which is never part of the code. */
  readonly output: string;
  /** From the root, with forward slashes; '' is the root. */
  readonly paths: readonly string[];
}

/** @param commit null for the checkout as it stands */
export function openTree(request: TreeRequest, commit: string | null): Promise<CodeTree> {
  return commit === null ? openCheckout(request) : openWorktree(request, commit);
}

/** Work trees are added one after the other, as git requires. Nothing is still writing when this settles. */
export async function openTrees(
  commits: ReadonlyArray<string | null>,
  open: (commit: string | null) => Promise<CodeTree>,
): Promise<Map<string | null, CodeTree>> {
  const opening = new Map<string | null, Promise<CodeTree>>();
  let before: Promise<unknown> = Promise.resolve();
  for (const commit of new Set(commits)) {
    const opened = commit === null ? open(null) : before.then(() => open(commit));
    if (commit !== null) before = opened;
    opening.set(commit, opened);
  }
  await Promise.allSettled(opening.values());
  const trees = new Map<string | null, CodeTree>();
  for (const [commit, opened] of opening) trees.set(commit, await opened);
  return trees;
}

/** For code that must not be run. */
export async function openDataOnly(
  { root, worktrees, paths }: TreeRequest,
  commit: string,
  data: readonly string[],
): Promise<CodeTree> {
  const directory = join(worktrees, `${commit.slice(0, 12)}-data`);
  await addFilesOnly(root, commit, directory, data);
  const listing = await listUnseen(root, commit, paths, worktrees);
  const inspect = async () => ({ changed: [], untracked: [], added: [] });
  return { directory, commit, listing, evaluation: async () => null, inspect };
}

async function openWorktree(
  { root, worktrees, paths, hasSetup = false }: TreeRequest,
  commit: string,
): Promise<CodeTree> {
  const directory = join(worktrees, commit.slice(0, 12));
  await addWorktree(root, commit, directory);
  const before = await digestTree(directory);
  const listing = await listWorktree(directory, commit, paths, before);
  return {
    directory,
    commit,
    listing,
    evaluation: (path) => digestEvaluation({ root: directory, path }),
    // Compares bytes, because a run can change git's answer through the index, the config or a file's time. Setup may add
    // files but has no reason to change any.
    async inspect() {
      const changed = await (hasSetup ? changedSince(before, directory) : changesOf(before, directory));
      return { changed, untracked: [], added: [] };
    },
  };
}

async function openCheckout({ root, insideGit, output, paths }: TreeRequest): Promise<CodeTree> {
  const outputs = ownOutputs();
  const withoutOutputs = (listing: TreeListing): TreeListing =>
    new Map(
      [...outside(toRootPath(root, output), listing)].filter(
        ([file]) => !isOwnOutput(join(root, file), outputs),
      ),
    );
  const list = async () =>
    withoutOutputs(await (insideGit ? listCheckout(root, paths) : listFolder(root, paths)));
  const [found, ignored] = insideGit
    ? await Promise.all([readCheckout(root, paths), ignoredPaths(root)])
    : [{ listing: await listFolder(root, paths), commit: null }, []];
  const listing = withoutOutputs(found.listing);
  return {
    directory: root,
    commit: found.commit,
    listing,
    async evaluation(path) {
      // Files that only the checkout has, such as compiled ones, are no difference unless the config names them.
      const isIgnored = (file: string) => ignored.some((one) => contains(one, file));
      return digestEvaluation({ root, path, ...(isIgnored(path) ? {} : { isLeftOut: isIgnored }) });
    },
    async inspect() {
      const now = await list();
      const changed = [...listing]
        .filter(([file, content]) => now.get(file) !== content)
        .map(([file]) => file);
      const unknown = new Set(insideGit && changed.length > 0 ? await untrackedFiles(root, paths) : []);
      return {
        changed,
        untracked: changed.filter((file) => unknown.has(file)),
        added: [...now.keys()].filter((file) => !listing.has(file)),
      };
    },
  };
}

export function select(listing: TreeListing, paths: readonly string[]): TreeListing {
  return new Map([...listing].filter(([file]) => paths.some((path) => contains(path, file))));
}

/** Null where the tree has no such path. */
export function digestPath(listing: TreeListing, path: string): string | null {
  const selected = select(listing, [path]);
  return selected.size === 0 ? null : digestListing(selected);
}

/** Ignores `code`, and leaves out the output. */
export async function digestWorkTree(directory: string, output: string): Promise<string> {
  const root = (await findRepositoryRoot(directory)) ?? directory;
  return digestListing(outside(toRootPath(root, output), await listCheckout(root, [''])));
}

/** With forward slashes; begins with `..` for a path outside the root. */
export function toRootPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** @throws UserError for a path outside the repository */
export function inside(folder: string, path: string, key: string): string {
  const joined = posix.normalize(posix.join(folder, path.split('\\').join('/'))).replace(/\/$/, '');
  if (joined === '..' || joined.startsWith('../') || posix.isAbsolute(path)) {
    throw new UserError(
      `${key}: "${path}" is outside the repository; name files inside it, relative to the config`,
    );
  }
  return joined === '.' ? '' : joined;
}

function outside(folder: string, listing: TreeListing): TreeListing {
  return new Map([...listing].filter(([file]) => folder === '' || !contains(folder, file)));
}

export function contains(path: string, file: string): boolean {
  return path === '' || file === path || file.startsWith(`${path}/`);
}
