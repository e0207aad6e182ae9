/**
 * A branch could bring records that turn its regression into an improvement. The index is compared with commits, since a job
 * can change the index.
 */
import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { UserError } from '../../config/user-error.ts';
import { GitError, git } from '../../git/git.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { knownCommits } from '../../git/resolve-ref.ts';
import { RECORD_FOLDERS } from '../../records/store/record-folders.ts';
import { contains, toRootPath } from './code-tree.ts';

const MAX_LINKS = 40;
const FOLDERS_OF_RUNS = RECORD_FOLDERS.map((kind) => (kind === '' ? 'runs' : `${kind}/runs`));

export interface RecordsPlace {
  /** Folder with `runs`, and perhaps `checks/runs` and `repeats/runs`. */
  readonly folder: string;
  readonly commits?: ReadonlyArray<string | null>;
  /** Paths below the folder; '' for all. */
  readonly within?: readonly string[];
  /** Name in the error, such as `--records`. */
  readonly name: string;
}

/** @throws UserError for a folder whose records git tracks, or that a link in a repository leads to */
export async function refuseTrackedRecords({
  folder,
  commits = [],
  within = FOLDERS_OF_RUNS,
  name,
}: RecordsPlace): Promise<void> {
  const { real, links } = await followLinks(resolve(folder));
  for (const link of links) {
    if ((await repositoriesAround(dirname(link))).length === 0) continue;
    throw new UserError(
      `${name}: ${link} is a link within a git repository, and a branch may bring links; name the folder that it leads to`,
    );
  }
  for (const root of await repositoriesAround(real)) {
    const found = await findTracked({ root, folder: real, within, commits });
    if (found === null) continue;
    throw new UserError(
      `${name}: ${folder} holds files that git tracks (${found}). Code under test must not bring its own records; remove them with git rm -r --cached, and name a folder that the jobs have filled`,
    );
  }
}

interface TrackedRequest {
  readonly root: string;
  readonly folder: string;
  readonly within: readonly string[];
  readonly commits?: ReadonlyArray<string | null>;
}

/**
 * @returns a path that git has in or at the folder, or null
 * @throws UserError if git cannot list them, because of a broken index or too many files
 */
export async function findTracked(request: TrackedRequest): Promise<string | null> {
  try {
    return await find(request);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError(
      `cannot tell whether git tracks files in ${request.folder}: ${error.message}; name a folder outside of the repository`,
      { cause: error },
    );
  }
}

async function find({ root, folder, within, commits = [] }: TrackedRequest): Promise<string | null> {
  const place = toRootPath(root, folder);
  if (place.startsWith('..')) return null;
  // On macOS and Windows both names mean the same folder.
  const parts = place === '' ? [] : place.split('/');
  const spec = parts[0] === undefined ? '.' : `:(top,icase,literal)${parts[0]}`;
  const list = async (...options: readonly string[]) =>
    (await git(root, 'ls-files', '-z', '--full-name', ...options, '--', spec)).split('\0');
  const named = ['HEAD', ...new Set(commits.filter((commit) => commit !== null))];
  const known = (await knownCommits(root, named)).filter((commit) => commit !== null);
  const listed = await Promise.all([list(), ...known.map((commit) => list(`--with-tree=${commit}`))]);
  const lower = place.toLowerCase();
  const searched = within.map((one) => [lower, one].filter((part) => part !== '').join('/'));
  const isFound = (path: string) =>
    path !== '' && ((lower !== '' && contains(path, lower)) || searched.some((one) => contains(one, path)));
  return listed.flat().find((path) => isFound(path.toLowerCase())) ?? null;
}

/** Innermost first: a submodule, then the repository that has it. */
async function repositoriesAround(folder: string): Promise<readonly string[]> {
  const roots: string[] = [];
  for (let at = await nearestFolder(folder); ; at = dirname(at)) {
    const root = await findRepositoryRoot(at);
    if (root === null) return roots;
    roots.push(root);
    at = root;
    if (dirname(at) === at) return roots;
  }
}

/** Resolves as the operating system does. */
async function followLinks(
  path: string,
): Promise<{ readonly real: string; readonly links: readonly string[] }> {
  const links: string[] = [];
  let done = parse(path).root;
  let rest = path.slice(done.length).split(sep);
  while (rest.length > 0 && links.length < MAX_LINKS) {
    const [part = '', ...others] = rest;
    const next = join(done, part);
    if ((await lstat(next).catch(() => null))?.isSymbolicLink() === true) {
      links.push(next);
      const target = resolve(done, await readlink(next));
      done = parse(target).root;
      rest = [...target.slice(done.length).split(sep), ...others];
    } else [done, rest] = [next, others];
  }
  return { real: done, links };
}

export async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = await lstat(folder).catch(() => null);
    if (stat?.isDirectory() === true || dirname(folder) === folder) return folder;
  }
}
