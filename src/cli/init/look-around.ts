/** What a config needs to know of a repository: branches, test files, requirements and interpreter. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execute } from '../../child-output.ts';
import { REQUIREMENTS } from '../../config/setup-files.ts';
import { git, tryGit } from '../../git/git.ts';
import { isShallow } from '../../git/merge-base.ts';
import { findRepositoryRoot } from '../../git/repository.ts';
import { defaultBranch } from '../../git/resolve-ref.ts';
import { fields, ignoredPaths } from '../../git/tree.ts';
import { contains } from '../../plan/code/code-tree.ts';

/** Test examples, and code that scores a model. */
const EVALUATION =
  /(?:^|\/)(?:(?:[\w-]*[_-])?(?:test|tests|testset|holdout|heldout|eval|evaluation)(?:[_-][\w-]*)?\.(?:csv|tsv|jsonl?|npz|npy|parquet|arrow|bin|pkl|txt|h5|hdf5|zip)|(?:evaluate|evaluation|eval|metrics|scoring|score)\.(?:py|js|mjs|ts|R))$/i;
const MAX_EVALUATION = 20;
const PROBE_MS = 10_000;

export interface Surroundings {
  /** Files that git does not ignore, with forward slashes. */
  readonly files: readonly string[];
  /** Files of the folder that git tracks. */
  readonly tracked: ReadonlySet<string>;
  /** Root of the repository; null outside git. */
  readonly root: string | null;
  readonly branch: string | null;
  /** Name for the workflow: `main`. */
  readonly defaultBranch: string | null;
  /** What can be compared: this branch and its base, or the last two commits. null: no commit. */
  readonly history: 'branch' | 'commit' | 'one commit' | null;
  readonly python: string;
  readonly evaluation: readonly string[];
  readonly requirements: string | null;
}

/** @param all files of the folder */
export async function lookAround(folder: string, all: readonly string[]): Promise<Surroundings> {
  const root = await findRepositoryRoot(folder);
  const ignored = root === null ? [] : await ignoredPaths(folder);
  const files = all.filter((file) => !ignored.some((path) => contains(path, file)));
  const base = root === null ? null : await defaultBranch(root);
  const branch = (root && (await tryGit(root, 'branch', '--show-current')))?.trim() || null;
  return {
    root,
    branch,
    defaultBranch: base?.replace(/^refs\/(?:remotes\/origin|heads)\//, '') ?? branch,
    history: root === null ? null : await historyOf(root, base),
    files,
    tracked: new Set(root === null ? [] : fields(await git(folder, 'ls-files', '-z'))),
    python: await pythonOf(folder, root ?? folder),
    evaluation: files.filter((file) => EVALUATION.test(file)).slice(0, MAX_EVALUATION),
    requirements: REQUIREMENTS.find((file) => files.includes(file)) ?? null,
  };
}

async function historyOf(root: string, base: string | null): Promise<Surroundings['history']> {
  if ((await tryGit(root, 'rev-parse', '--verify', '--quiet', 'HEAD')) === null) return null;
  const ahead = base === null ? null : await tryGit(root, 'rev-list', '--count', `${base}..HEAD`);
  if (ahead !== null && Number(ahead) > 0) return 'branch';
  const before = await tryGit(root, 'rev-parse', '--verify', '--quiet', 'HEAD~1');
  return before !== null || (await isShallow(root)) ? 'commit' : 'one commit';
}

/** Finds the environment of the repository if none is activated, else the PATH's Python. */
async function pythonOf(folder: string, root: string): Promise<string> {
  const isActivated = process.env.VIRTUAL_ENV !== undefined || process.env.CONDA_PREFIX !== undefined;
  for (let up = ''; ; up += '../') {
    const here = join(folder, up);
    if (existsSync(join(here, 'uv.lock'))) return 'uv run python';
    if (existsSync(join(here, 'poetry.lock'))) return 'poetry run python';
    const name = isActivated
      ? undefined
      : ['.venv', 'venv'].find((one) => existsSync(join(here, one, 'bin/python')));
    if (name !== undefined) return `${up}${name}/bin/python`;
    if (relative(root, here) === '' || relative(root, here).startsWith('..')) break;
  }
  // A shim of pyenv may exist and start nothing.
  return execute('python', ['--version'], { timeout: PROBE_MS }).then(
    () => 'python',
    () => 'python3',
  );
}
