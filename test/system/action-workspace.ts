/** A repository on a server, a branch in it, and the shallow clone that actions/checkout makes of it. All of it real git. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Repository } from '../support/repository.ts';

const TEMPLATE = fileURLToPath(new URL('action-repository', import.meta.url));

export interface Workspace {
  readonly folder: string;
  /** What GITHUB_WORKSPACE is: the checkout of the merge commit. */
  readonly checkout: string;
  /** Tip of main. */
  readonly base: string;
  /** Tip of the branch that the pull request proposes. */
  readonly head: string;
  /** What GitHub makes of both, and GITHUB_SHA is. */
  readonly merge: string;
  remove(): Promise<void>;
}

export type Files = Readonly<Record<string, string>>;

/**
 * @param main files of the main branch, on top of the template
 * @param branch files that the pull request changes
 */
export async function createWorkspace(main: Files, branch: Files): Promise<Workspace> {
  // A path with spaces, as some runners have.
  const folder = await mkdtemp(join(tmpdir(), 'conclusive action '));
  const [origin, author, checkout] = await Promise.all([
    emptyRepository(join(folder, 'origin'), '--bare'),
    emptyRepository(join(folder, 'author')),
    emptyRepository(join(folder, 'checkout')),
  ]);
  // GitHub serves a commit by its name when a ref leads to it.
  await origin.git('config', 'uploadpack.allowReachableSHA1InWant', 'true');

  await cp(TEMPLATE, author.path, { recursive: true });
  await author.commit({});
  const base = await author.commit(main);
  await author.git('checkout', '--quiet', '-b', 'topic');
  const head = await author.commit(branch);
  await author.git('checkout', '--quiet', 'main');
  await author.git('merge', '--quiet', '--no-ff', '--message', 'Merge topic into main', 'topic');
  const merge = await author.git('rev-parse', 'HEAD');
  const refs = [`${base}:refs/heads/main`, `${head}:refs/pull/7/head`, `${merge}:refs/pull/7/merge`];
  await author.git('push', '--quiet', origin.path, ...refs);

  // As actions/checkout does it, with its default depth of one.
  await checkout.git('remote', 'add', 'origin', pathToFileURL(origin.path).href);
  const refspec = `+${merge}:refs/remotes/pull/7/merge`;
  await checkout.git('fetch', '--quiet', '--no-tags', '--prune', '--depth=1', 'origin', refspec);
  await checkout.git('checkout', '--quiet', '--force', 'refs/remotes/pull/7/merge');
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return { folder, checkout: checkout.path, base, head, merge, remove };
}

async function emptyRepository(path: string, ...options: readonly string[]): Promise<Repository> {
  await mkdir(path);
  const repository = Repository.at(path);
  await repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}
