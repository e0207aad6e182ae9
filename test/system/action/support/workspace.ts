/** A repository on a server, a branch, and the shallow clone of actions/checkout, in real git. */
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Repository } from '../../../support/repository.ts';

/** Config, trainer, and settings that decide its accuracy. */
export const TEMPLATE = fileURLToPath(new URL('repository', import.meta.url));

export interface Workspace {
  readonly folder: string;
  /** RUNNER_TEMP. The toolkit cannot pack a path with a space. */
  readonly temporary: string;
  /** GITHUB_WORKSPACE: the checkout of the merge commit. */
  readonly checkout: string;
  /** Tip of main. */
  readonly base: string;
  /** Tip of the pull request. */
  readonly head: string;
  /** GITHUB_SHA: GitHub's merge of both. */
  readonly merge: string;
  remove(): Promise<void>;
}

export type Files = Readonly<Record<string, string>>;

/** Commits of a pull request, in its author's repository. */
interface Proposal {
  readonly author: Repository;
  readonly base: string;
  readonly head: string;
}

/**
 * @param main files of the main branch, on top of the template
 * @param branch files that the pull request changes
 * @param links links of the pull request, and their targets
 */
export function createWorkspace(main: Files, branch: Files, links: Files = {}): Promise<Workspace> {
  return createWorkspaceOf(async (folder) => {
    const author = await emptyRepository(join(folder, 'author'));
    await cp(TEMPLATE, author.path, { recursive: true });
    await author.commit({});
    const base = await author.commit(main);
    await author.git('checkout', '--quiet', '-b', 'topic');
    for (const [path, target] of Object.entries(links)) {
      await rm(join(author.path, path), { recursive: true, force: true });
      await symlink(target, join(author.path, path));
    }
    return { author, base, head: await author.commit(branch) };
  });
}

/** @param propose makes the commits within the folder */
export async function createWorkspaceOf(propose: (folder: string) => Promise<Proposal>): Promise<Workspace> {
  // Some runners have paths with spaces.
  const folder = await mkdtemp(join(tmpdir(), 'conclusive action '));
  const temporary = await mkdtemp(join(tmpdir(), 'conclusive-temp-'));
  const [origin, checkout] = await Promise.all([
    emptyRepository(join(folder, 'origin'), '--bare'),
    emptyRepository(join(folder, 'checkout')),
  ]);
  // Like GitHub.
  await origin.git('config', 'uploadpack.allowReachableSHA1InWant', 'true');

  const { author, base, head } = await propose(folder);
  await author.git('checkout', '--quiet', '-B', 'main', base);
  await author.git('merge', '--quiet', '--no-ff', '--message', 'Merge topic into main', head);
  const merge = await author.git('rev-parse', 'HEAD');
  const refs = [`${base}:refs/heads/main`, `${head}:refs/pull/7/head`, `${merge}:refs/pull/7/merge`];
  await author.git('push', '--quiet', origin.path, ...refs);

  // Like actions/checkout, with its default depth of 1.
  await checkout.git('remote', 'add', 'origin', pathToFileURL(origin.path).href);
  const refspec = `+${merge}:refs/remotes/pull/7/merge`;
  await checkout.git('fetch', '--quiet', '--no-tags', '--prune', '--depth=1', 'origin', refspec);
  await checkout.git('checkout', '--quiet', '--force', 'refs/remotes/pull/7/merge');
  const remove = async () => {
    for (const path of [folder, temporary]) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  };
  return { folder, temporary, checkout: checkout.path, base, head, merge, remove };
}

/** Pushes a commit to main, replaces it by a force-push, and checks that out. @param files changes of the new commit */
export async function forcePush(
  workspace: Workspace,
  files: Files,
): Promise<{ before: string; after: string; checkout: string }> {
  const origin = join(workspace.folder, 'origin');
  const writer = Repository.at(join(workspace.folder, 'author'));
  await writer.git('checkout', '--quiet', '--detach', workspace.base);
  const before = await writer.commit({ 'README.md': 'Soon to be regretted.' });
  await writer.git('push', '--quiet', origin, `${before}:refs/heads/main`);
  await writer.git('checkout', '--quiet', '--detach', workspace.base);
  const after = await writer.commit(files);
  await writer.git('push', '--quiet', '--force', origin, `${after}:refs/heads/main`);
  // GitHub removes such commits eventually.
  await Repository.at(origin).git('prune', '--expire=now');
  const checkout = await emptyRepository(join(workspace.folder, 'pushed'));
  await checkout.git('remote', 'add', 'origin', pathToFileURL(origin).href);
  await checkout.git(
    'fetch',
    '--quiet',
    '--no-tags',
    '--depth=1',
    'origin',
    `+${after}:refs/remotes/origin/main`,
  );
  await checkout.git('checkout', '--quiet', '-B', 'main', 'refs/remotes/origin/main');
  return { before, after, checkout: checkout.path };
}

export async function emptyRepository(path: string, ...options: readonly string[]): Promise<Repository> {
  await mkdir(path);
  const repository = Repository.at(path);
  await repository.git('init', '--quiet', '--initial-branch=main', ...options);
  return repository;
}
