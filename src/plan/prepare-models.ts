import { join, posix, relative, resolve, sep } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { UserError } from '../config/user-error.ts';
import { resolveCommit } from '../git/refs.ts';
import { cleanHead } from '../git/repository.ts';
import { digestListing, listCheckout, listCommit, type TreeListing } from '../git/tree.ts';
import { addWorktree } from '../git/worktree.ts';
import type { ComparedRefs } from './compared-refs.ts';
import { fingerprint, type RunIdentity } from './fingerprint.ts';
import type { PreparedModel } from './runs.ts';

export interface ModelsRequest {
  readonly config: LoadedConfig;
  /** Root of the work tree, outside git the config's folder. */
  readonly root: string;
  readonly insideGit: boolean;
  /** Absolute path of the config. */
  readonly configPath: string;
  /** null where no model names `base` or `head`. */
  readonly refs: ComparedRefs | null;
  /** Folder for the worktrees, one a commit. */
  readonly worktrees: string;
  /** What the trainer adds to a run's identity. */
  readonly trainer: Pick<RunIdentity, 'trainer' | 'backend' | 'versions'>;
}

export interface PreparedModels {
  /** The baseline first, then the variants in the config's order. */
  readonly models: readonly PreparedModel[];
  /** Content of the evaluation files by model: path -> digest, null where there is no such file. */
  readonly evaluation: ReadonlyArray<{
    readonly model: string;
    readonly files: Readonly<Record<string, string | null>>;
  }>;
}

/** Brings the code of every model into a folder of its own and works out what its runs are known by. */
export async function prepareModels(request: ModelsRequest): Promise<PreparedModels> {
  const { config, root } = request;
  const configFile = toRootPath(root, request.configPath);
  const folder = posix.dirname(configFile) === '.' ? '' : posix.dirname(configFile);
  const code = config.code === undefined ? [''] : config.code.map((path) => inside(folder, path, 'code'));
  const evaluation = config.evaluation.map((path) => inside(folder, path, 'evaluation'));
  const trees = new Map<string | null, Promise<CodeTree>>();
  const treeOf = (commit: string | null) => {
    const known = trees.get(commit);
    if (known !== undefined) return known;
    const tree = openTree(request, commit, [...code, ...evaluation]);
    trees.set(commit, tree);
    return tree;
  };

  const models: PreparedModel[] = [];
  const digests: Array<PreparedModels['evaluation'][number]> = [];
  const wanted = [{ name: 'baseline', ...config.models.baseline }, ...config.models.variants];
  for (const { name, ref = null, params } of wanted) {
    const tree = await treeOf(await commitOf(request, ref));
    // The config itself is left out: what of it decides a run is in the identity, and the rest (a margin, the number
    // of seeds) must not retrain anything.
    const codeDigest = digestListing(select(tree.listing, code), new Set([configFile]));
    const merged = { ...config.params, ...params };
    models.push({
      name,
      ref,
      commit: tree.commit,
      directory: join(tree.directory, folder),
      params: merged,
      fingerprint: (seed) =>
        fingerprint({
          ...request.trainer,
          code: codeDigest,
          params: merged,
          seed,
          vary: [...config.vary].sort(),
          data: config.data,
        }),
    });
    digests.push({
      model: name,
      files: Object.fromEntries(
        config.evaluation.map((path, index) => [path, digestPath(tree.listing, evaluation[index] as string)]),
      ),
    });
  }
  return { models, evaluation: digests };
}

interface CodeTree {
  readonly directory: string;
  readonly commit: string | null;
  readonly listing: TreeListing;
}

async function commitOf({ root, refs }: ModelsRequest, ref: string | null): Promise<string | null> {
  if (ref === null) return null;
  if (ref === 'base' && refs !== null) return refs.base;
  if (ref === 'head' && refs !== null) return refs.head;
  return resolveCommit(root, ref);
}

async function openTree(
  { root, insideGit, worktrees }: ModelsRequest,
  commit: string | null,
  paths: readonly string[],
): Promise<CodeTree> {
  if (commit === null) {
    const listing = await listCheckout(root, paths);
    return { directory: root, commit: insideGit ? await cleanHead(root) : null, listing };
  }
  const directory = join(worktrees, commit.slice(0, 12));
  await addWorktree(root, commit, directory);
  return { directory, commit, listing: await listCommit(root, commit, paths) };
}

/** @throws UserError for a path that leads out of the repository. */
function inside(folder: string, path: string, key: string): string {
  const joined = posix.normalize(posix.join(folder, path.split('\\').join('/'))).replace(/\/$/, '');
  if (joined === '..' || joined.startsWith('../') || posix.isAbsolute(path)) {
    throw new UserError(
      `${key}: "${path}" leads out of the repository; name files inside it, relative to the config`,
    );
  }
  return joined === '.' ? '' : joined;
}

function toRootPath(root: string, path: string): string {
  const fromRoot = relative(resolve(root), resolve(path));
  if (fromRoot.startsWith('..'))
    throw new UserError(`config: ${path} lies outside of the repository ${root}`);
  return fromRoot.split(sep).join('/');
}

function select(listing: TreeListing, paths: readonly string[]): TreeListing {
  return new Map(
    [...listing].filter(([file]) =>
      paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`)),
    ),
  );
}

function digestPath(listing: TreeListing, path: string): string | null {
  const selected = select(listing, [path]);
  return selected.size === 0 ? null : digestListing(selected);
}
