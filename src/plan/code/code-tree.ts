/** The code that a model is trained from: where it lies, what it consists of, and whether it is still that. */
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
  /** null for a checkout with uncommitted changes, and outside git. */
  readonly commit: string | null;
  /** The files under `paths`, by what a run finds there. */
  readonly listing: TreeListing;
  /** What a run reads under a path of `evaluation`, as a digest; null where there is nothing. */
  evaluation(path: string): Promise<string | null>;
  inspect(): Promise<TreeChanges>;
}

interface TreeChanges {
  /** Files that are no longer what the runs are known by. */
  readonly changed: readonly string[];
  /** Those of them that git does not track, and nobody ignores: logs and other outputs, as a rule. */
  readonly untracked: readonly string[];
  /** New files in a checkout: the next run will take them for a change of code. */
  readonly added: readonly string[];
}

export interface TreeRequest {
  /** Root of the work tree, outside git the config's folder. */
  readonly root: string;
  readonly insideGit: boolean;
  /** Whether `trainer.setup` adds to the worktrees. */
  readonly hasSetup?: boolean;
  /** Folder for the worktrees, one a commit. */
  readonly worktrees: string;
  /** Folder of records and reports: never part of the code, wherever it lies. */
  readonly output: string;
  /** From the root, with forward slashes; '' is the root. */
  readonly paths: readonly string[];
}

/** @param commit null for the checkout as it stands */
export function openTree(request: TreeRequest, commit: string | null): Promise<CodeTree> {
  return commit === null ? openCheckout(request) : openWorktree(request, commit);
}

/** Git adds one work tree after the other, and the checkout is read meanwhile. When this settles nobody is at work in them. */
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

/** Of code that is not to be run, the data alone. */
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
    // By bytes, since git's own answer can be changed from within: by its index, its config, or the time of a file. Setup may leave
    // more beside the code, but has no reason to change it.
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
      // What the checkout alone has, as compiled files, is no difference; unless it is what the config names.
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

/** Digest of a file or folder; null where the tree has no such path. */
export function digestPath(listing: TreeListing, path: string): string | null {
  const selected = select(listing, [path]);
  return selected.size === 0 ? null : digestListing(selected);
}

/** Digest of everything in a folder's work tree, whatever the config's `code` names, but not of the output. */
export async function digestWorkTree(directory: string, output: string): Promise<string> {
  const root = (await findRepositoryRoot(directory)) ?? directory;
  return digestListing(outside(toRootPath(root, output), await listCheckout(root, [''])));
}

/** A path from the root, with forward slashes; begins with `..` where it leads out. */
export function toRootPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** A path of the config, from the root. @throws UserError for one that leads out of the repository */
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
